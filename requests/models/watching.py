"""A request that nobody answers for, or that nothing will wake: seen, named, mended."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import reaches
from communities.models import Area


class BreachQuerySet(models.QuerySet["Breach"]):
    def standing(self) -> "BreachQuerySet":
        return self.filter(healed_at__isnull=True)

    def in_reach(self, viewer: Viewer) -> "BreachQuerySet":
        return self.filter(reaches(viewer, grid=""))


class Breach(models.Model):
    """One rule broken for one request; the watch writes it down each minute it stands."""

    class Rule(models.TextChoices):
        KEEPER = "keeper", _("没有人管着")
        TIMER = "timer", _("没有下一次提醒")
        STUCK = "stuck", _("提醒到点没有响")
        LEAD = "lead", _("在办，却没有承办的人")
        POOL = "pool", _("等人接，却没有派单的人")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="breaches",
        verbose_name=_("诉求"),
    )
    rule = models.CharField(_("哪一条"), max_length=8, choices=Rule)
    seen_at = models.DateTimeField(_("发现"), db_default=Now())
    healed_at = models.DateTimeField(_("恢复"), null=True, editable=False)

    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("无人负责的诉求")
        verbose_name_plural = _("无人负责的诉求")
        ordering = ["-seen_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_request", "rule"],
                condition=Q(healed_at__isnull=True),
                name="breach_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_request_id} {self.get_rule_display()}"
