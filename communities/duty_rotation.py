"""Who takes which turn: the same for everybody, computed, so that it can be explained.

Each seat goes to whoever has carried least so far: of the hard hours first (nights, days off)
where the seat is hard, then of all hours, then who rested longest. Nobody is put where he is
away, where he sits already, or straight after another turn.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from communities.models import DutyHours, DutyPost
from core.workcalendar import Calendar, DayKind

REST = timedelta(hours=11)
_DAY = timedelta(days=1)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Away:
    """Somebody who is not there from a day to a day (inclusive)."""

    user_id: int
    first: date
    last: date


@dataclass(frozen=True)
class Seat:
    post: DutyPost
    number: int
    starts: datetime
    ends: datetime
    is_hard: bool

    @property
    def span(self) -> Span:
        return self.starts, self.ends


AwayFinder = Callable[[Iterable[int], date, date], Iterable[Away]]
_finders: list[AwayFinder] = []


def knows_who_is_away(finder: AwayFinder) -> AwayFinder:
    """A room above tells whom it knows to be on leave: (accounts, first day, last day)."""
    _finders.append(finder)
    return finder


def away(user_ids: Iterable[int], first: date, last: date) -> list[Away]:
    ids = list(user_ids)
    return [one for find in _finders for one in find(ids, first, last)] if ids else []


def is_away(absences: Iterable[Away], user_id: int, span: Span) -> bool:
    first, last = days_of(span)
    return any(
        one.user_id == user_id and one.first <= last and first <= one.last for one in absences
    )


def days_of(span: Span) -> tuple[date, date]:
    """The days a shift touches; one that ends at midnight does not touch the next."""
    return (
        timezone.localdate(span[0]),
        timezone.localdate(span[1] - timedelta(microseconds=1)),
    )


# --- when a post is manned -----------------------------------------------------------------------
def applies(days: str, day: date, calendar: Calendar) -> bool:
    if days in _WEEKDAYS:
        return _WEEKDAYS[day.weekday()] == days
    if days == DutyHours.Days.DAILY:
        return True
    kind = calendar.kind_of(day)
    if days == DutyHours.Days.DAY_OFF:
        return kind != DayKind.WORKDAY
    return str(kind) == days


def span_of(day: date, starts: time, ends: time) -> Span:
    """An end that is not after the beginning belongs to the next day."""
    here = timezone.get_current_timezone()
    until = day if ends > starts else day + _DAY
    return datetime.combine(day, starts, tzinfo=here), datetime.combine(until, ends, tzinfo=here)


def seats_of(post: DutyPost, days: Iterable[date], calendar: Calendar) -> Iterator[Seat]:
    """Where two rules give the same beginning, the post is manned once."""
    rules = list(post.hours.all())
    for day in days:
        spans: dict[datetime, datetime] = {}
        for rule in rules:
            if applies(rule.days, day, calendar):
                starts, ends = span_of(day, rule.starts, rule.ends)
                spans.setdefault(starts, ends)
        for starts, ends in sorted(spans.items()):
            hard = ends.date() > starts.date() or calendar.kind_of(day) != DayKind.WORKDAY
            for number in range(1, post.seats + 1):
                yield Seat(post, number, starts, ends, hard)


# --- who takes them ------------------------------------------------------------------------------
@dataclass
class Burden:
    """What somebody has carried already in this plan."""

    hours: float = 0
    hard: float = 0
    taken: list[Span] = field(default_factory=list)

    def carry(self, span: Span, *, is_hard: bool) -> None:
        length = (span[1] - span[0]) / timedelta(hours=1)
        self.hours += length
        self.hard += length if is_hard else 0
        self.taken.append(span)

    def is_free(self, span: Span) -> bool:
        return all(
            span[1] + REST <= lower or upper + REST <= span[0] for lower, upper in self.taken
        )

    def last_before(self, moment: datetime) -> datetime | None:
        return max((upper for _lower, upper in self.taken if upper <= moment), default=None)


def rotate(
    seats: Sequence[Seat],
    people: Sequence[int],
    burdens: defaultdict[int, Burden],
    absences: Sequence[Away] = (),
) -> list[int | None]:
    """For each seat, in order of time, an account; None where nobody is left."""
    return [_next(seat, people, burdens, absences) for seat in seats]


def _next(
    seat: Seat,
    people: Sequence[int],
    burdens: defaultdict[int, Burden],
    absences: Sequence[Away],
) -> int | None:
    able = [
        person
        for person in people
        if burdens[person].is_free(seat.span) and not is_away(absences, person, seat.span)
    ]
    if not able:
        return None
    chosen = min(able, key=lambda person: _turn(seat, burdens[person], people.index(person)))
    burdens[chosen].carry(seat.span, is_hard=seat.is_hard)
    return chosen


def _turn(seat: Seat, burden: Burden, place: int) -> tuple[float, float, float, int]:
    last = burden.last_before(seat.starts)
    return (
        burden.hard if seat.is_hard else 0,
        burden.hours,
        last.timestamp() if last else 0,
        place,
    )
