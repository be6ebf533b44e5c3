"""Where a room above says what came of a meal that did not arrive: its look-in, with its clock."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.viewer import Viewer


@dataclass(frozen=True)
class Check:
    """One look-in, as the page of the programme shows it."""

    number: str
    state: str
    url: str
    due_at: datetime | None
    is_over: bool


Shows = Callable[[Viewer, Iterable[int]], dict[int, Check]]
_shows: list[Shows] = []


def shows_checks(show: Shows) -> Shows:
    """For who knows them: by the numbers of the meals, as far as this viewer may see."""
    _shows.append(show)
    return show


def checks_of(viewer: Viewer, meals: Iterable[int]) -> dict[int, Check]:
    wanted, found = list(meals), dict[int, Check]()
    for show in _shows:
        found |= show(viewer, wanted)
    return found
