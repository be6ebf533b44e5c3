"""What a volunteer goes to: his shifts, the activities he is enrolled in, and what the rooms above
say he took on. Nothing in it leads to a person or a door."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from activities.models import Enrolment
from activities.workflow import LIVE, PUBLIC, Place
from core import scope
from volunteers.beside import Happening, happenings
from volunteers.models import CalendarLink, ShiftPlace, Volunteer
from volunteers.models.calendar import token_of
from volunteers.workflow import VolunteerStatus

BACK = timedelta(days=60)
AHEAD = timedelta(days=365)
MOST = 200


@dataclass(frozen=True)
class Day:
    day: date
    happenings: list[Happening]


@dataclass(frozen=True)
class CalendarPage:
    days: list[Day]
    link: CalendarLink | None


def page(viewer: Viewer, volunteer: Volunteer) -> CalendarPage:
    """From today on; inside the community he serves."""
    now = timezone.now()
    ahead = [each for each in agenda(volunteer) if each.ends_at >= now]
    days = [Day(day, list(rows)) for day, rows in groupby(ahead, key=lambda each: each.day)]
    return CalendarPage(days, live_link(volunteer))


def live_link(volunteer: Volunteer) -> CalendarLink | None:
    return CalendarLink.objects.filter(volunteer=volunteer, ended_at__isnull=True).first()


def agenda(volunteer: Volunteer) -> list[Happening]:
    found: Iterable[Happening] = [*_activities(volunteer), *happenings(volunteer)]
    return sorted(found, key=lambda each: (each.starts_at, each.uid))[:MOST]


def feed(code: str) -> tuple[Volunteer, list[Happening]]:
    """For whoever holds the address, in the one community the volunteer serves."""
    token = token_of(code)
    with scope.entered(scope.EVERYTHING):
        rows = CalendarLink.objects.filter(token=token, ended_at__isnull=True)
        link = rows.select_related("volunteer").first()
    if not token or link is None or link.volunteer.status == VolunteerStatus.WITHDRAWN:
        raise Http404
    with scope.entered([link.community_id], user_id=link.volunteer.user_id):
        return link.volunteer, agenda(link.volunteer)


# --- inside ---------------------------------------------------------------------------------------
def _activities(volunteer: Volunteer) -> list[Happening]:
    """Places he holds or waits for; a shift is an activity that says so itself."""
    now = timezone.now()
    shifts = dict(ShiftPlace.objects.filter(volunteer=volunteer).values_list("enrolment", "shift"))
    mine = Enrolment.objects.filter(pk__in=shifts)
    if volunteer.user_id is not None:
        mine = mine | Enrolment.objects.filter(user=volunteer.user_id)
    rows = mine.filter(
        status__in=LIVE,
        activity__status__in=PUBLIC,
        activity__starts_at__range=(now - BACK, now + AHEAD),
    )
    return [
        _happening(row, shifts.get(row.pk))
        for row in rows.select_related("activity").order_by("activity__starts_at")[:MOST]
    ]


def _happening(row: Enrolment, shift: int | None) -> Happening:
    activity = row.activity
    page = reverse("activities:activity", args=[activity.pk])
    return Happening(
        uid=f"activity-{activity.pk}",
        kind=_("班次") if shift else _("活动"),
        title=activity.heading,
        where=activity.where,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        path=reverse("volunteers:shift", args=[shift]) if shift else page,
        note=str(row.get_status_display()) if row.status != Place.TAKEN else "",
    )
