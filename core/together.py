"""Rows of several tables that begin together, written by one statement.

    now, (request_pk, event_pk) = draw(ServiceRequest, RequestEvent)
    insert([request], [event], timers, [tally.step("requests.submit", …)])

Each group is the INSERT that Django makes of it, its fields' own work (sealing, masking, indexes)
included; PostgreSQL runs them as the parts of one WITH and looks at the foreign keys at the end.
A row that others point at takes its key from `draw` before. What is changed with them goes along:

    insert([event], timers, also=[saved(request), changed(offers, answer="lapsed")])

The parts see nothing of each other, so no two of them touch the same row.

Where a key of a form is claimed first and answered last (core.idempotency), both ends of it travel
along: what is drawn comes with the claim (`drawn_ahead`), and what is inserted last waits for the
answer (`held`). Any other statement that comes between finds the rows written.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, models
from django.db.models.functions import Now
from django.db.models.sql import InsertQuery, UpdateQuery

from core import scope
from core.models import KeepsNumbers

_P = ParamSpec("_P")
_T = TypeVar("_T")
Table = type[models.Model]
Part = tuple[str, Sequence[Any]]


@dataclass
class Ahead:
    """What a view will draw, and what the claim of its key brought of it."""

    tables: tuple[Table, ...] = ()
    brought: tuple[datetime, list[int]] | None = None

    @property
    def columns(self) -> str:
        return f", {_drawn(self.tables)}" if self.tables else ""

    def bring(self, row: Sequence[Any]) -> None:
        if self.tables:
            self.brought = row[0], list(row[1 : len(self.tables) + 1])


@dataclass
class Held:
    """An INSERT that waits for the next statement."""

    parts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def write(self) -> None:
        parts, values, self.parts, self.values = self.parts, self.values, [], []
        if parts:
            _write(parts, values)


_ahead: ContextVar[Ahead | None] = ContextVar("wushe_drawn_ahead", default=None)
_held: ContextVar[Held | None] = ContextVar("wushe_held_insert", default=None)


def draw(*tables: Table) -> tuple[datetime, list[int]]:
    """The database's own now, and the next key of each of these tables."""
    ahead = _ahead.get()
    if ahead is not None and ahead.brought is not None and ahead.tables == tables:
        brought, ahead.brought = ahead.brought, None  # once: the next draws anew
        return brought
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_drawn(tables)}")
        now, *keys = cursor.fetchone()
    return now, keys


def drawn_ahead(*tables: Table) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """Around an idempotent view: the claim of its key brings what it will draw. Only where nothing
    is locked between: who waited for a lock asks what time it is, and for his key, after it."""

    def decorated(view: Callable[_P, _T]) -> Callable[_P, _T]:
        @wraps(view)
        def wrapper(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            token = _ahead.set(Ahead(tables))
            try:
                return view(*args, **kwargs)
            finally:
                _ahead.reset(token)

        return wrapper

    return decorated


def ahead() -> Ahead:
    return _ahead.get() or Ahead()


def _drawn(tables: Sequence[Table]) -> str:
    moment, _none = InsertQuery(tables[0]).get_compiler(connection=connection).compile(Now())
    names = [connection.ops.quote_name(table._meta.db_table) for table in tables]
    return ", ".join([moment, *(f"nextval(pg_get_serial_sequence('{n}', 'id'))" for n in names)])


def insert(*groups: Sequence[models.Model], also: Sequence[Part] = ()) -> None:
    """Of each group all rows have a key, or none has. A stamp by the database stays unread."""
    parts, values = [], list[Any]()
    for statement, told in [*also, *(_insert(list(rows)) for rows in filter(None, groups))]:
        parts.append(statement)
        values += told
    waiting = _held.get()
    if waiting is None:
        _write(parts, values)
    else:
        scope.settle()  # it stands under what was declared before it, not under what comes after
        waiting.write()
        waiting.parts, waiting.values = parts, values
    for rows in groups:
        for row in rows:
            row._state.adding, row._state.db = False, connection.alias


def saved(row: models.Model) -> Part:
    """All of a row that is there and locked, as `save` writes it."""
    _prepare(row, "save")
    fields = [field for field in row._meta.local_concrete_fields if not field.primary_key]
    query = UpdateQuery(type(row))
    query.add_q(models.Q(pk=row.pk))
    query.add_update_fields([(field, None, field.pre_save(row, False)) for field in fields])
    statement, told = query.get_compiler(connection=connection).as_sql()
    return statement, told


def changed(rows: "models.QuerySet[Any]", **values: Any) -> Part:
    """As `update` writes it."""
    query: Any = rows.query.chain(UpdateQuery)
    query.add_update_values(values)
    statement, told = query.get_compiler(connection=connection).as_sql()
    return statement, told


@contextmanager
def held() -> Iterator[None]:
    """Inside, what is inserted together waits for the next statement: if that is `finish`, they
    are one, and any other finds the rows written."""
    waiting = Held()

    def before_each(execute: Callable[..., Any], *statement: Any) -> Any:
        waiting.write()
        return execute(*statement)

    token = _held.set(waiting)
    connection.execute_wrappers.insert(1, before_each)  # next to the scope's own: see there
    try:
        yield
        waiting.write()
    finally:
        connection.execute_wrappers.remove(before_each)
        _held.reset(token)


def finish(statement: str, values: Sequence[Any]) -> None:
    """The last statement of what is done, and in it what waits."""
    waiting = _held.get() or Held()
    waiting.parts.append(statement)
    waiting.values += values
    waiting.write()


def _write(parts: Sequence[str], values: Sequence[Any]) -> None:
    *before, last = parts
    named = ", ".join(f"part{n} AS ({part})" for n, part in enumerate(before))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {named} {last}" if named else last, values)


def _prepare(row: models.Model, operation: str) -> None:
    row._prepare_related_fields_for_save(operation_name=operation)  # type: ignore[attr-defined]
    if isinstance(row, KeepsNumbers):
        row.set_numbers_aside()


def _insert(rows: list[models.Model]) -> Part:
    model = type(rows[0])
    for row in rows:
        _prepare(row, "insert")
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if not (field.primary_key and rows[0].pk is None)
    ]
    query = InsertQuery(model)
    query.insert_values(fields, rows)
    [(statement, told)] = query.get_compiler(connection=connection).as_sql()
    return statement, told
