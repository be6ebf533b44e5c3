"""What there is to do, on a volunteer's own page: the rooms below it do not know of each other."""

from typing import Any

from accounts.viewer import Viewer
from requests.queries import tasks
from volunteers.beside import brings_to_my_card


@brings_to_my_card
def calls(viewer: Viewer) -> list[dict[str, Any]]:
    """How many ask for him, and how many he has taken: the board itself is one tap away."""
    in_short = tasks.in_short(viewer)
    return [{"template": "doors/_card_tasks.html", "context": in_short}]
