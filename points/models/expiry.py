"""Old points end only after they were announced."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import kept
from communities.models import Area

NOTICE = timedelta(days=30)
"""So long before, at least, people read of it."""


class ExpiryQuerySet(models.QuerySet["Expiry"]):
    def due(self, day: date | None = None) -> "ExpiryQuerySet":
        return self.filter(done_at__isnull=True, expires_on__lte=day or timezone.localdate())

    def announced(self) -> "ExpiryQuerySet":
        return self.filter(done_at__isnull=True)

    def visible_to(self, viewer: Viewer) -> "ExpiryQuerySet":
        return self.filter(community_id__in=viewer.community_ids)

    def manageable_by(self, viewer: Viewer) -> "ExpiryQuerySet":
        return self.filter(kept(viewer))


class Expiry(models.Model):
    """到期公告: what was earned before a day and is not used by another ends there."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    earned_before = models.DateField(_("哪天以前得的分"))
    announced_on = models.DateField(_("公告日期"), default=timezone.localdate, editable=False)
    expires_on = models.DateField(_("哪天作废"))
    meeting = models.CharField(_("哪次会议通过"), max_length=80)
    announced_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("公告人")
    )
    done_at = models.DateTimeField(_("执行时间"), null=True, editable=False)

    objects = ExpiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("到期公告")
        verbose_name_plural = _("到期公告")
        constraints = [
            models.UniqueConstraint(
                fields=["community"], condition=Q(done_at__isnull=True), name="expiry_one_at_a_time"
            ),
            models.CheckConstraint(
                name="expiry_was_announced_in_time",
                condition=Q(expires_on__gte=F("announced_on") + NOTICE)
                & Q(earned_before__lte=F("announced_on"))
                & ~Q(meeting=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.earned_before} → {self.expires_on}"
