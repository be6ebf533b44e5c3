"""The street's incubation base: who asked, what points they got, how it went."""

from collections.abc import Iterable
from datetime import date, timedelta

from accounts.models import User
from doors.town.account import find
from doors.town.bulk import number, write
from doors.town.incubation_list import BASE, INCUBATIONS, IncubationPlan
from doors.town.past import Event, remember
from doors.town.register import morning
from organizations.incubation_workflow import IncubationStatus
from organizations.models import (
    Facility,
    Incubation,
    IncubationNote,
    IncubationScore,
    Organization,
)

_CLERK, _REVIEWERS = "周予安", ("钟毓", "崔远")
_DECIDED, _MOVED_IN = timedelta(days=12), timedelta(days=20)
_YEAR = timedelta(days=365)
_VERBS = {"admitted": "admit", "refused": "refuse", "graduated": "graduate", "left": "leave"}


def tell_incubations(told_on: date) -> None:
    base = Facility.objects.select_related("area").get(name=BASE)
    bodies = {row.name: row for row in Organization.objects.all()}
    clerk, reviewers = find(_CLERK), [find(name) for name in _REVIEWERS]
    rows = [_row(each, base, bodies[each.name], clerk, told_on) for each in INCUBATIONS]
    number(rows)
    write(rows)
    pairs = list(zip(INCUBATIONS, rows, strict=True))
    write(one for each, row in pairs for one in _scores(each, row, reviewers))
    write(one for each, row in pairs for one in _notes(each, row, reviewers[0], told_on))
    remember(event for each, row in pairs for event in _history(each, row, clerk, reviewers))


def _row(
    each: IncubationPlan, base: Facility, unit: Organization, clerk: User, told_on: date
) -> Incubation:
    asked = told_on - timedelta(days=each.ago)
    housed = each.status in ("housed", "graduated", "left")
    starts = asked + _MOVED_IN
    ended = starts + _YEAR - timedelta(days=40)
    moved = {"applied": asked, "housed": starts, "graduated": ended, "left": ended}
    return Incubation(
        base=base,
        organization=unit,
        plan=each.plan,
        needs=each.needs,
        status=each.status,
        status_on=moved.get(each.status, asked + _DECIDED),
        reason=each.reason,
        applied_on=asked,
        applied_by=clerk,
        starts_on=starts if housed else None,
        ends_on=starts + _YEAR if housed else None,
        fees_free=each.fees_free,
        hand_over_by=ended + timedelta(days=21) if each.status == "left" else None,
    )


def _scores(
    each: IncubationPlan, row: Incubation, reviewers: list[User]
) -> Iterable[IncubationScore]:
    for (points, word), reviewer in zip(each.points, reviewers, strict=False):
        yield IncubationScore(
            incubation=row,
            reviewer=reviewer,
            need=points,
            design=points,
            people=points,
            lasting=points,
            word=word,
            scored_at=morning(row.applied_on + timedelta(days=5)),
        )


def _notes(
    each: IncubationPlan, row: Incubation, by: User, told_on: date
) -> Iterable[IncubationNote]:
    for ago, kind, note in each.notes:
        day = told_on - timedelta(days=ago)
        yield IncubationNote(incubation=row, kind=kind, held_on=day, note=note, noted_by=by)


def _history(
    each: IncubationPlan, row: Incubation, clerk: User, reviewers: list[User]
) -> Iterable[Event]:
    home, asked = row.scope, row.applied_on
    yield Event("organizations.incubation_applied", row, clerk, morning(asked), home)
    for reviewer in reviewers[: len(each.points)]:
        at = morning(asked + timedelta(days=5))
        yield Event("organizations.incubation_scored", row, reviewer, at, home)
    street = reviewers[0]
    if row.starts_on:
        at = morning(asked + _DECIDED)
        yield Event("organizations.incubation_admit", row, street, at, home)
        at = morning(row.starts_on)
        yield Event("organizations.incubation_move_in", row, street, at, home)
    if each.status not in (IncubationStatus.APPLIED, IncubationStatus.HOUSED):
        said = {"reason": each.reason} if each.reason else {}
        verb = f"organizations.incubation_{_VERBS[each.status]}"
        yield Event(verb, row, street, morning(row.status_on), home, said)
