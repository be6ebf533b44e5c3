"""邀请的批次: fitting volunteers are asked a few at a time until somebody says yes."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from communities.models import Area


class CallingQuerySet(models.QuerySet["Calling"]):
    def standing(self) -> "CallingQuerySet":
        return self.filter(ended_at__isnull=True)

    def due(self) -> "CallingQuerySet":
        """By the database's clock, as every timer."""
        return self.standing().filter(next_at__lte=Now())


class Calling(models.Model):
    """Goes on by itself: when a wave lapsed or everybody in it declined, the next is asked."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.ForeignKey(
        "requests.ServiceRequest", models.PROTECT, related_name="callings", verbose_name=_("诉求")
    )
    started_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁发起的")
    )
    size = models.PositiveSmallIntegerField(_("一次邀请几位"))
    wait_minutes = models.PositiveSmallIntegerField(_("等多少分钟再请下一批"))
    turn = models.PositiveSmallIntegerField(_("第几批"), default=0)
    next_at = models.DateTimeField(_("下一批"))
    started_at = models.DateTimeField(_("开始"), db_default=Now())
    ended_at = models.DateTimeField(_("结束"), null=True)

    objects = CallingQuerySet.as_manager()

    class Meta:
        verbose_name = _("邀请批次")
        verbose_name_plural = _("邀请批次")
        constraints = [
            models.UniqueConstraint(
                fields=["service_request"],
                condition=Q(ended_at__isnull=True),
                name="calling_one_at_a_time",
            ),
            models.CheckConstraint(
                name="calling_small_waves",
                condition=Q(size__range=(1, 5), wait_minutes__range=(10, 4320)),
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="calling_due", condition=Q(ended_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.service_request_id} · {self.turn}"
