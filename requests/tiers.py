"""The four tiers a matter can lie on: 小事不出格, 大事不出网, and who takes over above."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import (
    COMMUNITY_SECRETARY,
    COMMUNITY_STAFF,
    DISPATCHER,
    DISTRICT_OFFICIAL,
    GRID_WORKER,
    STREET_OFFICIAL,
    Reach,
)
from accounts.viewer import Viewer


class Tier(models.IntegerChoices):
    GRID = 1, _("网格")
    COMMUNITY = 2, _("社区")
    STREET = 3, _("街道")
    DISTRICT = 4, _("区县")


DESK = frozenset(
    {
        GRID_WORKER,
        COMMUNITY_STAFF,
        COMMUNITY_SECRETARY,
        DISPATCHER,
        STREET_OFFICIAL,
        DISTRICT_OFFICIAL,
    }
)
_OF_REACH = {
    Reach.GRID: Tier.GRID,
    Reach.COMMUNITY: Tier.COMMUNITY,
    Reach.STREET: Tier.STREET,
    Reach.DISTRICT: Tier.DISTRICT,
}


def enters(viewer: Viewer) -> bool:
    """Who writes down for somebody who called or came."""
    return tier_of(viewer) is not None and not viewer.sleeping and bool(viewer.community_ids)


def tier_of(viewer: Viewer) -> Tier | None:
    """On which tier somebody's desk stands; none for who has no desk for requests."""
    return _OF_REACH.get(viewer.role.reach) if viewer.role.code in DESK else None
