"""When the counter and the rooms of the service centre are open, and what is free in between."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from communities.models import CommunityProfile, Room
from core.workcalendar import Calendar, DayKind

Span = tuple[datetime, datetime]
Hours = tuple[time, time]


def open_window(room: Room, day: date, calendar: Calendar | None = None) -> Span | None:
    """From opening to closing on that day; None where it stays shut, or has no hours."""
    if room.opens_at is None or room.closes_at is None:
        return None
    if room.open_days != Room.OpenDays.DAILY:
        works = (calendar or Calendar()).is_workday(day)
        if works is not (room.open_days == Room.OpenDays.WORKDAYS):
            return None
    here = timezone.get_current_timezone()
    return (
        datetime.combine(day, room.opens_at, tzinfo=here),
        datetime.combine(day, room.closes_at, tzinfo=here),
    )


def counter(profile: CommunityProfile, day: date, calendar: Calendar) -> Hours | None:
    """When the counter is open on that day; a Sunday worked to make up is a working day."""
    kind = calendar.kind_of(day)
    if kind == DayKind.WORKDAY:
        return _both(profile.opens_at, profile.closes_at)
    if kind == DayKind.WEEKEND:
        return _both(profile.weekend_opens_at, profile.weekend_closes_at)
    return None


def _both(opens: time | None, closes: time | None) -> Hours | None:
    return (opens, closes) if opens and closes else None


def gaps(window: Span, taken: Iterable[Span], *, least: timedelta) -> list[Span]:
    """What is left of the window, in order; slivers are not offered."""
    free: list[Span] = []
    at, end = window
    for lower, upper in sorted(taken):
        if lower - at >= least:
            free.append((at, min(lower, end)))
        at = max(at, upper)
    if end - at >= least:
        free.append((at, end))
    return free


def within(span: Span, window: Span | None) -> timedelta:
    """How much of the span lies in the window."""
    if window is None:
        return timedelta(0)
    return max(min(span[1], window[1]) - max(span[0], window[0]), timedelta(0))
