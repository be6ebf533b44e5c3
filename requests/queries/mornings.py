"""What somebody wants to know of orders before the day begins: what is due today and with whom,
what waits longest with nobody, who has too much in hand; whom nobody has seen who lives alone.

Two statements for all of the first: what somebody leads, and what nobody leads.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, DataClass
from accounts.viewer import Viewer
from communities.models import CareLabel, Resident
from communities.queries.residents import ResidentRow, rows_for, with_places
from core.memo import once
from core.words import span
from requests import saying
from requests.limits import IN_HAND
from requests.models import Outing, Party, ServiceRequest
from requests.models.parties import Role
from requests.queries.outings import goes_out
from requests.workflow import Status

SHOWN = 6
READ = 500
"""So many open orders are looked at: the most pressing first."""
MANY = 6
"""So many in one pair of hands, or twice what the others have, are worth a word."""
MOST_MARKS = 20
UNSEEN = timedelta(days=14)


@dataclass(frozen=True)
class Due:
    row: ServiceRequest
    promise: dict[str, Any] | None
    step: int
    who: str
    now: str


@dataclass(frozen=True)
class Waits:
    row: ServiceRequest
    since: str
    now: str


@dataclass(frozen=True)
class Hands:
    """One colleague and what he has in hand. For sharing out: no order of merit."""

    name: str
    count: int
    late: int
    marks: list[tuple[int, bool]]
    """Where each stands in the drawing, and whether it is late."""


@dataclass(frozen=True)
class Unseen:
    """Those that stand there, and how many there are."""

    people: list[ResidentRow]
    count: int

    @property
    def others(self) -> int:
        return self.count - len(self.people)


@dataclass(frozen=True)
class Morning:
    due: list[Due]
    due_count: int
    waits: list[Waits]
    full: list[Hands]
    others: int
    average: float


def sees_mornings(viewer: Viewer) -> bool:
    keeps = viewer.role.code in {COMMUNITY_SECRETARY, COMMUNITY_STAFF}
    return viewer.is_staff and not viewer.sleeping and keeps


@once
def morning(viewer: Viewer) -> Morning:
    led, alone = _led(viewer), _nobodys(viewer)
    tonight = _end_of(timezone.localdate())
    rows = [(party.service_request, _name(party)) for party in led]
    rows += [(row, "") for row in alone]
    due = sorted(
        ((row, who) for row, who in rows if row.due_at is not None and row.due_at <= tonight),
        key=lambda one: (one[0].due_at, one[0].pk),
    )
    hands = _hands(led)
    average = sum(one.count for one in hands) / len(hands) if hands else 0.0
    full = [one for one in hands if one.count >= max(MANY, 2 * average) or one.late > 1]
    return Morning(
        due=[_due(row, who) for row, who in due[:SHOWN]],
        due_count=len(due),
        waits=[_waits(row) for row in sorted(alone, key=lambda row: (row.created_at, row.pk))][
            :SHOWN
        ],
        full=full,
        others=len(hands) - len(full),
        average=average,
    )


def unseen_alone(viewer: Viewer, today: date | None = None) -> Unseen:
    """Who lives alone and was met at home by nobody in two weeks; who waited longest is not known,
    so the eldest first."""
    if not goes_out(viewer) or not viewer.sees(DataClass.PERSONAL):
        return Unseen([], 0)
    since = _end_of((today or timezone.localdate()) - UNSEEN)
    labels = CareLabel.objects.in_force().filter(
        condition=CareLabel.Condition.LIVING_ALONE, resident=OuterRef("pk")
    )
    met = Outing.objects.filter(
        resident=OuterRef("pk"),
        outcome__in=[Outing.Outcome.FINE, Outing.Outcome.FOUND],
        done_at__gte=since,
    )
    rows = Resident.objects.visible_to(viewer).present().filter(Exists(labels), ~Exists(met))
    eldest = list(with_places(rows).order_by("born_on", "pk")[:SHOWN])
    found = rows_for(viewer, eldest, care=False)  # all of them live alone
    return Unseen(found, len(found) if len(found) < SHOWN else rows.count())


def visits_today(viewer: Viewer) -> list[Outing]:
    """Mine, today's and what was left lying."""
    if not goes_out(viewer):
        return []
    rows = Outing.objects.mine(viewer).waiting().filter(planned_on__lte=timezone.localdate())
    rows = rows.select_related("grid", "resident")
    found = list(rows.order_by("planned_on", "kind", "pk")[:SHOWN])
    for row in found:
        if row.resident is not None and viewer.sees(DataClass.PERSONAL):
            row.resident.name.disclose()
    return found


# --- inside ---------------------------------------------------------------------------------------
def _led(viewer: Viewer) -> list[Party]:
    orders = ServiceRequest.objects.manageable_by(viewer).open()
    rows = Party.objects.standing().filter(role=Role.LEAD, service_request__in=orders.values("pk"))
    rows = rows.select_related(
        "user", "organization", "department", "service_request__grid", "service_request__item"
    )
    found = list(rows.order_by("service_request__due_at", "pk")[:READ])
    for party in found:
        if party.user is not None:
            party.user.name.disclose()
    return found


def _nobodys(viewer: Viewer) -> list[ServiceRequest]:
    """Open, and nobody has it: the community does, and waits for itself."""
    leads = Party.objects.standing().filter(role=Role.LEAD, service_request=OuterRef("pk"))
    rows = ServiceRequest.objects.manageable_by(viewer).open().filter(~Exists(leads))
    rows = rows.exclude(status=Status.SUSPENDED).select_related("grid", "item")
    return list(rows.order_by("created_at", "pk")[:READ])


def _name(party: Party) -> str:
    if party.user is not None:
        return str(party.user.name.open())
    return str(party.organization or party.department or "")


def _due(row: ServiceRequest, who: str) -> Due:
    return Due(row, saying.promise(row), saying.step_number(row), who, saying.now_word(row))


def _waits(row: ServiceRequest) -> Waits:
    return Waits(row, span(timezone.now() - row.created_at), saying.now_word(row))


def _hands(led: list[Party]) -> list[Hands]:
    """In the order of their names, never of their numbers; who is called alike is two."""
    now = timezone.now()
    late: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for party in led:
        row = party.service_request
        if party.user is not None and row.status in IN_HAND:
            whose = (_name(party), party.user.pk)
            late[whose].append(row.due_at is not None and row.due_at < now)
    return [
        Hands(name, len(marks), sum(marks), _marks(sorted(marks)))
        for (name, _whose), marks in sorted(late.items())
    ]


def _marks(late: list[bool]) -> list[tuple[int, bool]]:
    return [(16 * n, is_late) for n, is_late in enumerate(late[-MOST_MARKS:])]


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
