"""What a person may ask of us, and what we must be able to prove."""

import re
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.fields import EncryptedField, FreeLine, NameField
from core.models import KeepsNumbers, Ledger, RowScope


class PrivacyNoticeQuerySet(models.QuerySet["PrivacyNotice"]):
    def current(self) -> "PrivacyNotice | None":
        return self.filter(effective_on__lte=timezone.localdate()).order_by("-version").first()


class PrivacyNotice(models.Model):
    """告知书: a version of what we tell people about their data; a change asks again."""

    version = models.PositiveSmallIntegerField(_("版本"), unique=True)
    title = models.CharField(_("标题"), max_length=64)
    title_en = models.CharField(_("英文标题"), max_length=128)
    body = models.TextField(_("正文"))
    body_en = models.TextField(_("英文正文"))
    summary = models.TextField(_("先看这几句（一行一句）"), blank=True)
    summary_en = models.TextField(_("英文的先看这几句"), blank=True)
    change_note = models.CharField(_("与上一版的不同"), max_length=200, blank=True)
    effective_on = models.DateField(_("生效日期"))
    published_at = models.DateTimeField(_("发布时间"), db_default=Now())

    objects = PrivacyNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("个人信息告知书")
        verbose_name_plural = _("个人信息告知书")
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"

    @property
    def is_english(self) -> bool:
        return get_language() == "en"

    @property
    def heading(self) -> str:
        return self.title_en if self.is_english else self.title

    @property
    def text(self) -> str:
        return self.body_en if self.is_english else self.body

    @property
    def in_short(self) -> list[str]:
        """The first layer: what a phone shows before anything has to be scrolled."""
        said = self.summary_en if self.is_english and self.summary_en else self.summary
        return [line.strip() for line in said.splitlines() if line.strip()]

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Paragraphs of the text, each with the words that lead it in (before its colon)."""
        paragraphs = [part.strip() for part in self.text.split("\n\n") if part.strip()]
        return [_led_in(part) for part in paragraphs]


LEAD_IN = re.compile(r"([^：:。.\n]{1,60}?)(：|: )", re.UNICODE)  # data


def _led_in(paragraph: str) -> tuple[str, str]:
    found = LEAD_IN.match(paragraph)
    if found is None:
        return "", paragraph
    return found.group(0).strip(), paragraph[found.end() :]


class ConsentKind(models.TextChoices):
    """Sensitive kinds are asked one by one, never in a bundle."""

    SERVICE = "service", _("使用平台所必需")
    HEALTH = "health", _("健康状况")
    DISABILITY = "disability", _("残疾情况")
    HARDSHIP = "hardship", _("家庭困难情况")
    CHILD = "child", _("14 岁以下孩子的信息")
    POLITICAL = "political", _("政治面貌")
    PORTRAIT = "portrait", _("活动照片")
    CONTACT_SHARING = "contact_sharing", _("把电话给上门的志愿者")


SENSITIVE_KINDS = tuple(kind for kind in ConsentKind if kind != ConsentKind.SERVICE)


class ConsentQuerySet(models.QuerySet["ConsentEvent"]):
    def standing(self, subject: UUID) -> "ConsentQuerySet":
        """The last word about each kind."""
        return self.filter(subject=subject).order_by("kind", "-pk").distinct("kind")

    def holds(self, subject: UUID, kind: str) -> bool:
        last = self.filter(subject=subject, kind=kind).order_by("-pk").first()
        return last is not None and last.given


class ConsentEvent(KeepsNumbers, Ledger):
    """Given or withdrawn, once each: the last event of a kind is what holds."""

    class How(models.TextChoices):
        """Of somebody who has no account: the notice was read out to him, or he signed it."""

        FACE = "face", _("当面念给他听")
        HOME = "home", _("上门念给他听")
        PHONE = "phone", _("电话里念给他听")
        PAPER = "paper", _("他看过，签了字")

    scope = models.BigIntegerField(_("社区"), null=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("操作账号"),
    )
    subject = models.UUIDField(_("本人"), db_index=True)
    kind = models.CharField(_("种类"), max_length=24, choices=ConsentKind)
    given = models.BooleanField(_("同意"))
    notice = models.ForeignKey(
        PrivacyNotice, models.PROTECT, related_name="+", verbose_name=_("告知书")
    )
    guardian = models.UUIDField(_("监护人"), null=True)
    on_behalf_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("代录人"),
    )
    how = models.CharField(_("怎么问的"), max_length=8, choices=How, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("询问人"),
    )
    witness = NameField(_("见证人"), blank=True)
    evidence = FreeLine(_("代录依据"), max_length=120, blank=True)
    at = models.DateTimeField(_("时间"), db_default=Now())

    objects = ConsentQuerySet.as_manager()
    row_scope = RowScope(community="scope", person="user_id")

    class Meta:
        verbose_name = _("同意记录")
        verbose_name_plural = _("同意记录")
        constraints = [
            models.CheckConstraint(
                name="consent_kind_known", condition=Q(kind__in=ConsentKind.values)
            ),
            models.CheckConstraint(
                name="consent_for_another_has_evidence",
                condition=Q(on_behalf_by__isnull=True) | ~Q(evidence=""),
            ),
            models.CheckConstraint(
                name="consent_read_out_before_a_witness",
                condition=Q(how="") | Q(given=False) | Q(how="paper") | ~Q(witness=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {'+' if self.given else '−'}"


class MinorAccessApproval(KeepsNumbers):
    """A named person may read children's records, for a purpose, until a day; looks are logged."""

    scope = models.BigIntegerField(_("社区"))
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("可查看的人")
    )
    purpose = FreeLine(_("用途"), max_length=120)
    starts_on = models.DateField(_("起"))
    ends_on = models.DateField(_("止（含）"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("批准人")
    )
    approved_at = models.DateTimeField(_("批准时间"), db_default=Now())
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, editable=False)

    row_scope = RowScope(community="scope", person="reader_id")

    class Meta:
        verbose_name = _("未成年人信息查看批准")
        verbose_name_plural = _("未成年人信息查看批准")
        constraints = [
            models.CheckConstraint(
                name="minor_access_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="minor_access_not_self_approved", condition=~Q(reader=F("approved_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader} {self.starts_on}–{self.ends_on}"


class DataSubjectRequest(models.Model):
    """Access, correction, deletion, portability, explanation: with a deadline and an answer."""

    class Kind(models.TextChoices):
        EXPORT = "export", _("要一份我的信息")
        CORRECT = "correct", _("改正我的信息")
        DELETE = "delete", _("删除我的信息")
        WITHDRAW = "withdraw", _("撤回同意并停止使用")
        EXPLAIN = "explain", _("请解释怎么用我的信息")

    class Status(models.TextChoices):
        RECEIVED = "received", _("已收到")
        DONE = "done", _("已办好")
        REFUSED = "refused", _("未能照办，已说明理由")
        CANCELLED = "cancelled", _("本人撤回")

    scope = models.BigIntegerField(_("社区"), null=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    subject = models.UUIDField(_("关于谁"))
    kind = models.CharField(_("请求"), max_length=16, choices=Kind)
    text = EncryptedField(_("说明"), mask="note", blank=True)
    status = models.CharField(
        _("状态"), max_length=16, choices=Status, default=Status.RECEIVED, editable=False
    )
    due_on = models.DateField(_("最迟答复"))
    answer = EncryptedField(_("答复"), mask="note", blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("办理人"),
    )
    created_at = models.DateTimeField(_("提出时间"), db_default=Now())
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    row_scope = RowScope(community="scope", person="user_id", shared=True)

    class Meta:
        verbose_name = _("个人权利请求")
        verbose_name_plural = _("个人权利请求")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="subject_request_status_known",
                condition=Q(status__in=["received", "done", "refused", "cancelled"]),
            ),
            models.CheckConstraint(
                name="subject_request_answered_by_somebody",
                condition=~Q(status__in=["done", "refused"]) | Q(handled_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["subject", "kind"],
                condition=Q(status="received"),
                name="subject_request_one_open_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"


class ErasureProof(Ledger):
    """That something was deleted, why and how much; never what it was."""

    class Reason(models.TextChoices):
        REQUEST = "request", _("本人请求")
        RETENTION = "retention", _("保存期满")

    scope = models.BigIntegerField(_("社区"), null=True)
    reason = models.CharField(_("原因"), max_length=16, choices=Reason)
    subject = models.UUIDField(_("本人"), null=True)
    counts = models.JSONField(_("各处件数"))
    at = models.DateTimeField(_("时间"), db_default=Now())

    class Meta:
        verbose_name = _("删除证明")
        verbose_name_plural = _("删除证明")

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.at:%Y-%m-%d}"
