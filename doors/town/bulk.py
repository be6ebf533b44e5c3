"""Rows by the thousand: ids taken beforehand, so that children can name their parents."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db import connection, models

BATCH = 2000
M = TypeVar("M", bound=models.Model)
T = TypeVar("T")


def reserve(model: type[models.Model], count: int) -> list[int]:
    """The next `count` ids of a table."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def number(rows: Sequence[models.Model]) -> None:
    """Give new rows their ids before they are written."""
    if rows:
        for row, pk in zip(rows, reserve(type(rows[0]), len(rows)), strict=True):
            row.pk = pk


def write(rows: Iterable[M]) -> list[M]:
    """Insert rows of one table. Fields that are worked out (indexes, sounds) are, as on save()."""
    rows = list(rows)
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)
    return rows


def known(value: T | None) -> T:
    """What the telling itself has set, whatever the column allows."""
    if value is None:
        raise ValueError("not told yet")
    return value
