"""What is counted: SQL statements, which are exact, and CPU of this process and of its backends.

Never time on the wall: the machine has other work. Arms run in shuffled rounds of one run, each
figure is the median of its rounds, and ratios are taken within a round. The control is the raw arm
itself: where it spreads by more than half between rounds, the machine was too noisy for a verdict.
"""

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psycopg2
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

Statement = tuple[str, Any]
Work = Callable[[], object]


@dataclass(frozen=True)
class Spent:
    """Milliseconds."""

    app: float
    pg: float

    @property
    def both(self) -> float:
        return self.app + self.pg


@dataclass
class Arm:
    """One way to do the same thing. `prepare` gives so many pieces of work, ready to run."""

    name: str
    prepare: Callable[[int], list[Work]]
    backend: int
    rounds: list[Spent] = field(default_factory=list)

    def measure(self, times: int) -> None:
        pieces = self.prepare(times)
        before = spent(self.backend)
        for piece in pieces:
            piece()
        after = spent(self.backend)
        self.rounds.append(Spent((after.app - before.app) / times, (after.pg - before.pg) / times))

    def median(self, of: str) -> float:
        return statistics.median(getattr(one, of) for one in self.rounds)


def spent(backend: int) -> Spent:
    served = int(Path(f"/proc/{backend}/schedstat").read_text().split()[0])
    return Spent(time.process_time_ns() / 1e6, served / 1e6)


def race(arms: Iterable[Arm], *, rounds: int, times: int, seed: int = 1) -> None:
    arms = list(arms)
    order = random.Random(seed)
    for arm in arms:
        for piece in arm.prepare(2):  # plans and caches are warm for all
            piece()
    gc.collect()
    gc.freeze()  # what was laid out is not looked through again in somebody's round
    for _ in range(rounds):
        for arm in order.sample(arms, len(arms)):
            arm.measure(times)


@dataclass(frozen=True)
class Ratio:
    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{self.median:5.1f} [{self.least:.1f}–{self.most:.1f}]"


def ratio(one: Arm, other: Arm, of: str = "both") -> Ratio:
    found = [
        getattr(mine, of) / getattr(its, of)
        for mine, its in zip(one.rounds, other.rounds, strict=True)
    ]
    return Ratio(statistics.median(found), min(found), max(found))


def spread(arm: Arm) -> float:
    """Of a control: how much the same work differed between rounds."""
    costs = [one.both for one in arm.rounds]
    return max(costs) / min(costs)


def statements_of(piece: Work) -> int:
    """All of them, BEGIN and COMMIT included."""
    with CaptureQueriesContext(connection) as seen:
        piece()
    return len(seen)


def backend_of(django_or_raw: Any) -> int:
    with django_or_raw.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid: int = cursor.fetchone()[0]
    return pid


# --- the floor: what the product says to the database, said by psycopg2 alone --------------------
class Raw:
    """Replays recorded statements on a connection of its own, one transaction each time."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg2.connect(url)
        self.backend = backend_of(self.connection)
        self.connection.commit()

    def replay(self, said: list[Statement]) -> None:
        with self.connection.cursor() as cursor:
            for sql, values in said:
                cursor.execute(sql, values)
                if cursor.description is not None:
                    cursor.fetchall()
        self.connection.commit()

    def arm(self, recordings: Callable[[int], list[list[Statement]]]) -> Arm:
        return Arm(
            "raw",
            lambda times: [partial(self.replay, said) for said in recordings(times)],
            self.backend,
        )


def recorded(pieces: Iterable[Work]) -> list[list[Statement]]:
    """What each of them says. It is taken back: what was said can still be said."""
    found = []
    with taken_back():
        for piece in pieces:
            with _recording() as said:
                piece()
            found.append(said)
    return found


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _recording() -> Iterator[list[Statement]]:
    said: list[Statement] = []

    def note(
        execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Mapping[str, Any]
    ) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE")):  # because of the taking back
            said.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        yield said
