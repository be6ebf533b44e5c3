"""Who keeps a request from its first second: always one, and somebody who works there."""

from django.utils.translation import gettext as _

from accounts.models import RoleGrant, User
from accounts.roles import (
    COMMUNITY_SECRETARY,
    COMMUNITY_STAFF,
    DISPATCHER,
    DISTRICT_OFFICIAL,
    STREET_OFFICIAL,
)
from communities.models import Area
from core.exceptions import DomainError
from grids.models import DutyOfficer
from grids.queries import responsible_for
from requests.tiers import Tier

HOLDERS = {
    Tier.COMMUNITY: (COMMUNITY_SECRETARY, COMMUNITY_STAFF),
    Tier.STREET: (DISPATCHER, STREET_OFFICIAL),
    Tier.DISTRICT: (DISTRICT_OFFICIAL,),
}


def first_keeper(community: Area, grid: Area | None, level: Tier) -> User:
    """From the tier it lies on upwards until somebody is there."""
    if level == Tier.GRID and grid is not None:
        user = responsible_for(grid).user
        if user is not None:
            return user
    for tier in (Tier.COMMUNITY, Tier.STREET, Tier.DISTRICT):
        if tier >= level:
            user = _at(tier, community)
            if user is not None:
                return user
    raise DomainError(
        _("这里还没有人值守，请直接打社区电话；这件事没有登记上"), code="nobody_there"
    )


def _at(tier: Tier, community: Area) -> User | None:
    if tier == Tier.COMMUNITY:
        officer = (
            DutyOfficer.objects.serving().filter(community=community).select_related("user").first()
        )
        if officer is not None:
            return officer.user
    for role in HOLDERS[tier]:
        grant = (
            RoleGrant.objects.in_force()
            .filter(role=role, user__is_active=True, area_scopes__area__in=community.ancestor_ids)
            .select_related("user")
            .order_by("pk")
            .first()
        )
        if grant is not None:
            return grant.user
    return None
