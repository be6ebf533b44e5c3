"""The notice that announces an activity: whoever reads it enrols with one tap."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.activities import Activity
from communities.models import Notice
from core.models import RowScope


class Announcement(models.Model):
    """One notice carries one activity; an activity may be announced again."""

    notice = models.OneToOneField(
        Notice, models.PROTECT, related_name="announcement", verbose_name=_("通知")
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="announcements", verbose_name=_("活动")
    )

    # As public as the two it ties together; no resident stands in it.
    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("通知带的活动")
        verbose_name_plural = _("通知带的活动")

    def __str__(self) -> str:
        return f"{self.notice} · {self.activity}"
