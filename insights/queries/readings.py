"""What indicators say of places over a period: figures added up, in one statement a page."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from insights.indicators.rates import THREE
from insights.indicators.shape import Count, Indicator, Kind
from insights.periods import Period, month_of
from insights.queries import sums
from insights.queries.definitions import rates_on
from insights.queries.sums import PEOPLE, Ask, Row

__all__ = [
    "PEOPLE",
    "Course",
    "Question",
    "Reading",
    "counted",
    "read",
    "reading_of",
    "steps_by_month",
]

AT_ONCE = ("requests.", "communities.", "grids.")
"""What a place does from its first day on the platform; the other societies come when they come."""

Sums = Mapping[tuple[int, Count], int]


@dataclass(frozen=True)
class Reading:
    """One indicator of one place. `part` is None where people of such a period are not known, and
    where the period was over before anything was known of the place (`silent`)."""

    indicator: Indicator
    part: int | None
    base: int | None
    left_out: tuple[tuple[Any, int], ...] = ()
    silent: bool = False

    @property
    def share(self) -> float | None:
        """In percent; nothing where too few stand behind it."""
        if self.part is None or not self.base or self.base < self.indicator.least:
            return None
        return 100 * self.part / self.base

    @property
    def value(self) -> float | None:
        if self.part is None or self.indicator.is_share:
            return self.share
        return self.part / self.indicator.divisor


@dataclass(frozen=True)
class Course:
    """A month a point, also those in which nothing happened."""

    months: list[date]
    of: Mapping[str, list[Reading]]
    """By code, in the order of the months."""


Readings = dict[tuple[int, str], Reading]


class Question:
    """What a page wants to know, collected, then asked at once.

    question = Question()
    question.read("now", indicators, [area.pk], period)
    question.course("course", indicators, area.pk, first, end)
    said = question.answer()          # said["now"][area.pk, code], said["course"].of[code]

    The three rates are all reckoned by one formula, that of the last day a reading is of: what
    stands beside each other is reckoned alike.
    """

    def __init__(self) -> None:
        self._wanted: dict[str, _Wanted] = {}

    def read(
        self,
        label: str,
        indicators: Iterable[Indicator],
        areas: Iterable[int],
        period: Period,
        *,
        then: bool = False,
    ) -> None:
        """`then`: to compare with. Before anything was known of a place there is nothing to
        compare with, and no zero either."""
        places = tuple(areas)

        def asking(asked: list[Indicator]) -> _Asking:
            counts = _counts_of(asked)

            def shape(rows: list[Row]) -> Readings:
                found, known = _added(rows, counts), _Known(rows, period) if then else None
                return {
                    (pk, one.code): Reading(one, None, None, silent=True)
                    if known and not known.of(pk, one)
                    else reading_of(one, pk, found, period)
                    for pk in places
                    for one in asked
                }

            return Ask(label, counts, places, period, began=then), shape

        self._add(label, _Wanted(list(indicators), asking, period.last))

    def course(
        self, label: str, indicators: Iterable[Indicator], area_id: int, first: date, end: date
    ) -> None:
        period = Period(first, end)

        def asking(asked: list[Indicator]) -> _Asking:
            counts = _counts_of(asked)

            def shape(rows: list[Row]) -> Course:
                return _course(asked, area_id, rows, counts, period)

            return Ask(label, counts, (area_id,), period, monthly=True), shape

        self._add(label, _Wanted(list(indicators), asking))

    def parts(self, label: str, measure: str, by: str, area_id: int, period: Period) -> None:
        """How much of each part there is, whatever the parts are called."""

        def shape(rows: list[Row]) -> "Counter[str]":
            found: Counter[str] = Counter()
            for row in rows:
                found[row.of] += row.sum
            return found

        every = Count(measure, by, frozenset({""}))
        ask = Ask(label, frozenset({every}), (area_id,), period)
        self._add(label, _Wanted([], lambda _none: (ask, shape)))

    def answer(self) -> dict[str, Any]:
        rates = self._rates()
        asking = [
            each.asking([rates.get(one.code, one) for one in each.indicators])
            for each in self._wanted.values()
        ]
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in sums.ask([ask for ask, _shape in asking]):
            rows[row.label].append(row)
        return {ask.label: shape(rows[ask.label]) for ask, shape in asking}

    # --- inside -----------------------------------------------------------------------------------
    def _add(self, label: str, wanted: "_Wanted") -> None:
        if label in self._wanted:
            raise ValueError(f"{label} is asked already")
        self._wanted[label] = wanted

    def _rates(self) -> Mapping[str, Indicator]:
        """No statement where nobody asks for a rate."""
        asked = {one.code for each in self._wanted.values() for one in each.indicators}
        if not asked & set(THREE):
            return {}
        days = [each.until for each in self._wanted.values() if each.until is not None]
        today = timezone.localdate()
        return rates_on(min(max(days, default=today), today))


_Asking = tuple[Ask, Callable[[list[Row]], Any]]


@dataclass(frozen=True)
class _Wanted:
    """One label of a question, before the formula is known."""

    indicators: list[Indicator]
    asking: Callable[[list[Indicator]], _Asking]
    until: date | None = None


def read(indicators: Iterable[Indicator], areas: Iterable[int], period: Period) -> Readings:
    """By place and code."""
    question = Question()
    question.read("", indicators, areas, period)
    found: Readings = question.answer()[""]
    return found


def counted(counts: Iterable[Count], areas: Iterable[int], period: Period) -> Sums:
    wanted = frozenset(counts)
    return _added(sums.ask([Ask("", wanted, tuple(areas), period)]), wanted)


def steps_by_month(
    counts: Iterable[Count], areas: Iterable[int], first: date, end: date
) -> dict[date, "Counter[tuple[int, Count]]"]:
    """What was added in each month, also of what stands."""
    wanted = frozenset(counts)
    by_month: dict[date | None, list[Row]] = defaultdict(list)
    if first < end:
        for row in sums.ask([Ask("", wanted, tuple(areas), Period(first, end), monthly=True)]):
            by_month[row.month].append(row)
    return {month: _added(rows, wanted) for month, rows in by_month.items() if month is not None}


def reading_of(one: Indicator, area_id: int, found: Sums, period: Period) -> Reading:
    if period.span is None and any(count.kind is Kind.PEOPLE for count in one.counts):
        return Reading(one, None, None)

    def add(counts: Iterable[Count]) -> int:
        return sum(found.get((area_id, count), 0) for count in counts)

    return Reading(
        indicator=one,
        part=add(one.part),
        base=add(one.base) if one.is_share else None,
        left_out=tuple((each.why, add([each.count])) for each in one.left_out),
    )


# --- inside ---------------------------------------------------------------------------------------
def _counts_of(asked: list[Indicator]) -> frozenset[Count]:
    return frozenset(count for one in asked for count in one.counts)


def _added(rows: Iterable[Row], counts: frozenset[Count]) -> "Counter[tuple[int, Count]]":
    cells: dict[tuple[str, str, str], list[Count]] = defaultdict(list)
    for count in counts:
        cells[count.kind, count.measure, sums.by_of(count)].append(count)
    found: Counter[tuple[int, Count]] = Counter()
    for row in rows:
        for count in cells[row.kind, row.measure, row.by]:
            if row.fits(count):
                found[row.area_id, count] += row.sum
    return found


class _Known:
    """Of what there is something to compare with.

    Of a place as long as it kept its registers: all through the period, or up to its end for what
    stands there. And of what is done in other rooms only once somebody wrote it down there.
    """

    def __init__(self, rows: Iterable[Row], period: Period) -> None:
        self._period = period
        self._since: dict[int, date] = {}
        self._began: dict[tuple[int, str], date] = {}
        for row in rows:
            if row.kind == sums.BEGAN and row.month is not None:
                self._began[row.area_id, row.measure] = row.month
                self._since[row.area_id] = min(row.month, self._since.get(row.area_id, row.month))

    def of(self, pk: int, one: Indicator) -> bool:
        since, end = self._since.get(pk), self._period.end
        stands = all(count.kind is Kind.STOCK for count in one.counts)
        if since is None or since >= end or (since > self._period.first and not stands):
            return False
        measures = {count.measure for count in one.counts}
        if any(measure.startswith(AT_ONCE) for measure in measures):
            return True
        return any(self._began.get((pk, measure), end) < end for measure in measures)


def _course(
    asked: list[Indicator], area_id: int, rows: list[Row], counts: frozenset[Count], period: Period
) -> Course:
    stood = _added((row for row in rows if row.month is None), counts)
    by_month: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        if row.month is not None:
            by_month[row.month].append(row)
    months = _months_between(period.first, period.end)
    of: dict[str, list[Reading]] = {one.code: [] for one in asked}
    for month in months:
        happened = _added(by_month[month.first], counts)
        for key, value in happened.items():
            if key[1].kind is Kind.STOCK:
                stood[key] += value
        sums_of_month = {**happened, **stood}
        for one in asked:
            of[one.code].append(reading_of(one, area_id, sums_of_month, month))
    return Course([month.first for month in months], of)


def _months_between(first: date, end: date) -> list[Period]:
    found, day = [], first.replace(day=1)
    while day < end:
        found.append(month_of(day))
        day = found[-1].end
    return found
