"""From when to when: a period, the months and days that make it up, and the one a year before."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from core.spans import next_month, next_quarter, quarter_of
from insights.spans import Span

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    first: date
    end: date
    """The first day after it."""

    def __post_init__(self) -> None:
        if self.first >= self.end:
            raise ValueError("a period ends after it began")

    @property
    def last(self) -> date:
        return self.end - _DAY

    @property
    def span(self) -> Span | None:
        """A whole month, quarter or year: only of those people are counted once."""
        if self.first.day != 1:
            return None
        if self.end == next_month(self.first):
            return Span.MONTH
        if self.first == quarter_of(self.first) and self.end == next_quarter(self.first):
            return Span.QUARTER
        if self.first.month == 1 and self.end == date(self.first.year + 1, 1, 1):
            return Span.YEAR
        return None

    @property
    def a_year_before(self) -> "Period":
        return Period(_year_before(self.first), _year_before(self.end))

    @property
    def before(self) -> "Period":
        """As long, and just before; of a month the month before."""
        if self.span is Span.MONTH:
            return month_of(self.first - _DAY)
        if self.span is Span.QUARTER:
            return quarter(self.first - _DAY)
        if self.span is Span.YEAR:
            return year(self.first.year - 1)
        return Period(self.first - (self.end - self.first), self.first)

    def days_so_far(self, today: date | None = None) -> int:
        """Of one that goes on, how many days have begun; 0 where it is over or still to come."""
        day = today or timezone.localdate()
        return (day - self.first).days + 1 if self.first <= day < self.last else 0

    def compared(self, today: date | None = None) -> tuple["Period", "Period"]:
        """The one before it and the one a year before it: of what goes on, only as many days of
        each, or every month would begin as the worst of all."""
        days = self.days_so_far(today)
        before, a_year_before = (
            Period(one.first, min(one.end, one.first + timedelta(days=days))) if days else one
            for one in (self.before, self.a_year_before)
        )
        return before, a_year_before

    def __str__(self) -> str:
        if self.span is Span.YEAR:
            return _("{year} 年").format(year=self.first.year)
        if self.span is Span.QUARTER:
            number = (self.first.month + 2) // 3
            return _("{year} 年第 {n} 季度").format(year=self.first.year, n=number)
        if self.span is Span.MONTH:
            return formats.date_format(self.first, "YEAR_MONTH_FORMAT")
        return f"{self.first} – {self.last}"

    def happened(self) -> Q:
        """The figures that make it up: whole months, and the days before and after them."""
        start = self.first if self.first.day == 1 else next_month(self.first)
        stop = self.end.replace(day=1)
        if start >= stop:
            return _days(self.first, self.end)
        found = Q(span=Span.MONTH, starts_on__gte=start, starts_on__lt=stop)
        if self.first < start:
            found |= _days(self.first, start)
        if stop < self.end:
            found |= _days(stop, self.end)
        return found

    def stands(self) -> Q:
        """Everything before its end."""
        stop = self.end.replace(day=1)
        found = Q(span=Span.MONTH, starts_on__lt=stop)
        return found | _days(stop, self.end) if stop < self.end else found


def week_of(day: date) -> Period:
    """From Monday."""
    first = day - timedelta(days=day.weekday())
    return Period(first, first + timedelta(days=7))


def month_of(day: date) -> Period:
    first = day.replace(day=1)
    return Period(first, next_month(first))


def quarter(day: date) -> Period:
    return Period(quarter_of(day), next_quarter(quarter_of(day)))


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number + 1, 1, 1))


WRITTEN = re.compile(r"(?P<year>20\d\d)(-(?P<month>0[1-9]|1[0-2])|-Q(?P<quarter>[1-4]))?")
"""2026, 2026-Q1, 2026-03: as a period stands in an address."""


def written(period: Period) -> str:
    """A whole month, quarter or year in its short form; any other has none."""
    if period.span is Span.MONTH:
        return f"{period.first:%Y-%m}"
    if period.span is Span.QUARTER:
        return f"{period.first.year}-Q{(period.first.month + 2) // 3}"
    if period.span is Span.YEAR:
        return str(period.first.year)
    return ""


def parsed(text: str) -> Period | None:
    found = WRITTEN.fullmatch(text)
    if found is None:
        return None
    number = int(found["year"])
    if found["month"]:
        return month_of(date(number, int(found["month"]), 1))
    if found["quarter"]:
        return quarter(date(number, 3 * int(found["quarter"]) - 2, 1))
    return year(number)


# --- inside ---------------------------------------------------------------------------------------
def _days(first: date, end: date) -> Q:
    return Q(span=Span.DAY, starts_on__gte=first, starts_on__lt=end)


def _year_before(day: date) -> date:
    """The 29th of February had no day a year before."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
