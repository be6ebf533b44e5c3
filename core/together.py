"""Rows of several tables that begin together, written by one statement.

    now, (request_pk, event_pk) = draw(ServiceRequest, RequestEvent)
    insert([request], [event], timers, [tally.step("requests.submit", …)])

Each group is the INSERT that Django makes of it, its fields' own work (sealing, masking, indexes)
included; PostgreSQL runs them as the parts of one WITH and looks at the foreign keys at the end.
A row that others point at takes its key from `draw` before.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models.functions import Now
from django.db.models.sql import InsertQuery

from core.models import KeepsNumbers


def draw(*tables: type[models.Model]) -> tuple[datetime, list[int]]:
    """The database's own now, and the next key of each of these tables."""
    names = [connection.ops.quote_name(table._meta.db_table) for table in tables]
    asked = "".join(", nextval(pg_get_serial_sequence(%s, 'id'))" for _ in names)
    moment, told = InsertQuery(tables[0]).get_compiler(connection=connection).compile(Now())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {moment}{asked}", [*told, *names])
        now, *keys = cursor.fetchone()
    return now, keys


def insert(*groups: Sequence[models.Model]) -> None:
    """Of each group all rows have a key, or none has. A stamp by the database stays unread."""
    parts, values = [], list[Any]()
    for rows in filter(None, groups):
        statement, told = _insert(list(rows))
        parts.append(statement)
        values += told
    *before, last = parts
    named = ", ".join(f"part{n} AS ({part})" for n, part in enumerate(before))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {named} {last}" if named else last, values)
    for rows in groups:
        for row in rows:
            row._state.adding, row._state.db = False, connection.alias


def _insert(rows: list[models.Model]) -> tuple[str, Sequence[Any]]:
    model = type(rows[0])
    for row in rows:
        row._prepare_related_fields_for_save(operation_name="insert")  # type: ignore[attr-defined]
        if isinstance(row, KeepsNumbers):
            row.set_numbers_aside()
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if not (field.primary_key and rows[0].pk is None)
    ]
    query = InsertQuery(model)
    query.insert_values(fields, rows)
    [(statement, told)] = query.get_compiler(connection=connection).as_sql()
    return statement, told
