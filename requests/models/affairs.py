"""A question with a clock in minutes, and what becomes of it: an affair carried to a window."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import reaches
from communities.models import Area
from core.fields import EncryptedField, FreeLine, FreeText, NameField
from core.models import KeepsNumbers, Ledger, RowScope
from requests.affair_steps import CLOSED, OPEN, Status
from requests.models.guides import Guide
from requests.tiers import DESK


def _account(name: Any, *, null: bool = False) -> Any:
    return models.ForeignKey(
        "accounts.User", models.PROTECT, null=null, related_name="+", verbose_name=name
    )


def at_desk(viewer: Viewer) -> Q:
    if viewer.role.code not in DESK or viewer.sleeping:
        return Q(pk__in=[])
    return reaches(viewer)


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def manageable_by(self, viewer: Viewer) -> "InquiryQuerySet":
        return self.filter(at_desk(viewer))

    def waiting(self) -> "InquiryQuerySet":
        return self.filter(answered_at__isnull=True)


class Inquiry(KeepsNumbers):
    """咨询: asked in a sentence, answered within minutes while the desk is open."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    grid = models.ForeignKey(
        Area, models.PROTECT, null=True, related_name="+", verbose_name=_("网格")
    )
    guide = models.ForeignKey(
        Guide, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("事项")
    )
    words = FreeText(_("问什么"))
    asker = _account(_("谁问的"))
    phone = EncryptedField(_("电话"), mask="phone", blank=True)
    asked_at = models.DateTimeField(_("什么时候问的"), db_default=Now())
    due_at = models.DateTimeField(_("最迟回复"))
    answer = FreeText(_("回复"), blank=True)
    answered_at = models.DateTimeField(_("回复时间"), null=True, editable=False)
    answered_by = _account(_("谁回的"), null=True)

    objects = InquiryQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="asker_id")

    class Meta:
        verbose_name = _("咨询")
        verbose_name_plural = _("咨询")
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="inquiry_answered_in_words",
                condition=Q(answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False)),
            )
        ]
        indexes = [
            models.Index(
                fields=["community", "due_at"],
                name="inquiry_waiting",
                condition=Q(answered_at__isnull=True),
            ),
            models.Index(fields=["community", "-asked_at"], name="inquiry_newest"),
            models.Index(fields=["asker", "-asked_at"], name="inquiry_mine"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class AffairQuerySet(models.QuerySet["Affair"]):
    def manageable_by(self, viewer: Viewer) -> "AffairQuerySet":
        rule = at_desk(viewer)
        if viewer.is_staff and not viewer.sleeping:
            rule |= Q(worker_id=viewer.user_id, community_id__in=viewer.community_ids)
        return self.filter(rule)

    def open(self) -> "AffairQuerySet":
        return self.filter(status__in=OPEN)


class Affair(KeepsNumbers):
    """帮办代办: one affair of one person, with every paper that changed hands."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    grid = models.ForeignKey(
        Area, models.PROTECT, null=True, related_name="+", verbose_name=_("网格")
    )
    guide = models.ForeignKey(Guide, models.PROTECT, related_name="affairs", verbose_name=_("事项"))
    inquiry = models.OneToOneField(
        Inquiry,
        models.PROTECT,
        null=True,
        related_name="affair",
        verbose_name=_("从哪条咨询来"),
    )
    applicant = _account(_("申请人"))
    name = NameField(_("姓名"))
    phone = EncryptedField(_("电话"), mask="phone", blank=True)
    address = EncryptedField(_("地址"), mask="address", blank=True)
    words = FreeText(_("补充说明"), blank=True)
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.SUBMITTED, editable=False
    )
    worker = _account(_("谁上门取材料"), null=True)
    authority = FreeLine(_("委托书"), max_length=120, blank=True)
    """What the power of attorney covers; the paper itself lies among the uploads."""
    authority_until = models.DateField(_("委托到哪天"), null=True)
    visits = models.PositiveSmallIntegerField(_("本人跑了几趟"), default=0)
    outcome = FreeText(_("办理结果"), blank=True)
    opened_at = models.DateTimeField(_("申请时间"), db_default=Now())
    closed_at = models.DateTimeField(_("办结时间"), null=True, editable=False)

    objects = AffairQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="applicant_id", other="worker_id")

    class Meta:
        verbose_name = _("代办事项")
        verbose_name_plural = _("代办事项")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="affair_status_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="affair_closed_has_end",
                condition=Q(status__in=CLOSED, closed_at__isnull=False)
                | (~Q(status__in=CLOSED) & Q(closed_at__isnull=True)),
            ),
            # Nobody carries another's papers without his word for it.
            models.CheckConstraint(
                name="affair_fetched_with_authority",
                condition=Q(worker__isnull=True)
                | (~Q(authority="") & Q(authority_until__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "status", "-id"], name="affair_queue"),
            models.Index(fields=["applicant", "-id"], name="affair_mine"),
        ]

    def __str__(self) -> str:
        return str(self.guide)


class AffairEvent(KeepsNumbers, Ledger):
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    affair = models.ForeignKey(
        Affair, models.PROTECT, related_name="events", verbose_name=_("代办事项")
    )
    at = models.DateTimeField(_("时间"), db_default=Now())
    step = models.CharField(_("发生了什么"), max_length=12)
    actor = _account(_("谁"), null=True)
    to_status = models.CharField(_("到"), max_length=12, choices=Status)
    note = FreeText(_("说明"), blank=True)

    row_scope = RowScope(community="community_id", person="actor_id")

    class Meta:
        verbose_name = _("代办经过")
        verbose_name_plural = _("代办经过")
        ordering = ["id"]
        indexes = [models.Index(fields=["affair", "id"], name="affair_event_in_order")]

    def __str__(self) -> str:
        return f"{self.step} → {self.to_status}"


class Custody(KeepsNumbers, Ledger):
    """A paper changed hands: which, from whom to whom. Never changed, only followed by the next."""

    class Way(models.TextChoices):
        TAKEN = "taken", _("从本人手里取走")
        BACK = "back", _("还给本人")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    affair = models.ForeignKey(
        Affair, models.PROTECT, related_name="custody", verbose_name=_("代办事项")
    )
    paper = FreeLine(_("哪样材料"), max_length=60)
    way = models.CharField(_("去向"), max_length=8, choices=Way)
    by = _account(_("经手人"))
    at = models.DateTimeField(_("时间"), db_default=Now())

    row_scope = RowScope(community="community_id", person="by_id")

    class Meta:
        verbose_name = _("材料交接")
        verbose_name_plural = _("材料交接")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.paper} · {self.get_way_display()}"


class AffairPaper(models.Model):
    """What the applicant sent in."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    affair = models.ForeignKey(
        Affair, models.PROTECT, related_name="papers", verbose_name=_("代办事项")
    )
    file = models.ForeignKey(
        "core.StoredFile", models.PROTECT, related_name="+", verbose_name=_("文件")
    )
    added_by = _account(_("谁放的"))
    at = models.DateTimeField(_("时间"), db_default=Now())

    row_scope = RowScope(community="community_id", person="added_by_id")

    class Meta:
        verbose_name = _("申请材料")
        verbose_name_plural = _("申请材料")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.affair_id)


class AffairHelp(models.Model):
    """陪办: done on another platform, we only stood beside. No person is written down."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    guide = models.ForeignKey(Guide, models.PROTECT, related_name="+", verbose_name=_("事项"))
    helper = _account(_("谁帮的"))
    minutes = models.PositiveSmallIntegerField(_("用了多少分钟"), default=10)
    at = models.DateTimeField(_("时间"), db_default=Now())

    row_scope = RowScope(community="community_id", person="helper_id")

    class Meta:
        verbose_name = _("陪办记录")
        verbose_name_plural = _("陪办记录")
        ordering = ["-id"]
        indexes = [models.Index(fields=["community", "-id"], name="affair_help_newest")]

    def __str__(self) -> str:
        return str(self.guide)
