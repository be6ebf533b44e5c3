from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import BlindIndexField, EncryptedField, FreeLine
from core.models import KeepsNumbers, RowScope


class SignInCode(models.Model):
    """Six digits on their way to a number, good for one use.

    The rows are also the counter of what was sent: limits look back over them, so they hold
    without any cache. The digits are sealed, and gone as soon as they are of no use.
    """

    class Purpose(models.TextChoices):
        SIGN_IN = "sign_in", _("登录")
        CHANGE_PHONE = "change_phone", _("换手机号")
        PROVE = "prove", _("不开账号，只核实号码")

    purpose = models.CharField(_("用途"), max_length=16, choices=Purpose, default=Purpose.SIGN_IN)
    phone = EncryptedField(_("手机"), mask="phone")
    phone_index = BlindIndexField(source="phone", kind="phone")
    address_index = models.CharField(_("来源地址（不可逆）"), max_length=32, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("账号"),
    )
    code = EncryptedField(_("验证码"), mask="note", blank=True)
    tries = models.PositiveSmallIntegerField(_("已试次数"), default=0)
    created_at = models.DateTimeField(_("发出时间"), default=timezone.now)
    expires_at = models.DateTimeField(_("有效至"))
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)

    # Read before anybody is known; the number and the digits are unreadable without the keys.
    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("验证码")
        verbose_name_plural = _("验证码")
        constraints = [
            models.CheckConstraint(name="code_number_known", condition=~Q(phone_index="")),
        ]
        indexes = [
            models.Index(fields=["phone_index", "created_at"], name="code_per_number"),
            models.Index(fields=["address_index", "created_at"], name="code_per_address"),
            models.Index(fields=["created_at"], name="code_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.phone}"


class SignInFailure(models.Model):
    """A wrong code or password. Counted per number and per address, kept for some days."""

    class Kind(models.TextChoices):
        CODE = "code", _("验证码")
        PASSWORD = "password", _("密码")

    kind = models.CharField(max_length=16, choices=Kind)
    phone_index = models.CharField(max_length=32)
    address_index = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("登录失败")
        verbose_name_plural = _("登录失败")
        indexes = [
            models.Index(fields=["phone_index", "at"], name="failure_per_number"),
            models.Index(fields=["address_index", "at"], name="failure_per_address"),
            models.Index(fields=["at"], name="failure_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"


class EnrolmentCodeQuerySet(models.QuerySet["EnrolmentCode"]):
    def open(self) -> "EnrolmentCodeQuerySet":
        return self.filter(
            used_at__isnull=True,
            expires_at__gt=timezone.now(),
            tries__lt=settings.ENROLMENT_CODE_TRIES,
        )

    def vouching_for(self, user: Any) -> bool:
        """The authenticator he has was bound with a code that was handed over."""
        return self.filter(user=user, authenticator__user=user).exists()


class EnrolmentCode(models.Model):
    """Handed over by a security administrator: with it an authenticator is bound for a role that
    needs one. Only its digest is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("账号")
    )
    digest = models.CharField(_("摘要（不可逆）"), max_length=32)
    tries = models.PositiveSmallIntegerField(_("试错次数"), default=0)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("发码人"),
    )
    issued_at = models.DateTimeField(_("发码时间"), db_default=Now())
    expires_at = models.DateTimeField(_("有效至"))
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True, editable=False)
    authenticator = models.ForeignKey(
        "mfa.Authenticator",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("绑定的动态口令"),
    )

    objects = EnrolmentCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("动态口令绑定码")
        verbose_name_plural = _("动态口令绑定码")
        constraints = [
            models.CheckConstraint(
                name="enrolment_not_for_oneself",
                condition=Q(issued_by__isnull=True) | ~Q(user=models.F("issued_by")),
            ),
            models.CheckConstraint(
                name="enrolment_bound_by_use",
                condition=Q(authenticator__isnull=True) | Q(used_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["user"], name="enrolment_by_account")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.issued_at:%Y-%m-%d}"


class SecondFactorReset(KeepsNumbers):
    """Somebody lost his phone and his recovery codes. One person asks, another one agrees."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("等第二人确认")
        CONFIRMED = "confirmed", _("已解除")
        DECLINED = "declined", _("未同意")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("账号")
    )
    reason = FreeLine(_("事由与核对方式"), max_length=200)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("申请人")
    )
    requested_at = models.DateTimeField(_("申请时间"), db_default=Now())
    outcome = models.CharField(
        _("结果"), max_length=16, choices=Outcome, default=Outcome.WAITING, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("确认人"),
    )
    decided_at = models.DateTimeField(_("确认时间"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("动态口令解除申请")
        verbose_name_plural = _("动态口令解除申请")
        constraints = [
            models.CheckConstraint(
                name="reset_outcome_known",
                condition=Q(outcome__in=["waiting", "confirmed", "declined"]),
            ),
            models.CheckConstraint(
                name="reset_second_person",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("requested_by")),
            ),
            models.CheckConstraint(
                name="reset_not_for_oneself",
                condition=~Q(user=models.F("requested_by"))
                & (Q(decided_by__isnull=True) | ~Q(user=models.F("decided_by"))),
            ),
            models.CheckConstraint(
                name="reset_decided_by_somebody",
                condition=Q(outcome="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (
                    ~Q(outcome="waiting")
                    & Q(decided_by__isnull=False)
                    & Q(decided_at__isnull=False)
                ),
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(outcome="waiting"),
                name="reset_one_open_per_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.get_outcome_display()}"
