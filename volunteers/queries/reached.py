"""受益 of a year: activities, shifts, entries by hand, aid, meals, and what rooms above tell."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from activities.queries import door
from charity.models import AidRecord, Meal
from charity.programme_workflow import HAD
from charity.workflow import AidStatus
from volunteers import reached
from volunteers.models import ServiceRecord, Shift
from volunteers.queries.shifts import keeps_shifts
from volunteers.reached import Line

FIRST = 2020
SHOWN = 3
"""Years one may choose from, with this one."""


@dataclass(frozen=True)
class ReachedPage:
    year: int
    years: list[int]
    lines: list[Line]

    @property
    def visits(self) -> int:
        return sum(line.visits for line in self.lines)


def read_year(said: str) -> int | None:
    """As an address or the form of an export has it."""
    return int(said) if said.isdecimal() and len(said) == 4 else None


def page(viewer: Viewer, year: int | None = None) -> ReachedPage:
    if not keeps_shifts(viewer):
        raise Http404
    now = timezone.localdate().year
    years = [now - n for n in range(SHOWN)]
    chosen = year if year in years else now
    lines = [_activities(viewer, chosen), _shifts(viewer, chosen), _by_hand(viewer, chosen)]
    lines += [*reached.told(viewer, chosen), _aid(viewer, chosen), _meals(viewer, chosen)]
    return ReachedPage(chosen, years, lines)


# --- inside ---------------------------------------------------------------------------------------
def _activities(viewer: Viewer, year: int) -> Line:
    found = door.reached(viewer, year)
    url = reverse("activities:register")
    return Line(_("活动"), found.held, found.people, found.visits, url)


def _shifts(viewer: Viewer, year: int) -> Line:
    rows = Shift.objects.manageable_by(viewer).filter(activity__starts_at__year=year)
    return Line(_("志愿者班次"), **_noted(rows), url=reverse("volunteers:shifts"), at_most=True)


def _by_hand(viewer: Viewer, year: int) -> Line:
    """Of what counts; the same deed of two volunteers is told with one of them."""
    rows = ServiceRecord.objects.visible_to(viewer).counted().filter(begun_at__year=year)
    return Line(_("补录的服务"), **_noted(rows), url=reverse("volunteers:hours"), at_most=True)


def _noted(rows: "QuerySet[Any]") -> dict[str, int]:
    return rows.filter(people__isnull=False).aggregate(
        times=Count("pk"), people=Coalesce(Sum("people"), 0), visits=Coalesce(Sum("visits"), 0)
    )


def _aid(viewer: Viewer, year: int) -> Line:
    """Who is in no register counts as himself."""
    rows = AidRecord.objects.visible_to(viewer).filter(status=AidStatus.GIVEN, given_on__year=year)
    nobody = Count("pk", filter=Q(resident__isnull=True))
    found = rows.aggregate(people=Count("resident", distinct=True) + nobody, visits=Count("pk"))
    return Line(
        _("帮扶"), found["visits"], found["people"], found["visits"], reverse("charity:aid")
    )


def _meals(viewer: Viewer, year: int) -> Line:
    """What was eaten or brought; who eats at two tables is one person."""
    rows = Meal.objects.manageable_by(viewer).filter(status__in=HAD, day__day__year=year)
    found = rows.aggregate(
        times=Count("day", distinct=True),
        people=Count("diner__resident", distinct=True),
        visits=Count("pk"),
    )
    return Line(_("食堂、助餐和托育的餐"), **found, url=reverse("charity:programmes"))
