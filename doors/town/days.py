"""Days that are lived: every step of many tales at its own moment, in the order of time."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from django.utils import timezone

from core.quiet import end_of_quiet
from doors.town import then
from requests.actions import ringing

Tale = Iterator[timedelta]
"""Yields how long it is until its next step."""
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SWEPT_EVERY = timedelta(hours=4)


def on(now: datetime, days_ago: int, hour: int, minute: int = 0) -> datetime:
    """That hour so many days ago; what has not struck yet today struck yesterday."""
    day = timezone.localtime(now) - timedelta(days=days_ago)
    moment = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return moment if moment < now else moment - timedelta(days=1)


def midway(since: datetime, now: datetime) -> datetime:
    """Some time since; by day."""
    return min(_awake(since + (now - since) / 2), now)


def live(tales: Iterable[tuple[datetime, Tale]], *, until: datetime, swept: bool = True) -> None:
    """Nobody works at night; what a tale has not done by `until` it does then."""
    waiting = [(min(start, until), n, tale) for n, (start, tale) in enumerate(tales)]
    heapify(waiting)
    last = waiting[0][0]
    with then.clock(last) as it:
        while waiting:
            at, n, tale = heappop(waiting)
            last = _sweep(it, last, at) if swept else at
            it.now = at
            wait = next(tale, None)
            if wait is not None:
                heappush(waiting, (min(_awake(at + wait), until), n, tale))
        if swept:
            _sweep(it, last, until)


def _sweep(it: then.Clock, last: datetime, until: datetime) -> datetime:
    """As the worker does, only not so often: who was late by Tuesday was reminded on Tuesday."""
    while last + SWEPT_EVERY <= until:
        last += SWEPT_EVERY
        it.now = last
        while ringing.sweep():
            pass
    return last


def _awake(at: datetime) -> datetime:
    morning = end_of_quiet(at)
    return morning + timedelta(minutes=at.minute) if morning else at
