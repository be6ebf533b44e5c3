"""What an organisation has grown into above this room: the rooms there tell it.

    @tells_offspring
    def teams(viewer, organization): yield Grown(team.title, url, "志愿队伍")

The page of a graduate of an incubation base reads it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.viewer import Viewer
from organizations.models import Organization


@dataclass(frozen=True)
class Grown:
    title: str
    url: str
    """Empty where this viewer has no page of it."""
    kind: str


Teller = Callable[[Viewer, Organization], Iterable[Grown]]
_tellers: list[Teller] = []


def tells_offspring(teller: Teller) -> Teller:
    _tellers.append(teller)
    return teller


def grown_from(viewer: Viewer, organization: Organization) -> list[Grown]:
    return [one for teller in _tellers for one in teller(viewer, organization)]
