"""What rooms above put on a volunteer's own page: this room knows nothing of what they bring.

@brings_to_my_card
def tasks(viewer: Viewer) -> list[dict[str, Any]]: ...  # {template, context}
"""

from collections.abc import Callable
from typing import Any

from accounts.viewer import Viewer
from volunteers.models import Volunteer

Bringer = Callable[[Viewer, Volunteer], list[dict[str, Any]]]
_bringers: list[Bringer] = []


def brings_to_my_card(bringer: Bringer) -> Bringer:
    _bringers.append(bringer)
    return bringer


def brought(viewer: Viewer, me: Volunteer) -> list[dict[str, Any]]:
    return [card for bring in _bringers for card in bring(viewer, me)]
