"""Match meetings (供需对接会): announced, who came, and which talks belong to them.

Organisations come to them, not neighbours: so a meeting lives beside the board whose demands are
talked over, and is no activity of the calendar. Nobody's name stands in it.
"""

from datetime import date

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from organizations.access import keeps_register, under
from organizations.match_workflow import MOST_PEOPLE, GuestStatus, MatchStatus
from organizations.models.demands import Demand
from organizations.models.organizations import Organization


class MatchMeetingQuerySet(models.QuerySet["MatchMeeting"]):
    def ahead(self) -> "MatchMeetingQuerySet":
        return self.filter(status=MatchStatus.ANNOUNCED)

    def with_guests(self) -> "MatchMeetingQuerySet":
        """`coming` organisations, `came` organisations, and `agreed` talks."""
        return self.annotate(
            coming=_guests(GuestStatus.COMING),
            came=_guests(GuestStatus.CAME),
            agreed=Count("talks", filter=Q(talks__outcome="agreed"), distinct=True),
        )

    def visible_to(self, viewer: Viewer) -> "MatchMeetingQuerySet":
        """Announced means: to every place and every organisation, as its demands are."""
        return self.all()

    def manageable_by(self, viewer: Viewer) -> "MatchMeetingQuerySet":
        """Who keeps the register of the place it is for."""
        return self.filter(under(viewer, "area")) if keeps_register(viewer) else self.none()


def _guests(status: GuestStatus) -> Count:
    return Count("guests", filter=Q(guests__status=status), distinct=True)


class MatchMeeting(models.Model):
    """One sitting: when, where, and about what."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("哪里"))
    title = models.CharField(_("什么会"), max_length=60)
    held_on = models.DateField(_("哪天开"))
    starts_at = models.TimeField(_("几点开始"))
    place = models.CharField(_("在哪里"), max_length=60)
    about = models.CharField(_("怎么开"), max_length=200, blank=True)
    demands = models.ManyToManyField(Demand, related_name="meetings", verbose_name=_("谈哪些需求"))
    status = models.CharField(
        _("状态"),
        max_length=10,
        choices=MatchStatus,
        default=MatchStatus.ANNOUNCED,
        editable=False,
    )
    reason = models.CharField(_("不开的原因"), max_length=200, blank=True, editable=False)
    announced_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("发布人")
    )
    announced_at = models.DateTimeField(_("发布时间"), db_default=Now(), editable=False)

    objects = MatchMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("供需对接会")
        verbose_name_plural = _("供需对接会")
        constraints = [
            models.CheckConstraint(
                name="match_meeting_status_known", condition=Q(status__in=MatchStatus.values)
            ),
            models.CheckConstraint(
                name="match_meeting_called_off_for_a_reason",
                condition=Q(status="cancelled") & ~Q(reason="")
                | ~Q(status="cancelled") & Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["status", "-held_on"], name="match_meetings")]

    def __str__(self) -> str:
        return self.title

    @property
    def community(self) -> Area:
        """Where its history looks for those who held an office."""
        return self.area

    @property
    def is_ahead(self) -> bool:
        return self.status == MatchStatus.ANNOUNCED

    @property
    def was_held(self) -> bool:
        return self.status == MatchStatus.HELD

    @property
    def has_come(self) -> bool:
        return self.held_on <= timezone.localdate()

    def is_late(self, day: date | None = None) -> bool:
        """Its day is past, and nobody has said who came."""
        return self.is_ahead and self.held_on < (day or timezone.localdate())


class MatchGuestQuerySet(models.QuerySet["MatchGuest"]):
    def coming(self) -> "MatchGuestQuerySet":
        return self.filter(status=GuestStatus.COMING)

    def came(self) -> "MatchGuestQuerySet":
        return self.filter(status=GuestStatus.CAME)


class MatchGuest(models.Model):
    """An organisation that says it comes, with so many people; and whether it came."""

    meeting = models.ForeignKey(
        MatchMeeting, models.CASCADE, related_name="guests", verbose_name=_("对接会")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("组织")
    )
    people = models.PositiveSmallIntegerField(_("来几个人"), default=1)
    status = models.CharField(
        _("来没来"),
        max_length=10,
        choices=GuestStatus,
        default=GuestStatus.COMING,
        editable=False,
    )

    objects = MatchGuestQuerySet.as_manager()

    class Meta:
        verbose_name = _("对接会的组织")
        verbose_name_plural = _("对接会的组织")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organization"], name="match_guest_once_per_organization"
            ),
            models.CheckConstraint(
                name="match_guest_status_known", condition=Q(status__in=GuestStatus.values)
            ),
            models.CheckConstraint(
                name="match_guest_of_some_people",
                condition=Q(people__gte=1, people__lte=MOST_PEOPLE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.meeting}"
