"""A household that the desk found by its smart code: what it came for is written down for it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities import by_code
from communities.by_code import Way, opens_with_code
from communities.models import Household
from requests.tiers import enters


@opens_with_code
def order(viewer: Viewer, household: Household) -> list[Way]:
    """On the page on which the desk writes down for anybody, with the household known."""
    if not enters(viewer) or household.community_id not in viewer.community_ids:
        return []
    said = by_code.ticket(viewer, household)
    if not said:  # its code has ended
        return []
    return [Way(_("替这一户登记诉求"), f"{reverse('requests:enter')}?household={said}", "edit")]


def known_to(viewer: Viewer, said: str) -> Household | None:
    """Of one's own place, as long as the ticket holds: else one writes down as for anybody."""
    household = by_code.opened(viewer, said) if said else None
    if household is None or household.community_id not in viewer.community_ids:
        return None
    return household
