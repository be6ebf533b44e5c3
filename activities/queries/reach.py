"""由旁观者变为参与者 (A1-17): how many of who lives here came, how many again, as what."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import Http404
from django.utils import timezone

from accounts.viewer import Viewer
from activities.models import Activity, Attendance, Role
from activities.models.activities import at_desk, run_by
from activities.queries.door import UNKNOWN, known_again
from activities.queries.public import midnight
from activities.workflow import TOOK_PLACE
from communities.models import Resident, ResidentStatus

MONTH, QUARTER, YEAR, LAST_YEAR = "month", "quarter", "year", "last-year"


@dataclass(frozen=True)
class Rate:
    """Never without what it was reckoned from."""

    part: int
    whole: int

    @property
    def percent(self) -> str:
        return f"{self.part / self.whole:.1%}" if self.whole else "–"


@dataclass(frozen=True)
class InRole:
    role: Role
    people: int = 0
    visits: int = 0


@dataclass(frozen=True)
class Reach:
    since: date
    until: date
    """The last day of it."""
    held: int
    """Shifts of volunteers among them."""
    people: int
    visits: int
    came: Rate
    """Of those who live here by the register."""
    again: Rate
    """Twice or more, of those who can be known again."""
    unknown: int
    """Guests who left no trace: one cannot tell whether it was the same one twice."""
    roles: list[InRole]


def days_of(period: str, today: date) -> tuple[date, date]:
    """From the first day of it to its last."""
    if period == LAST_YEAR:
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    first = today.month
    if period == QUARTER:
        first -= (first - 1) % 3
    elif period != MONTH:
        first = 1
    return date(today.year, first, 1), today


def reach(viewer: Viewer, period: str) -> Reach:
    """Everybody who came, whatever he did there; who went to a neighbour's counts here."""
    if not run_by(viewer):
        raise Http404
    since, until = days_of(period, timezone.localdate())
    between = (midnight(since), midnight(until + timedelta(days=1)))
    came = Attendance.objects.of_side(viewer)
    rows: Any = known_again(came.filter(came_at__gte=between[0], came_at__lt=between[1]))
    lives_here = Q(enrolment__resident__status=ResidentStatus.PRESENT)
    all_in_all = rows.aggregate(
        visits=Count("pk"),
        residents=Count("enrolment__resident", distinct=True, filter=lives_here),
    )
    per_head = rows.values("who").annotate(times=Count("enrolment__activity", distinct=True))
    known = ~Q(who__startswith=UNKNOWN)
    heads = per_head.aggregate(
        people=Count("who"),
        known=Count("who", filter=known),
        again=Count("who", filter=known & Q(times__gte=2)),
    )
    by_role = {
        line["enrolment__role"]: (line["people"], line["visits"])
        for line in rows.values("enrolment__role").annotate(
            people=Count("who", distinct=True), visits=Count("pk")
        )
    }
    held = Activity.objects.filter(at_desk(viewer), status__in=TOOK_PLACE)
    on_record = Resident.objects.present().filter(at_desk(viewer)).count()
    return Reach(
        since=since,
        until=until,
        held=held.filter(starts_at__gte=between[0], starts_at__lt=between[1]).count(),
        people=heads["people"],
        visits=all_in_all["visits"],
        came=Rate(all_in_all["residents"], on_record),
        again=Rate(heads["again"], heads["known"]),
        unknown=heads["people"] - heads["known"],
        roles=[InRole(role, *by_role.get(role, ())) for role in Role],
    )
