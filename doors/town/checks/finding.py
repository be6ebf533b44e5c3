"""What a check says: how many rows it looked at, and the first that is wrong."""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, cast

from django.db import models

Wrong = Callable[[Any], str]
_CHUNK = 2000


@dataclass(frozen=True)
class Finding:
    count: int
    bad: str = ""
    """The first bad row, by table and id; never by name."""
    note: str = ""
    """What else is to be known of it, right or wrong."""


@dataclass(frozen=True)
class Check:
    name: str
    look: Callable[[], Finding]


def row(model: type[models.Model], pk: Any, why: str = "") -> str:
    return f"{model._meta.label} {pk} {why}".strip()


def none_of(rows: "models.QuerySet[Any]", bad: "models.QuerySet[Any]", why: str = "") -> Finding:
    """All `rows` were looked at; `bad` should be empty."""
    first = bad.order_by("pk").values_list("pk", flat=True).first()
    return Finding(rows.count(), "" if first is None else row(rows.model, first, why))


def equal(expected: dict[Any, Any], found: dict[Any, Any], of: str) -> Finding:
    """Two ledgers say the same of everything either of them knows."""
    for key in sorted({*expected, *found}, key=str):
        if expected.get(key, 0) != found.get(key, 0):
            said = f"{of} {key}: {found.get(key, 0)} ≠ {expected.get(key, 0)}"
            return Finding(len(expected), said)
    return Finding(len(expected))


def each(model: type[models.Model], rows: "models.QuerySet[Any]", wrong: Wrong) -> Finding:
    """`wrong` says what is the matter with a row, or nothing."""
    count = 0
    # Closed at once: a server-side cursor that is left open outlives its savepoint badly.
    reading = cast(Generator[Any, None, None], rows.order_by("pk").iterator(chunk_size=_CHUNK))
    with closing(reading) as items:
        for item in items:
            count += 1
            if why := wrong(item):
                return Finding(count, row(model, item.pk, why))
    return Finding(count)
