"""Counting as it happens: actions add signed steps, nobody types a figure in later."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import connection
from django.utils import timezone

from core.crypto import blind_index
from core.models import TallyDelta


def add(
    measure: str,
    scope: int,
    at: datetime | None = None,
    dims: Mapping[str, Any] | None = None,
    delta: int = 1,
    who: str = "",
) -> None:
    """Add one step inside the action's transaction, on the day the fact belongs to.

    A later fact about an older thing is a new step with a negative or positive `delta`
    on the older day; a step is never edited. `who` ("resident:12") where people are to be counted
    beside their visits.
    """
    add_all([step(measure, scope, at, dims, delta, who)])


def add_all(steps: Iterable[TallyDelta]) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("tally.add() belongs inside the action's transaction")
    TallyDelta.objects.bulk_create(steps)


def step(
    measure: str,
    scope: int,
    at: datetime | None = None,
    dims: Mapping[str, Any] | None = None,
    delta: int = 1,
    who: str = "",
) -> TallyDelta:
    """The same as a row that is not written yet, for who writes many (core.together)."""
    return TallyDelta(
        measure=measure,
        scope=scope,
        at=at or timezone.now(),
        dims=dict(dims or {}),
        delta=delta,
        who=_digest(who) if who else None,
    )


def noon(day: date) -> datetime:
    """Of a fact that has a day and no hour."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def _digest(who: str) -> int:
    """Of the same person always the same number, and of the number nobody: the key lies outside
    the database. 60 bits, so that two of a city's millions hardly ever share one."""
    return int(blind_index("tally", who)[:15], 16)
