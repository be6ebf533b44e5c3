"""The scope a piece of work travels in: which communities it may touch, for whom, in which office.

Entering a scope opens a transaction and tells PostgreSQL with SET LOCAL, so the row level
security of `core.models.RowScope` holds for every statement until the end. Web requests,
Celery tasks and commands all pass through here; a connection that did not declare a scope
sees no personal row at all.

What is declared inside is told before the next statement, or along with it where that is one of
ours which returns a row (`along`). Until then the scope before it holds.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, connections, transaction

EVERYTHING: Final = "*"
"""For work of the platform itself (outbox, sweeps, set-up), never for a person's request."""

NOWHERE: Final = "0"
"""Declared, but no community. PostgreSQL turns a forgotten setting into '', so '' means unset."""


@dataclass(frozen=True)
class Scope:
    communities: str
    user: str = ""
    organizations: str = ""
    departments: str = ""

    @classmethod
    def of(
        cls,
        communities: Iterable[int] | str,
        user_id: int | None = None,
        organizations: Iterable[int] = (),
        departments: Iterable[int] = (),
    ) -> "Scope":
        if not isinstance(communities, str):
            communities = _listed(communities) or NOWHERE
        return cls(
            communities,
            "" if user_id is None else str(user_id),
            _listed(organizations),
            _listed(departments),
        )


def _listed(ids: Iterable[int]) -> str:
    return ",".join(map(str, ids))


_current: ContextVar[Scope | None] = ContextVar("wushe_scope", default=None)
_untold: ContextVar[Scope | None] = ContextVar("wushe_untold_scope", default=None)
_SETTINGS: Final = (
    "set_config('wushe.communities', %s, true), set_config('wushe.user', %s, true),"
    " set_config('wushe.organizations', %s, true), set_config('wushe.departments', %s, true)"
)


@contextmanager
def entered(
    communities: Iterable[int] | str,
    *,
    user_id: int | None = None,
    organizations: Iterable[int] = (),
    departments: Iterable[int] = (),
    ask: str = "",
) -> Iterator[str]:
    """Run the block in one transaction that may touch these communities.

    `ask` is an expression of ours that the same statement answers: the block gets it.

    In a nested block the outer scope comes back at the end, because SET LOCAL lives as long
    as the outermost transaction.
    """
    outer = _current.get()
    token = _current.set(outer)
    try:
        with transaction.atomic(), _telling():
            scope = Scope.of(communities, user_id, organizations, departments)
            _current.set(scope)
            answer = _tell(scope, ask)
            try:
                yield answer
            finally:
                _untold.set(None)
                if outer is not None and not connection.needs_rollback:
                    _tell(outer)
    finally:
        _current.reset(token)


def declare(
    communities: Iterable[int] | str,
    *,
    user_id: int | None = None,
    organizations: Iterable[int] = (),
    departments: Iterable[int] = (),
) -> None:
    """Set the scope of the transaction that is already open."""
    scope = Scope.of(communities, user_id, organizations, departments)
    _current.set(scope)
    if _before_each in connection.execute_wrappers:
        _untold.set(scope)
    else:
        _tell(scope)


@contextmanager
def reading_on(alias: str, patience_ms: int) -> Iterator[None]:
    """The same scope on another connection, in a transaction of its own that may not write."""
    scope = _current.get()
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        limits = "set_config('transaction_read_only', 'on', true)"
        limits += ", set_config('statement_timeout', %s, true)"
        told, values = (f", {_SETTINGS}", _values(scope)) if scope else ("", ())
        cursor.execute(f"SELECT {limits}{told}", [str(patience_ms), *values])
        yield


def current() -> Scope | None:
    return _current.get()


def settle() -> None:
    """Tell what is declared and not yet told."""
    if (scope := _untold.get()) is not None:
        _tell(scope)


@dataclass
class Along:
    """What is untold, as columns of a statement that returns a row."""

    columns: str = ""
    values: tuple[str, ...] = ()
    returned: bool = False
    """To be said by whoever got the row: without one nothing was told."""


@contextmanager
def along() -> Iterator[Along]:
    """For the one statement inside."""
    scope = _untold.get()
    if scope is None:
        yield Along()
        return
    _untold.set(None)
    taken = Along(f", {_SETTINGS}", _values(scope))
    try:
        yield taken
    finally:
        if not taken.returned:
            _untold.set(scope)


@contextmanager
def _telling() -> Iterator[None]:
    """Once for each connection, by the outermost scope; before any other wrapper, so that whoever
    notes statements sees them in the order in which they are said."""
    wrappers = connection.execute_wrappers
    if _before_each in wrappers:
        yield
        return
    wrappers.insert(0, _before_each)
    try:
        yield
    finally:
        wrappers.remove(_before_each)


def _before_each(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    settle()
    return execute(sql, params, many, context)


def _tell(scope: Scope, ask: str = "") -> str:
    _untold.set(None)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_SETTINGS}" + (f", {ask}" if ask else ""), _values(scope))
        return str(cursor.fetchone()[4]) if ask else ""


def _values(scope: Scope) -> tuple[str, ...]:
    return (scope.communities, scope.user, scope.organizations, scope.departments)


@contextmanager
def entered_for_migrations() -> Iterator[None]:
    """Data migrations of the owner see every row; each migration has its own transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('wushe.communities', %s, false)", [EVERYTHING])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET wushe.communities")
