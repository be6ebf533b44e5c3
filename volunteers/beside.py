"""What rooms above put on a volunteer's own pages: this room knows nothing of what they bring.

@brings_to_my_card
def tasks(viewer: Viewer, me: Volunteer) -> list[dict[str, Any]]: ...  # {template, context}

@brings_to_my_calendar
def due(me: Volunteer) -> list[Happening]: ...

@brings_thanks
def wishes(people: list[int]) -> list[Thanks]: ...  # accounts of those who did it
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.viewer import Viewer
from volunteers.models import Volunteer

THANKS = 20


@dataclass(frozen=True)
class Happening:
    """One line of a calendar: times and places, and never whose door it is."""

    uid: str
    kind: str
    title: str
    where: str
    starts_at: datetime
    ends_at: datetime
    path: str
    note: str = ""

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at)


@dataclass(frozen=True)
class Thanks:
    """Words that were released for others to read, and what they are for."""

    words: str
    what: str
    on: datetime


Bringer = Callable[[Viewer, Volunteer], list[dict[str, Any]]]
_bringers: list[Bringer] = []
_calendars: list[Callable[[Volunteer], list[Happening]]] = []
_thanks: list[Callable[[list[int]], list[Thanks]]] = []


def brings_to_my_card(bringer: Bringer) -> Bringer:
    _bringers.append(bringer)
    return bringer


def brings_to_my_calendar(
    bringer: Callable[[Volunteer], list[Happening]],
) -> Callable[[Volunteer], list[Happening]]:
    _calendars.append(bringer)
    return bringer


def brings_thanks(
    bringer: Callable[[list[int]], list[Thanks]],
) -> Callable[[list[int]], list[Thanks]]:
    _thanks.append(bringer)
    return bringer


def brought(viewer: Viewer, me: Volunteer) -> list[dict[str, Any]]:
    return [card for bring in _bringers for card in bring(viewer, me)]


def happenings(me: Volunteer) -> list[Happening]:
    return [each for bring in _calendars for each in bring(me)]


def thanks_to(people: list[int]) -> list[Thanks]:
    """Newest first."""
    found = [each for bring in _thanks for each in bring(people)] if people else []
    return sorted(found, key=lambda each: each.on, reverse=True)[:THANKS]
