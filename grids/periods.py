"""Days from–to. People say the last day; the database keeps the first day after it."""

from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

ONE_DAY = timedelta(days=1)


def days(first: date, last: date | None = None) -> Any:
    """All days from `first` to `last`, both included; open-ended without `last`."""
    return DateRange(first, None if last is None else last + ONE_DAY)


def nothing() -> Any:
    """The period of something that was called off before it began."""
    return DateRange(empty=True)


def until(period: Any, last: date) -> Any:
    """The same beginning, but over after `last`."""
    return days(period.lower, last) if last >= period.lower else nothing()


def last_day(period: Any) -> date | None:
    return None if period.upper is None else period.upper - ONE_DAY
