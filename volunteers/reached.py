"""Whom the five societies have served, line by line: a room above adds its own.

@tells_reached
def orders(viewer: Viewer, year: int) -> Line: ...
"""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.viewer import Viewer


@dataclass(frozen=True)
class Line:
    """人 and 人次 of one kind in a year; the people of two lines may be the same ones."""

    name: str
    times: int
    """So many activities, shifts, orders."""
    people: int
    visits: int
    url: str
    at_most: bool = False
    """Counted anew each time, without knowing who it was: somebody may be in it twice."""


Teller = Callable[[Viewer, int], Line]
_tellers: list[Teller] = []


def tells_reached(teller: Teller) -> Teller:
    _tellers.append(teller)
    return teller


def told(viewer: Viewer, year: int) -> list[Line]:
    return [tell(viewer, year) for tell in _tellers]
