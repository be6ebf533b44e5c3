"""Working days of China: the published calendar, corrected by the admin's own table.

    add_workdays(date(2026, 2, 13), 5)  # 2026-02-27: the start day is not counted

`chinesecalendar` knows the years that the State Council has announced. For the others only
weekends are free, and `missing_years()` makes the admin say so until somebody enters them.
Code that asks often takes one `Calendar()` and keeps it for as long as its transaction.
"""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

import chinese_calendar
from django.utils import timezone

from core.models import CalendarDay
from core.reference import kept

Kind = CalendarDay.Kind
_DAY = timedelta(days=1)
_SATURDAY = 5
_ANNOUNCED_FROM = 10
"""In October deadlines begin to reach into the next year, and its holidays are announced."""
_FIXED_HOLIDAYS = ((1, 1), (5, 1), (10, 1))
"""Free in every year; a table without them was not entered for that year."""


class DayKind(StrEnum):
    """What a roster asks of a day. A Sunday that is worked to make up is a working day."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


class Calendar:
    """The working days as they stand now. Each year costs one small query, once."""

    def __init__(self) -> None:
        self._overrides: dict[int, dict[date, str]] = {}

    def is_workday(self, day: date) -> bool:
        override = self._of_year(day.year).get(day)
        if override is not None:
            return override == Kind.WORKDAY
        return day in published_workdays(day.year)

    def kind_of(self, day: date) -> DayKind:
        if self.is_workday(day):
            return DayKind.WORKDAY
        if self._of_year(day.year).get(day) == Kind.HOLIDAY or _is_festive(day):
            return DayKind.HOLIDAY
        return DayKind.WEEKEND

    def add_workdays(self, start: date, days: int) -> date:
        """The last day of a period of `days` working days; backwards if negative."""
        step = _DAY if days >= 0 else -_DAY
        day, left = start, abs(days)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`."""
        if end < start:
            return -self.workdays_between(end, start)
        return sum(self.is_workday(start + _DAY * n) for n in range(1, (end - start).days + 1))

    def end_of_workday(self, day: date) -> datetime:
        """24:00 of that day; of the next working day where a period would end on a holiday."""
        while not self.is_workday(day):
            day += _DAY
        return timezone.make_aware(datetime.combine(day + _DAY, time()))

    def _of_year(self, year: int) -> dict[date, str]:
        if year not in self._overrides:
            self._overrides[year] = _entered(year)
        return self._overrides[year]


@kept
def _entered(year: int) -> dict[date, str]:
    return dict(CalendarDay.objects.filter(date__year=year).values_list("date", "kind"))


@lru_cache(maxsize=32)
def published_workdays(year: int) -> frozenset[date]:
    """From the library, or Monday to Friday where it is silent. Never changes while we run."""
    first = date(year, 1, 1)
    days = [first + _DAY * n for n in range((date(year + 1, 1, 1) - first).days)]
    if is_published(year):
        return frozenset(day for day in days if chinese_calendar.is_workday(day))
    return frozenset(day for day in days if day.weekday() < _SATURDAY)


def is_published(year: int) -> bool:
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def _is_festive(day: date) -> bool:
    """Inside a holiday that was announced; a plain weekend is not."""
    return is_published(day.year) and chinese_calendar.get_holiday_detail(day)[1] is not None


def missing_years(today: date | None = None) -> list[int]:
    """Years that deadlines reach but nobody has told us about: only weekends are free there."""
    today = today or timezone.localdate()
    years = [today.year, today.year + 1] if today.month >= _ANNOUNCED_FROM else [today.year]
    return [year for year in years if not is_published(year) and not _was_entered(year)]


def _was_entered(year: int) -> bool:
    days = [date(year, month, day) for month, day in _FIXED_HOLIDAYS]
    entered = CalendarDay.objects.filter(date__in=days, kind=Kind.HOLIDAY).count()
    return entered == len(days)


def is_workday(day: date) -> bool:
    return Calendar().is_workday(day)


def add_workdays(start: date, days: int) -> date:
    """The start day is not counted."""
    return Calendar().add_workdays(start, days)


def workdays_between(start: date, end: date) -> int:
    return Calendar().workdays_between(start, end)


def end_of_workday(day: date) -> datetime:
    return Calendar().end_of_workday(day)
