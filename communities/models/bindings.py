"""An account is not a resident. A binding says who one is, an authority for whom one may act."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models.area import Area
from communities.models.residents import Resident
from core.fields import EncryptedField
from core.models import RowScope


class BindingQuerySet(models.QuerySet["Binding"]):
    def standing(self) -> "BindingQuerySet":
        return self.filter(ended_at__isnull=True)


class Binding(models.Model):
    """This account belongs to this resident. One number may stand in many registers."""

    class Proof(models.TextChoices):
        ID_NUMBER = "id_number", _("姓名与身份证后六位")
        AT_THE_DESK = "at_the_desk", _("窗口核对")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="bindings", verbose_name=_("账号")
    )
    resident = models.ForeignKey(
        Resident, models.PROTECT, related_name="bindings", verbose_name=_("居民")
    )
    proof = models.CharField(_("方式"), max_length=16, choices=Proof)
    bound_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("经办人")
    )
    bound_at = models.DateTimeField(_("绑定时间"), db_default=Now())
    ended_at = models.DateTimeField(_("解除时间"), null=True, blank=True, editable=False)
    end_reason = models.CharField(_("解除原因"), max_length=64, blank=True, editable=False)

    objects = BindingQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="user_id")

    class Meta:
        verbose_name = _("身份绑定")
        verbose_name_plural = _("身份绑定")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "resident"],
                condition=Q(ended_at__isnull=True),
                name="binding_once_while_open",
            ),
            models.UniqueConstraint(
                fields=["resident"],
                condition=Q(ended_at__isnull=True),
                name="binding_one_account_per_resident",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} = {self.resident_id}"


class BindingAttempt(models.Model):
    """Five tries a day, then the desk: a name and six digits must not be guessed through."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    name_index = models.CharField(max_length=32, blank=True)
    """A digest of the name that was tried: many accounts must not guess at one person."""
    at = models.DateTimeField(db_default=Now())
    succeeded = models.BooleanField(default=False)

    row_scope = RowScope(person="user_id")

    class Meta:
        verbose_name = _("绑定尝试")
        verbose_name_plural = _("绑定尝试")
        indexes = [
            models.Index(fields=["user", "at"], name="binding_attempt_recent"),
            models.Index(fields=["name_index", "at"], name="binding_attempt_at_name"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.at:%Y-%m-%d %H:%M}"


class AuthorityQuerySet(models.QuerySet["Authority"]):
    def in_force(self, on: date | None = None) -> "AuthorityQuerySet":
        day = on or timezone.localdate()
        return self.filter(revoked_at__isnull=True, valid_from__lte=day, valid_to__gte=day)


class Authority(models.Model):
    """One resident lets an account act for him: child, parent, neighbour; for what, until when."""

    class Relation(models.TextChoices):
        CHILD = "child", _("子女")
        PARENT = "parent", _("父母（监护人）")
        SPOUSE = "spouse", _("配偶")
        RELATIVE = "relative", _("亲属")
        NEIGHBOUR = "neighbour", _("邻居")
        GUARDIAN = "guardian", _("监护人")

    class Purpose(models.TextChoices):
        ORDERS = "orders", _("点单、评价")
        ALL = "all", _("全部事务（不含隐私授权）")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="authorities", verbose_name=_("代办账号")
    )
    resident = models.ForeignKey(
        Resident, models.PROTECT, related_name="authorities", verbose_name=_("为谁代办")
    )
    relation = models.CharField(_("关系"), max_length=16, choices=Relation)
    purpose = models.CharField(_("范围"), max_length=16, choices=Purpose, default=Purpose.ORDERS)
    evidence = EncryptedField(_("凭据（授权书、电话确认等）"), mask="note", blank=True)
    valid_from = models.DateField(_("起"))
    valid_to = models.DateField(_("止（含）"))
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now())
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, blank=True, editable=False)
    revoke_reason = models.CharField(_("撤销原因"), max_length=64, blank=True, editable=False)

    objects = AuthorityQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="user_id")

    class Meta:
        verbose_name = _("代办授权")
        verbose_name_plural = _("代办授权")
        constraints = [
            models.CheckConstraint(
                name="authority_ends_after_start", condition=Q(valid_to__gte=F("valid_from"))
            ),
            ExclusionConstraint(
                name="authority_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("resident", RangeOperators.EQUAL),
                    (
                        Func(F("valid_from"), F("valid_to"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(revoked_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.resident_id} {self.get_purpose_display()}"
