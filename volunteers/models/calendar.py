"""The secret address under which the calendar of a phone reads that of a volunteer."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.models import RowScope
from core.tokens import Signed
from volunteers.models.volunteers import Volunteer

_SIGNED = Signed("volunteers.calendar")


class CalendarLink(models.Model):
    """One live one; whoever has it reads times and places of this one person, so a new one kills
    the old one."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="calendar_links", verbose_name=_("志愿者")
    )
    token = models.CharField(_("链接"), max_length=40, unique=True, editable=False)
    made_at = models.DateTimeField(_("生成时间"), db_default=Now(), editable=False)
    ended_at = models.DateTimeField(_("作废时间"), null=True, editable=False)

    row_scope = RowScope(community="community_id", with_owner="volunteers_volunteer.volunteer_id")

    class Meta:
        verbose_name = _("日历链接")
        verbose_name_plural = _("日历链接")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(ended_at__isnull=True),
                name="calendar_link_one_live",
            )
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"

    @property
    def code(self) -> str:
        """The token and our signature: who reads the table has no address yet."""
        return _SIGNED.code(self.token)


def token_of(code: str) -> str:
    return _SIGNED.token(code)
