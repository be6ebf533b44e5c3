"""Races are made, not hoped for.

    meeting = meet_inside(monkeypatch, actions, "_move")          # inside the critical section
    outcomes = together(lambda: assign(...), lambda: assign(...))
    assert not meeting.happened          # with the lock they cannot meet …

and the control, with the lock switched off, asserts `meeting.happened`. Such tests are marked
`django_db(transaction=True)`: each thread commits for real, in its own connection and scope.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import close_old_connections, connections

from core import scope
from tests import databases


@dataclass(frozen=True)
class Outcome:
    value: Any = None
    error: BaseException | None = None


def together(
    *works: Callable[[], Any],
    communities: Iterable[int] | str | None = scope.EVERYTHING,
    patience: float = 30,
) -> list[Outcome]:
    """Run each work in its own thread, all let go at the same moment.

    `communities=None` leaves the scope to the work itself (pages and tasks enter their own).
    """
    start = threading.Barrier(len(works), timeout=patience)
    outcomes = [Outcome(error=TimeoutError("the thread did not end")) for _ in works]

    def run(place: int, work: Callable[[], Any]) -> None:
        close_old_connections()
        try:
            connections["default"].ensure_connection()  # a slow start must not look like a lock
            start.wait()
            if communities is None:
                outcomes[place] = Outcome(work())
            else:
                with scope.entered(communities):
                    value = work()
                outcomes[place] = Outcome(value)
        except BaseException as error:
            outcomes[place] = Outcome(error=error)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(place, work), daemon=True)
        for place, work in enumerate(works)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(patience)
    return outcomes


class Meeting:
    """Callers wait for each other here, but not for ever: a lock keeps the others away."""

    def __init__(self, parties: int, wait: float) -> None:
        self._barrier = threading.Barrier(parties, timeout=wait)
        self._parties, self._guard = parties, threading.Lock()
        self.arrived = 0
        self.happened = False

    def attend(self) -> None:
        with self._guard:
            self.arrived += 1
            late = self.arrived > self._parties
        if late:
            return
        try:
            self._barrier.wait()
        except threading.BrokenBarrierError:
            return
        self.happened = True


def meet_inside(
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    name: str,
    *,
    parties: int = 2,
    wait: float = 0.8,
    after: bool = False,
    meeting: Meeting | None = None,
) -> Meeting:
    """Everybody who calls `owner.name` first waits for the others, up to `wait` seconds.

    `after`: they wait when it has answered. For a read that decides: without the lock each has
    seen the same when they part, whoever is the faster to write. `meeting`: whose last read is
    another one comes to the same meeting.
    """
    meeting = meeting or Meeting(parties, wait)
    original = getattr(owner, name)

    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if not after:
            meeting.attend()
        answer = original(*args, **kwargs)
        if after:
            meeting.attend()
        return answer

    monkeypatch.setattr(owner, name, wrapper)
    return meeting


def drop_index(name: str) -> None:
    """The guard of the database off, for a control: in this test's own clone; the next test gets
    a fresh one."""
    parts = databases.urlsplit(databases.OWNER_URL)
    url = parts._replace(path=f"/{connections['default'].settings_dict['NAME']}").geturl()
    owner = databases.psycopg2.connect(url)
    owner.autocommit = True
    with owner.cursor() as cursor:
        cursor.execute(f"DROP INDEX {name}")
    owner.close()
