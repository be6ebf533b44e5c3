"""Months and quarters by their first day, and how long something took."""

from datetime import date, timedelta


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
    tenths = minutes // 6
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")
