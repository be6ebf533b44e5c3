"""The board of supply and demand: what stands on it, who answered, how it came out."""

from collections.abc import Iterable
from datetime import date, timedelta

from accounts.models import User
from communities.models import Area
from doors.town.account import find
from doors.town.bulk import number, write
from doors.town.demand_list import DEMANDS, DemandPlan
from doors.town.past import Event, remember
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from organizations.demand_workflow import SILENT_FOR, Result
from organizations.history import book_of
from organizations.models import Demand, Interest, MatchTalk, Organization, ServiceDomain

_CLERK = "周予安"
_OPEN_FOR = timedelta(days=28)


def tell_demands(told_on: date) -> None:
    home, clerk = Area.objects.get(code=WUTONGLI_CODE), find(_CLERK)
    domains = {row.code: row for row in ServiceDomain.objects.all()}
    bodies = {row.name: row for row in Organization.objects.all()}
    rows = [_demand(each, home, domains[each.domain], clerk, told_on) for each in DEMANDS]
    number(rows)
    write(rows)
    pairs = list(zip(DEMANDS, rows, strict=True))
    write(one for each, row in pairs for one in _answers(each, row, bodies))
    write(one for each, row in pairs for one in _talks(each, row, bodies, clerk))
    remember(event for row in rows for event in _history(row, clerk))


def _demand(
    each: DemandPlan, home: Area, domain: ServiceDomain, clerk: User, told_on: date
) -> Demand:
    day = told_on - timedelta(days=each.ago)
    reminded = each.reminded or each.result == Result.SILENT
    closed_after = 2 * SILENT_FOR if each.result == Result.SILENT else timedelta(days=12)
    return Demand(
        area=home,
        domain=domain,
        title=each.title,
        details=each.details,
        budget=each.budget,
        answer_by=day + _OPEN_FOR,
        status="closed" if each.result else "open",
        result=each.result,
        result_note=each.note,
        published_by=clerk,
        published_on=day,
        reminded_on=day + SILENT_FOR if reminded else None,
        closed_on=day + closed_after if each.result else None,
    )


def _answers(each: DemandPlan, row: Demand, bodies: dict[str, Organization]) -> Iterable[Interest]:
    for n, (name, message) in enumerate(each.answers):
        status = "offered" if not each.result else "passed"
        yield Interest(
            demand=row,
            organization=bodies[name],
            message=message,
            status="chosen" if each.result == Result.MATCHED and n == 0 else status,
            offered_at=morning(row.published_on + timedelta(days=2 + n)),
        )


def _talks(
    each: DemandPlan, row: Demand, bodies: dict[str, Organization], clerk: User
) -> Iterable[MatchTalk]:
    for name, outcome, note in each.talks:
        yield MatchTalk(
            demand=row,
            organization=bodies[name],
            held_on=row.published_on + timedelta(days=5),
            outcome=outcome,
            note=note,
            noted_by=clerk,
        )


def _history(row: Demand, clerk: User) -> Iterable[Event]:
    home, at = book_of(row.area), morning(row.published_on)
    yield Event("organizations.demand_published", row, clerk, at, home)
    if row.closed_on:
        by = None if row.result == Result.SILENT else clerk
        said = {"reason": row.result_note}
        over = morning(row.closed_on)
        yield Event("organizations.demand_closed", row, by, over, home, said)
