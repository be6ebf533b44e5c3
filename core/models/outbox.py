from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class OutboxMessage(models.Model):
    """A side effect promised by a committed transaction, owed to one subscriber."""

    class Status(models.TextChoices):
        PENDING = "pending", _("待送达")
        LEASED = "leased", _("外发中")
        DONE = "done", _("已送达")
        PARKED = "parked", _("搁置待查")

    topic = models.CharField(_("主题"), max_length=64)
    subscriber = models.CharField(_("接收方"), max_length=128)
    key = models.CharField(_("幂等键"), max_length=160)
    payload = models.JSONField(_("内容（只有编号）"), default=dict)
    status = models.CharField(_("状态"), max_length=16, choices=Status, default=Status.PENDING)
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0)
    due_at = models.DateTimeField(_("下次送达"), db_default=Now())
    created_at = models.DateTimeField(_("产生时间"), db_default=Now())
    done_at = models.DateTimeField(_("送达时间"), null=True)
    last_error = models.TextField(_("原因"), blank=True)

    class Meta:
        verbose_name = _("待办副作用")
        verbose_name_plural = _("待办副作用（发件箱）")
        constraints = [
            models.UniqueConstraint(fields=["key", "subscriber"], name="outbox_once_per_subscriber")
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="outbox_due",
                condition=Q(status__in=["pending", "leased"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.subscriber}"
