"""What everybody reads and hardly anybody changes: the menu, the promises, the calendar, the map.

    @kept
    def rungs() -> tuple[LadderRung, ...]: ...

Each process keeps the answers for as long as the mark stands. A model with `is_reference = True`
has a trigger (core.dbrules) that gives the one row of `core_referencemark` a new mark in the
transaction that changes its table: so the mark is new when, and only when, the change is. A
request learns the mark with the statement that opens its scope. Whoever learned none (a task, a
command, an action called by a test) asks the tables.

Nothing personal belongs here, and nobody changes what he gets. The request that changes such a
table itself goes on with what it began with.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from django.db import connection

_P = ParamSpec("_P")
_T = TypeVar("_T")

MARK: Final = "(SELECT mark::text FROM core_referencemark)"
"""For `scope.entered(ask=…)`."""

_learned: ContextVar[str] = ContextVar("wushe_reference_mark", default="")
_shelf: tuple[str, dict[Any, Any]] = ("", {})


@contextmanager
def at(mark: str) -> Iterator[None]:
    token = _learned.set(mark)
    taken_back = True
    try:
        yield
        taken_back = connection.in_atomic_block and connection.needs_rollback
    finally:
        _learned.reset(token)
        if taken_back:
            _forget()


def _forget() -> None:
    """What is taken back may have been read here first, under a mark that goes on standing."""
    global _shelf
    _shelf = ("", {})


def kept(question: Callable[_P, _T]) -> Callable[_P, _T]:
    """The arguments are hashable and few: a place, a year, a code."""

    @wraps(question)
    def remembered(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        global _shelf
        mark = _learned.get()
        if not mark:
            return question(*args, **kwargs)
        shelf = _shelf
        if shelf[0] != mark:
            shelf = _shelf = (mark, {})
        key = (question, args, tuple(sorted(kwargs.items())))
        if key not in shelf[1]:
            shelf[1][key] = question(*args, **kwargs)
        answer: _T = shelf[1][key]
        return answer

    return remembered
