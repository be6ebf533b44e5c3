"""Who keeps a request from its first second: always one, and somebody who works there."""

from django.db.models import Q
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


def first_keeper(
    community: Area, grid: Area | None, level: Tier, *, without: Q | None = None
) -> User:
    """From the tier it lies on upwards until somebody is there; `without`: who keeps away."""
    if level == Tier.GRID and grid is not None:
        user = responsible_for(grid).user
        if user is not None and not _is_away(user, without):
            return user
    for tier in (Tier.COMMUNITY, Tier.STREET, Tier.DISTRICT):
        if tier >= level:
            user = _at(tier, community, without)
            if user is not None:
                return user
    raise DomainError(
        _("这里还没有人值守，请直接打社区电话；这件事没有登记上"), code="nobody_there"
    )


def _is_away(user: User, without: Q | None) -> bool:
    return without is not None and User.objects.filter(without, pk=user.pk).exists()


def _at(tier: Tier, community: Area, without: Q | None) -> User | None:
    away = User.objects.filter(without) if without is not None else User.objects.none()
    if tier == Tier.COMMUNITY:
        officer = (
            DutyOfficer.objects.serving()
            .filter(community=community)
            .exclude(user__in=away)
            .select_related("user")
            .first()
        )
        if officer is not None:
            return officer.user
    for role in HOLDERS[tier]:
        grant = (
            RoleGrant.objects.in_force()
            .filter(role=role, user__is_active=True, area_scopes__area__in=community.ancestor_ids)
            .exclude(user__in=away)
            .select_related("user")
            .order_by("pk")
            .first()
        )
        if grant is not None:
            return grant.user
    return None
