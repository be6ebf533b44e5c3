"""The story's own clock: what is told of last Tuesday happens last Tuesday.

While it holds, Python and the database say the same moment: what Django writes as Now(), and what
a row gets as its default, and the audit. Only the process that tells feels it.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from core import audit


@dataclass
class Clock:
    now: datetime


@dataclass
class _Said:
    """The moment as SQL, at the moment it is asked for."""

    it: Clock

    def __str__(self) -> str:
        return f"'{self.it.now.isoformat()}'::timestamptz"


@contextmanager
def clock(start: datetime) -> Iterator[Clock]:
    it = Clock(start)

    said_so = _Said(it)

    def as_sql(*_args: Any, **_context: Any) -> tuple[str, list[Any]]:
        """Like the real Now() it takes no parameter: statements are written ahead without any."""
        return str(said_so), []

    with ExitStack() as held:
        for where, name, said in (
            (Now, "as_postgresql", as_sql),
            (timezone, "now", lambda: it.now),
            (audit, "NOW", said_so),
            (connection.features, "supports_default_keyword_in_insert", False),
            (connection.features, "supports_default_keyword_in_bulk_insert", False),
        ):
            held.enter_context(patch.object(where, name, said))
        yield it
