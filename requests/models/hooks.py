"""Another office's machine hears that something moved: which one, and how it went each time."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.fields import EncryptedField, FreeLine
from core.models import KeepsNumbers, RowScope
from requests.keys import may_issue


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def manageable_by(self, viewer: Viewer) -> "WebhookQuerySet":
        if not viewer.is_staff or not may_issue(viewer):
            return self.none()
        return self.filter(community_id__in=viewer.community_ids)


class Webhook(KeepsNumbers):
    """Hears of the orders of one community: numbers and codes, never a person."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    name = FreeLine(_("给哪个系统"), max_length=60)
    url = models.CharField(_("网址"), max_length=300)
    secret = EncryptedField(_("签名密钥"), mask="note")
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁接的")
    )
    created_at = models.DateTimeField(_("接入时间"), db_default=Now())
    ended_at = models.DateTimeField(_("停用时间"), null=True, editable=False)

    objects = WebhookQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("推送")
        verbose_name_plural = _("推送")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "url"],
                condition=Q(ended_at__isnull=True),
                name="webhook_once_per_address",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class HookDeliveryQuerySet(models.QuerySet["HookDelivery"]):
    def with_again(self) -> "HookDeliveryQuerySet":
        """`again`: somebody has sent it again since."""
        return self.annotate(again=_again())

    def stuck(self) -> "HookDeliveryQuerySet":
        return self.filter(~_again(), status=HookDelivery.Status.PARKED)


def _again() -> Exists:
    return Exists(
        HookDelivery.objects.filter(
            webhook=OuterRef("webhook"), event=OuterRef("event"), turn__gt=OuterRef("turn")
        )
    )


class HookDelivery(models.Model):
    """One event on its way to one machine; sent again by hand it is another row."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("在路上")
        DONE = "done", _("收到了")
        PARKED = "parked", _("没送到，等人处理")
        DROPPED = "dropped", _("停用了，不送")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    webhook = models.ForeignKey(
        Webhook, models.PROTECT, related_name="deliveries", verbose_name=_("推送")
    )
    event = models.ForeignKey(
        "requests.RequestEvent", models.PROTECT, related_name="+", verbose_name=_("哪件事")
    )
    turn = models.PositiveSmallIntegerField(_("第几次补送"), default=0)
    status = models.CharField(_("状态"), max_length=8, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(_("试了几次"), default=0)
    answered = models.PositiveSmallIntegerField(_("对方应答"), null=True)
    reason = models.CharField(_("原因"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("产生时间"), db_default=Now())
    tried_at = models.DateTimeField(_("最近一次"), null=True)

    objects = HookDeliveryQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("推送记录")
        verbose_name_plural = _("推送记录")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "event", "turn"], name="hook_delivery_once_per_turn"
            )
        ]

    def __str__(self) -> str:
        return f"{self.webhook_id} ← {self.event_id}"
