"""A part of the work handed on to somebody without an account, by a link that runs out.

What the link says is the number and our signature: nobody guesses one, and who only reads the
table cannot make one. It opens no account and no list; the lead stays the lead.
"""

import secrets

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.fields import EncryptedField, FreeText, NameField
from core.models import KeepsNumbers, RowScope

_SIGNER = Signer(salt="requests.forward", sep=".")


def new_key() -> str:
    return secrets.token_urlsafe(12)


class ForwardQuerySet(models.QuerySet["Forward"]):
    def standing(self) -> "ForwardQuerySet":
        """Neither answered nor taken back; it may have run out."""
        return self.filter(answered_at__isnull=True, revoked_at__isnull=True)


class Forward(KeepsNumbers):
    class Outcome(models.TextChoices):
        DONE = "done", _("办好了")
        PARTLY = "partly", _("办了一部分")
        CANNOT = "cannot", _("办不了")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="forwards",
        verbose_name=_("诉求"),
    )
    number = models.PositiveSmallIntegerField(_("第几次转"), editable=False)
    key = models.CharField(_("链接"), max_length=24, unique=True, default=new_key, editable=False)
    to_name = NameField(_("转给谁"), max_length=40)
    to_phone = EncryptedField(_("他的电话"), mask="phone", blank=True)
    ask = FreeText(_("请他做什么"), max_length=300)
    shows_door = models.BooleanField(_("收到以后让他看地址和电话"), default=False)
    forwarded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁转的")
    )
    forwarded_at = models.DateTimeField(_("转出时间"), db_default=Now())
    expires_at = models.DateTimeField(_("链接有效到"))
    opened_at = models.DateTimeField(_("打开过"), null=True, editable=False)
    received_at = models.DateTimeField(_("收到"), null=True, editable=False)
    reminded_at = models.DateTimeField(_("提醒过"), null=True, editable=False)
    outcome = models.CharField(
        _("办得怎样"), max_length=8, choices=Outcome, blank=True, editable=False
    )
    words = FreeText(_("他写的"), max_length=500, blank=True, editable=False)
    answered_at = models.DateTimeField(_("回话时间"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("收回时间"), null=True, editable=False)

    objects = ForwardQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="forwarded_by_id")

    class Meta:
        verbose_name = _("转给没有账号的人")
        verbose_name_plural = _("转给没有账号的人")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_request", "number"], name="forward_numbered_once"
            ),
            models.CheckConstraint(
                name="forward_runs_out", condition=Q(expires_at__gt=F("forwarded_at"))
            ),
            models.CheckConstraint(
                name="forward_answered_says_how",
                condition=Q(answered_at__isnull=True, outcome="", words="")
                | Q(answered_at__isnull=False, received_at__isnull=False) & ~Q(outcome=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to_name} · {self.service_request_id}"

    @property
    def code(self) -> str:
        return _SIGNER.sign(self.key)

    @property
    def is_standing(self) -> bool:
        return self.answered_at is None and self.revoked_at is None

    @property
    def is_over(self) -> bool:
        return self.expires_at <= timezone.now()


def key_of(code: str) -> str:
    """Of a code we signed; empty for one we did not."""
    try:
        return _SIGNER.unsign(code)
    except BadSignature:
        return ""
