"""Who waits for the desk's word, and whose paper runs out: of all kinds, in one statement."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import get_language

from accounts.viewer import Viewer
from organizations.queries import (
    checkins,
    commissioners,
    courses,
    letters,
    pairings,
    posts,
    recruitments,
    schooling,
    secondments,
    social_workers,
    supervision_asks,
    unit_checkins,
)

MOST, PAPERS = 3, 20
MEMBER, UNIT, STATION, PAPER, PAIRING = "member", "unit", "station", "paper", "pairing"
TURN, LETTER, HOURS, COURSE, EXAM = "turn", "letter", "hours", "course", "exam"
RESULT, REWARD = "result", "reward"
COMING, GOING, THERE, REPORT = "coming", "going", "there", "report"
ASKED, CHOICE, SEAT = "asked", "choice", "seat"
KINDS = (
    *(MEMBER, UNIT, STATION, PAPER, PAIRING, TURN, LETTER, HOURS, COURSE, EXAM),
    *(RESULT, REWARD),
    *(COMING, GOING, THERE, REPORT, ASKED, CHOICE, SEAT),
)


@dataclass(frozen=True)
class Waiter:
    pk: int
    unit: str
    """Who sends, or comes; of what ends, the other side."""
    text: str
    day: date | None


@dataclass(frozen=True)
class Waiting:
    members: int = 0
    units: list[Waiter] = field(default_factory=list)
    stations: list[Waiter] = field(default_factory=list)
    papers: list[Waiter] = field(default_factory=list)
    pairings: list[Waiter] = field(default_factory=list)
    """Agreements that end within a month; `text` is the kind."""
    turns: int = 0
    """Times members told they served, and nobody has looked at."""
    letters: int = 0
    """Letters to units that wait for a name under them."""
    hours: list[Waiter] = field(default_factory=list)
    """Continuing education that social workers told of."""
    courses: list[Waiter] = field(default_factory=list)
    """Held, and nobody has signed who was there."""
    exams: list[Waiter] = field(default_factory=list)
    """Held with an examination, and nobody has said who passed."""
    results: list[Waiter] = field(default_factory=list)
    """Of the national examination, out by now; `text` is the level."""
    rewards: list[Waiter] = field(default_factory=list)
    """For who passed it, to be paid by another than who saw the result."""
    choices: list[Waiter] = field(default_factory=list)
    """Recruiting whose day is past, and nobody has been chosen."""
    coming: list[Waiter] = field(default_factory=list)
    """Cadres that units would send."""
    going: list[Waiter] = field(default_factory=list)
    """Cadres whose time is over within a month; `text` says which side `unit` is."""
    there: int = 0
    """Days stationed cadres were there, and nobody else has said so yet."""
    reports: int = 0
    """What their units are to hear, waiting for a name under it."""
    seats: list[Waiter] = field(default_factory=list)
    """Part-time commissioners whose term is over within a month."""
    asked: list[Waiter] = field(default_factory=list)
    """Social workers for whom somebody is to find a supervisor."""


def waiting(viewer: Viewer) -> Waiting:
    """A branch for each of those this viewer answers for."""
    english = get_language() == "en"
    branches = []
    if checkins.keeps_members(viewer):
        branches.append(_lines(checkins.waiting_for(viewer).order_by(), MEMBER, "pk"))
        branches.append(_lines(posts.waiting_turns(viewer).order_by(), TURN, "pk"))
        branches.append(_lines(letters.drafts_for(viewer).order_by(), LETTER, "pk"))
        units = unit_checkins.waiting_units(viewer)
        branches.append(
            _lines(units, UNIT, "pk", _title("organization", english), F("brings"))[:MOST]
        )
    stations, unit = social_workers.waiting_for(viewer), _title("worker__organization", english)
    branches.append(
        _lines(stations, STATION, "worker_id", unit, _title("community", english))[:MOST]
    )
    if social_workers.sees_workers(viewer):
        papers = social_workers.expiring_for(viewer)
        branches.append(_lines(papers, PAPER, "pk", day=F("valid_until"))[:PAPERS])
        told = schooling.waiting_hours(viewer)
        branches.append(_lines(told, HOURS, "worker_id", text=F("what"))[:MOST])
        sat = schooling.exams_without_result(viewer)
        branches.append(_lines(sat, RESULT, "worker_id", text=F("level"))[:MOST])
        passed = schooling.rewards_to_pay(viewer)
        branches.append(_lines(passed, REWARD, "worker_id", text=F("level"))[:MOST])
        asked = supervision_asks.waiting_asks(viewer)
        branches.append(_lines(asked, ASKED, "pk", text=F("unit"))[:MOST])
    if courses.sees_courses(viewer):
        held = courses.waiting_courses(viewer)
        branches.append(_lines(held, COURSE, "pk", text=F("title"), day=F("held_on"))[:MOST])
        taken = courses.ungraded_courses(viewer)
        branches.append(_lines(taken, EXAM, "pk", text=F("title"), day=F("held_on"))[:MOST])
        sought = recruitments.waiting_recruitments(viewer)
        branches.append(_lines(sought, CHOICE, "pk", text=F("title"), day=F("apply_until"))[:MOST])
    ending, other = pairings.ending_for(viewer), _title(_other_side(viewer), english)
    branches.append(_lines(ending, PAIRING, "pk", other, F("kind"), F("ends_on"))[:MOST])
    if pairings.sees_partners(viewer):
        branches += _stationed(viewer, english)
    first, *others = branches
    rows = list(first.union(*others, all=True)) if others else list(first)
    of = {kind: [row for row in rows if row[0] == kind] for kind in KINDS}
    papers_first = sorted(of[PAPER], key=lambda row: row[4])
    return Waiting(
        members=len(of[MEMBER]),
        units=_waiters(of[UNIT]),
        stations=_waiters(of[STATION]),
        papers=_waiters(papers_first),
        pairings=_waiters(of[PAIRING]),
        turns=len(of[TURN]),
        letters=len(of[LETTER]),
        hours=_waiters(of[HOURS]),
        courses=_waiters(of[COURSE]),
        exams=_waiters(of[EXAM]),
        results=_waiters(of[RESULT]),
        rewards=_waiters(of[REWARD]),
        choices=_waiters(of[CHOICE]),
        coming=_waiters(of[COMING]),
        going=_waiters(of[GOING]),
        there=len(of[THERE]),
        reports=len(of[REPORT]),
        asked=_waiters(of[ASKED]),
        seats=_waiters(of[SEAT]),
    )


def _stationed(viewer: Viewer, english: bool) -> "list[QuerySet[Any, Any]]":
    """Cadres of units: who would come, who goes soon, which days and letters wait."""
    unit = _title("organization", english)
    coming = secondments.proposed_to(viewer).order_by("proposed_at", "pk")
    going, side = secondments.ending_for(viewer), _other_side(viewer)
    seats = commissioners.ending_for(viewer)
    return [
        _lines(seats, SEAT, "pk", unit, day=F("ends_on"))[:MOST],
        _lines(coming, COMING, "pk", unit, F("post"))[:MOST],
        _lines(going, GOING, "pk", _title(side, english), Value(side), F("ends_on"))[:MOST],
        _lines(secondments.waiting_days(viewer).order_by(), THERE, "pk"),
        _lines(secondments.drafts_for(viewer).order_by(), REPORT, "pk"),
    ]


def _other_side(viewer: Viewer) -> str:
    """Whom the viewer has an agreement with: to a unit it is the community."""
    return "community" if viewer.organization_ids else "organization"


def _waiters(rows: list[Any]) -> list[Waiter]:
    return [Waiter(*row[1:]) for row in rows]


def _lines(
    rows: "QuerySet[Any]", kind: str, pk: str, unit: Any = None, text: Any = None, day: Any = None
) -> "QuerySet[Any, Any]":
    """The same five columns of every table."""
    nothing = Value("", CharField())
    return rows.values_list(
        Value(kind, CharField()),
        Cast(pk, IntegerField()),
        Cast(unit if unit is not None else nothing, CharField()),
        Cast(text if text is not None else nothing, CharField()),
        Cast(day if day is not None else Value(None), DateField()),
    )


def _title(path: str, english: bool) -> Any:
    """Empty where there is none."""
    name = Coalesce(F(f"{path}__name"), Value(""))
    if not english:
        return name
    return Coalesce(NullIf(F(f"{path}__name_en"), Value("")), name)
