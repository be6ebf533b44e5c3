"""Counting as it happens: actions add signed steps, nobody types a figure in later."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from core.models import TallyDelta


def add(
    measure: str,
    scope: int,
    at: datetime | None = None,
    dims: Mapping[str, Any] | None = None,
    delta: int = 1,
) -> None:
    """Add one step inside the action's transaction, on the day the fact belongs to.

    A later fact about an older thing is a new step with a negative or positive `delta`
    on the older day; a step is never edited.
    """
    add_all([step(measure, scope, at, dims, delta)])


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
) -> TallyDelta:
    """The same as a row that is not written yet, for who writes many (core.together)."""
    return TallyDelta(
        measure=measure,
        scope=scope,
        at=at or timezone.now(),
        dims=dict(dims or {}),
        delta=delta,
    )
