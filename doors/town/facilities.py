"""Places people go to, as they stand: opened long ago, shut for a while, still being built."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from accounts.models import User
from communities.models import Area
from core.models import TallyDelta
from doors.town.account import find
from doors.town.bulk import number, write
from doors.town.facility_list import DISTRICT, FACILITIES, METRES, FacilityPlan
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI_CODE
from doors.town.register import morning
from organizations.actions import counting
from organizations.history import book_of
from organizations.models import Facility, Organization

_CLERK, _STREET, _DISTRICT = "周予安", "钟毓", "崔远"


def tell_facilities(told_on: date) -> None:
    areas = {row.code: row for row in Area.objects.exclude(code="")}
    bodies = {row.name: row for row in Organization.objects.all()}
    rows = [_row(each, areas[each.place], bodies, told_on) for each in FACILITIES]
    number(rows)
    write(rows)
    write(each for row in rows for each in _counted(row))
    keepers = {WUTONGLI_CODE: find(_CLERK), DISTRICT: find(_DISTRICT)}
    street = find(_STREET)
    remember(
        event
        for each, row in zip(FACILITIES, rows, strict=True)
        for event in _history(each, row, keepers.get(each.place, street), told_on)
    )


def _row(
    each: FacilityPlan, area: Area, bodies: dict[str, Organization], told_on: date
) -> Facility:
    opened = told_on - timedelta(days=each.ago)
    moved = {"open": each.ago, "paused": 20, "closed": 150}.get(each.status, 45)
    return Facility(
        area=area,
        kind=each.kind,
        name=each.name,
        name_en=each.name_en,
        address=each.address,
        telephone=each.telephone,
        opening=each.opening,
        rooms=each.rooms,
        square_metres=METRES.get(each.name),
        operator=bodies[each.operator] if each.operator else None,
        status=each.status,
        status_on=told_on - timedelta(days=moved),
        reason=each.reason,
        opened_on=None if each.status == "planned" else opened,
        sign_on=None if each.sign is None else told_on - timedelta(days=60),
        sign_is_right=each.sign,
        volunteers_since=_ago(each.volunteers, told_on),
    )


def _counted(row: Facility) -> Iterator[TallyDelta]:
    """Since it opened, with volunteers since they are there, until it was shut."""
    if row.opened_on is None:
        return
    place, kind = row.area_id, row.kind
    yield step(counting.FACILITIES, place, morning(row.opened_on), 1, kind=kind, volunteers="no")
    last = "no"
    if row.volunteers_since is not None:
        last, since = "yes", morning(row.volunteers_since)
        yield step(counting.FACILITIES, place, since, -1, kind=kind, volunteers="no")
        yield step(counting.FACILITIES, place, since, 1, kind=kind, volunteers="yes")
    if row.status != "open":
        shut = morning(row.status_on)
        yield step(counting.FACILITIES, place, shut, -1, kind=kind, volunteers=last)


def _ago(days: int | None, told_on: date) -> date | None:
    return None if days is None else told_on - timedelta(days=days)


def _history(each: FacilityPlan, row: Facility, by: User, told_on: date) -> Iterable[Event]:
    home = book_of(row.area)
    since = row.opened_on or row.status_on
    yield Event("organizations.facility_added", row, by, morning(since), home)
    if row.opened_on:
        opened = morning(row.opened_on) + timedelta(hours=1)
        yield Event("organizations.facility_opened", row, by, opened, home)
    if each.sign is not None:
        verb = "right" if each.sign else "wrong"
        said = {} if each.sign else {"reason": "没有写开放时间"}
        at = morning(told_on - timedelta(days=60))
        yield Event(f"organizations.facility_sign_{verb}", row, by, at, home, said)
    if each.reason:
        at = morning(row.status_on)
        yield Event(
            f"organizations.facility_{each.status}", row, by, at, home, {"reason": each.reason}
        )
