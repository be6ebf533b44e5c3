"""Days from–to. People say the last day; the database keeps the first day after it."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

ONE_DAY = timedelta(days=1)


def days(first: date, last: date | None = None) -> DateRange:
    """All days from `first` to `last`, both included; open-ended without `last`."""
    return DateRange(first, None if last is None else last + ONE_DAY)


def nothing() -> DateRange:
    """The period of something that was called off before it began."""
    return DateRange(empty=True)


def until(period: DateRange, last: date) -> DateRange:
    """The same beginning, but over after `last`."""
    return days(period.lower, last) if last >= period.lower else nothing()


def last_day(period: DateRange) -> date | None:
    return None if period.upper is None else period.upper - ONE_DAY


def covers(period: DateRange, day: date) -> bool:
    return day in period
