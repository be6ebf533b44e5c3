"""The scope a piece of work travels in: which communities it may touch, for whom, in which office.

Entering a scope opens a transaction and tells PostgreSQL with SET LOCAL, so the row level
security of `core.models.RowScope` holds for every statement until the end. Web requests,
Celery tasks and commands all pass through here; a connection that did not declare a scope
sees no personal row at all.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction

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
        with transaction.atomic():
            scope = Scope.of(communities, user_id, organizations, departments)
            _current.set(scope)
            answer = _tell(scope, ask)
            try:
                yield answer
            finally:
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
    _tell(scope)


def current() -> Scope | None:
    return _current.get()


def _tell(scope: Scope, ask: str = "") -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('wushe.communities', %s, true), set_config('wushe.user', %s, true),"
            " set_config('wushe.organizations', %s, true),"
            " set_config('wushe.departments', %s, true)" + (f", {ask}" if ask else ""),
            [scope.communities, scope.user, scope.organizations, scope.departments],
        )
        return str(cursor.fetchone()[4]) if ask else ""


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
