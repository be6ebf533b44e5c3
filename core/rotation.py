"""A new key: every encrypted value is written again under it, while people go on working.

Values are exchanged one by one with compare-and-set, so an edit that comes between wins. The
old key stays in the ring until `remaining()` is zero for every column, then it may go.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from core import crypto, scope
from core.fields import EncryptedField

BATCH = 500


@dataclass(frozen=True)
class Column:
    model: type[models.Model]
    field: EncryptedField

    @property
    def table(self) -> str:
        return connection.ops.quote_name(self.model._meta.db_table)

    @property
    def name(self) -> str:
        return connection.ops.quote_name(str(self.field.column))

    @property
    def key(self) -> str:
        return connection.ops.quote_name(str(self.model._meta.pk.column))

    @property
    def label(self) -> str:
        return f"{self.model._meta.db_table}.{self.field.column}"

    @property
    def outdated(self) -> str:
        """Byte 0 is the cipher profile, bytes 1 and 2 the key's number (core.crypto)."""
        return (
            f"length({self.name}) > 0 AND (get_byte({self.name}, 0) <> %s"
            f" OR get_byte({self.name}, 1) * 256 + get_byte({self.name}, 2) <> %s)"
        )


def columns() -> list[Column]:
    """Every encrypted column that may change; a ledger's values hang on a person's own key."""
    return [
        Column(model, field)
        for model in apps.get_models()
        if not getattr(model, "is_ledger", False)
        for field in model._meta.local_fields
        if isinstance(field, EncryptedField)
    ]


def remaining(column: Column) -> int:
    with scope.entered(scope.EVERYTHING), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {column.table} WHERE {column.outdated}", _current())
        return int(cursor.fetchone()[0])


def rotate(column: Column) -> int:
    """Write the outdated values again, a batch per transaction; returns how many."""
    done = 0
    for batch in _batches(column):
        with scope.entered(scope.EVERYTHING), connection.cursor() as cursor:
            for key, old in batch:
                clear = crypto.decrypt(old, purpose=column.field.purpose)
                new = crypto.encrypt(clear, purpose=column.field.purpose)
                cursor.execute(
                    f"UPDATE {column.table} SET {column.name} = %s"
                    f" WHERE {column.key} = %s AND {column.name} = %s",
                    [new, key, old],
                )
                done += cursor.rowcount
    return done


def _batches(column: Column) -> Iterator[list[tuple[Any, bytes]]]:
    after, last = "true", list[Any]()
    while True:
        with scope.entered(scope.EVERYTHING), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {column.key}, {column.name} FROM {column.table}"
                f" WHERE {after} AND {column.outdated} ORDER BY {column.key} LIMIT {BATCH}",
                [*last, *_current()],
            )
            batch = [(key, bytes(value)) for key, value in cursor.fetchall()]
        if not batch:
            return
        after, last = f"{column.key} > %s", [batch[-1][0]]
        yield batch


def _current() -> list[int]:
    return [crypto.PROFILES[settings.FIELD_CIPHER], crypto.current_key_number()]
