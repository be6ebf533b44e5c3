"""Registers the privacy officer keeps, and what people say about the platform itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.fields import EncryptedField, FreeLine, FreeText
from core.models import KeepsNumbers, RowScope


class _Register(KeepsNumbers):
    """Kept three years at least: nothing here is deleted."""

    scope = models.BigIntegerField(_("区域"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now(), editable=False)

    class Meta:
        abstract = True


class SharingRecord(_Register):
    """Who received personal data from us, which, why, on what ground."""

    recipient = FreeLine(_("提供给谁"), max_length=120)
    contact = models.CharField(_("对方联系人"), max_length=120, blank=True)
    kinds = FreeLine(_("哪些信息"), max_length=200)
    purpose = FreeLine(_("用途"), max_length=200)
    basis = FreeLine(_("依据"), max_length=200)
    starts_on = models.DateField(_("起"))
    ends_on = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("对外提供记录")
        verbose_name_plural = _("对外提供记录")

    def __str__(self) -> str:
        return f"{self.recipient} {self.starts_on}"


class ImpactAssessment(_Register):
    """PIPL 55–56: before sensitive processing, publishing or sharing."""

    title = FreeLine(_("处理活动"), max_length=120)
    necessity = FreeText(_("目的、方式是否合法、正当、必要"))
    risks = FreeText(_("对个人的影响和风险"))
    measures = FreeText(_("保护措施是否与风险相称"))
    concluded_on = models.DateField(_("完成日期"))
    review_on = models.DateField(_("下次复核"))

    class Meta:
        verbose_name = _("影响评估")
        verbose_name_plural = _("影响评估")

    def __str__(self) -> str:
        return str(self.title)


class Incident(_Register):
    """A leak, a loss, a change by mistake: what, how many, what was done, who was told."""

    happened_at = models.DateTimeField(_("发生时间"))
    noticed_at = models.DateTimeField(_("发现时间"))
    kinds = FreeLine(_("涉及信息"), max_length=200)
    people = models.PositiveIntegerField(_("涉及人数"), default=0)
    cause = FreeText(_("原因"))
    harm = FreeText(_("可能的危害"))
    measures = FreeText(_("已采取的措施"))
    authority_told_at = models.DateTimeField(_("报告主管部门时间"), null=True, blank=True)
    people_told_at = models.DateTimeField(_("告知个人时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("个人信息安全事件")
        verbose_name_plural = _("个人信息安全事件")

    def __str__(self) -> str:
        return f"{self.happened_at:%Y-%m-%d} {self.kinds}"


class PlatformComplaint(KeepsNumbers):
    """Complaints and suggestions about the platform itself; no account is needed."""

    class Status(models.TextChoices):
        RECEIVED = "received", _("已收到")
        ANSWERED = "answered", _("已答复")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("账号"),
    )
    text = FreeText(_("内容"))
    contact = EncryptedField(_("怎么联系您"), mask="phone", blank=True)
    address_index = models.CharField(_("来源地址（不可逆）"), max_length=32, blank=True)
    status = models.CharField(
        _("状态"), max_length=16, choices=Status, default=Status.RECEIVED, editable=False
    )
    answer = FreeText(_("答复"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("答复人"),
    )
    created_at = models.DateTimeField(_("时间"), db_default=Now())
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("对平台的投诉建议")
        verbose_name_plural = _("对平台的投诉建议")
        constraints = [
            models.CheckConstraint(
                name="complaint_status_known", condition=Q(status__in=["received", "answered"])
            )
        ]
        indexes = [models.Index(fields=["address_index", "created_at"], name="complaint_recent")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.text[:20]}"
