"""Where figures are read: of a streaming replica, if there is one (`DATABASE_REPLICA_URL`).

Only sums that were folded and how far the folding has come go there, both from `insights.queries`;
the work of the desk, and whatever is kept as it was read, asks the primary. The question is asked
in a transaction of its own that may not write, in the scope of who looks: row level security holds
there as it holds here, because the tables and the role are the same.

A replica that does not answer costs one look: the primary answers, the log says so, and nobody asks
it again for a while. One that lags says so itself, because the mark of the folding is read there.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, TypeVar

from django.db import DEFAULT_DB_ALIAS, Error, connections

from core import scope

_T = TypeVar("_T")
logger = logging.getLogger(__name__)

ALIAS: Final = "replica"
PAUSE = 30.0
"""Seconds in which a process does not ask again after a failure."""
PATIENCE_MS = 5_000
"""The longest a question may take there."""

_left_out: ContextVar[bool] = ContextVar("wushe_replica_left_out", default=False)
_asked_again_at = 0.0


@contextmanager
def left_out() -> Iterator[None]:
    """For what must be whole at this moment, and for the desk: inside, the primary answers."""
    token = _left_out.set(True)
    try:
        yield
    finally:
        _left_out.reset(token)


def answered(question: Callable[[str], _T]) -> _T:
    """`question` gets the name of the connection and comes back with everything it read."""
    global _asked_again_at
    if not _is_asked():
        return question(DEFAULT_DB_ALIAS)
    try:
        with scope.reading_on(ALIAS, PATIENCE_MS):
            return question(ALIAS)
    except Error as error:
        _asked_again_at = time.monotonic() + PAUSE
        connections[ALIAS].close()
        kind = type(error.__cause__ or error).__name__
        logger.warning("the replica does not answer (%s): figures from the primary", kind)
        return question(DEFAULT_DB_ALIAS)


def _is_asked() -> bool:
    there = ALIAS in connections.settings
    return there and not _left_out.get() and time.monotonic() >= _asked_again_at
