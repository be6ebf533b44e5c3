"""Who keeps a request from its first second: always one, and somebody who works there."""

from typing import Any

from django.db.models import (
    Case,
    F,
    IntegerField,
    QuerySet,
    Value,
    When,
)
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
from grids.queries import worker_of
from requests.tiers import Tier

HOLDERS = {
    Tier.COMMUNITY: (COMMUNITY_SECRETARY, COMMUNITY_STAFF),
    Tier.STREET: (DISPATCHER, STREET_OFFICIAL),
    Tier.DISTRICT: (DISTRICT_OFFICIAL,),
}
AWAY = -1
"""The rank of those who keep away."""


def first_keeper(
    community: Area, grid: Area | None, level: Tier, *, without: "QuerySet[User] | None" = None
) -> User:
    """The account of `keeper_id`."""
    return User.objects.get(pk=keeper_id(community, grid, level, without=without))


def keeper_id(
    community: Area, grid: Area | None, level: Tier, *, without: "QuerySet[User] | None" = None
) -> int:
    """From the tier it lies on upwards until somebody is there; `without`: who keeps away.

    One statement: the worker of the grid, who catches its work in the community, who holds an
    office there, in the street, in the district, and, of a rank of their own, who keeps away.
    """
    ways: list[QuerySet[Any]] = [_holders(community, [tier for tier in HOLDERS if tier >= level])]
    if level == Tier.GRID and grid is not None:
        ways.append(worker_of(grid).annotate(**_at(0)))
    if level <= Tier.COMMUNITY:
        officers = DutyOfficer.objects.serving().filter(community=community)
        ways.append(User.objects.filter(pk__in=officers.values("user")).annotate(**_at(1)))
    if without is not None:
        ways.append(without.annotate(**_at(AWAY)))
    first, *others = (way.values_list("rank", "since", "pk") for way in ways)
    found: list[tuple[int, int, int]] = list(first.union(*others, all=True))
    away = {pk for rank, _since, pk in found if rank == AWAY}
    there = [(rank, since, pk) for rank, since, pk in found if pk not in away]
    if not there:
        raise DomainError(
            _("这里还没有人值守，请直接打社区电话；这件事没有登记上"), code="nobody_there"
        )
    return min(there)[-1]


def _at(rank: int) -> dict[str, Value]:
    return {"rank": Value(rank), "since": Value(0)}


def _holders(community: Area, tiers: list[Tier]) -> QuerySet[User]:
    """Whoever holds an office of these tiers over the place, in the order of the offices."""
    roles = [role for tier in tiers for role in HOLDERS[tier]]
    grants = RoleGrant.objects.in_force().filter(
        role__in=roles, area_scopes__area__in=community.ancestor_ids
    )
    rank = Case(
        *(When(grants__role=role, then=Value(n)) for n, role in enumerate(roles, 2)),
        output_field=IntegerField(),
    )
    # rank and since read the join of this filter: the grant that let him in
    holding = User.objects.filter(is_active=True, grants__in=grants)
    return holding.annotate(rank=rank, since=F("grants__pk"))
