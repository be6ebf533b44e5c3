"""What there is to do, on a volunteer's own page: the rooms below it do not know of each other."""

from typing import Any

from accounts.viewer import Viewer
from requests.queries import beside_volunteers, tasks
from volunteers.beside import brings_thanks, brings_to_my_calendar, brings_to_my_card
from volunteers.models import Volunteer
from volunteers.reached import tells_reached
from volunteers.workflow import VolunteerStatus


@brings_to_my_card
def calls(viewer: Viewer, me: Volunteer) -> list[dict[str, Any]]:
    """How many ask for him, and how many he has taken: the board itself is one tap away. Who
    waits to be accepted has nothing to do yet."""
    in_short = tasks.in_short(viewer)
    if me.status != VolunteerStatus.ACTIVE and not any(in_short.values()):
        return []
    return [{"template": "requests/_panel_tasks.html", "context": in_short}]


brings_to_my_calendar(beside_volunteers.due)
brings_thanks(beside_volunteers.thanks_to)
tells_reached(beside_volunteers.reached)
