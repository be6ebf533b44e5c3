"""At the door of an activity: who leads it signs in one of a household whose code he read."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from activities.queries import door
from communities import by_code
from communities.by_code import Way, opens_with_code, reads_codes
from communities.models import Household


@opens_with_code
def doors(viewer: Viewer, household: Household) -> list[Way]:
    """Those that are open now, to his own people and to who was asked."""
    rows = [row for row in door.open_to(viewer) if household.community_id in row.sides]
    said = by_code.ticket(viewer, household) if rows else ""
    if not said:  # nothing is open, or the code has ended: its page still stands at the desk
        return []
    return [
        Way(
            _("签到：{name}").format(name=row.heading),
            reverse("activities:household", args=[row.pk, said]),
            "check",
        )
        for row in rows
    ]


@reads_codes
def leads_today(viewer: Viewer) -> set[int]:
    return door.places_led(viewer)
