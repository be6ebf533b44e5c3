"""Months and quarters by their first day, and how long something took."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate, pairwise


def next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def quarter_of(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def next_quarter(first: date) -> date:
    return quarter_of(first + timedelta(days=100))


def quarter_before(day: date) -> date:
    """The last one that is over."""
    return quarter_of(quarter_of(day) - timedelta(days=1))


def in_hours(minutes: int) -> str:
    """90 minutes are 1.5; what is not a tenth of an hour yet does not round up."""
    return _tenths(minutes // 6)


def in_hours_each(parts: Iterable[int]) -> list[str]:
    """Of each what it adds to the whole: whoever adds them up finds what stands under them."""
    whole = [minutes // 6 for minutes in accumulate(parts, initial=0)]
    return [_tenths(after - before) for before, after in pairwise(whole)]


def _tenths(of_an_hour: int) -> str:
    return f"{of_an_hour // 10}.{of_an_hour % 10}".removesuffix(".0")
