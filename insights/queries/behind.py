"""The list behind a number: the orders that wait, as far as the viewer's own desk shows them. A
street and a district find there what was passed up to them, and of the rest the number only."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from requests.tiers import Tier, tier_of

TABS = {
    "orders_waiting": "sort",
    "orders_pooled": "send",
    "orders_open": "run",
    "orders_disputed": "ask",
}


def list_behind(viewer: Viewer, code: str) -> str:
    """The address; none where there is no list, or none for this viewer."""
    if code not in TABS or not viewer.is_staff or viewer.sleeping or tier_of(viewer) is None:
        return ""
    return f"{reverse('requests:queue')}?tab={TABS[code]}"


def what_it_lists(viewer: Viewer) -> str:
    """Before somebody above the community follows the way: the list is shorter than the number."""
    if tier_of(viewer) not in {Tier.STREET, Tier.DISTRICT}:
        return ""
    return _("名单里只有报到您这一级的，写着在哪个网格；其余的在下面办，这里只有数。")
