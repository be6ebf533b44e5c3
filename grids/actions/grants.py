"""An office on a grid is a grant below: written when it begins, withdrawn when it ends."""

from datetime import date

from accounts.actions import grants
from accounts.models import RoleGrant, User
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, GRID_WORKER
from communities.actions import roles
from communities.models import Area, AreaScope, Binding, Resident

STAFF = (COMMUNITY_STAFF, COMMUNITY_SECRETARY)
COLLEAGUES = (*STAFF, GRID_WORKER)


def give(
    role: str, person: User, area: Area, *, actor: User | None, reason: str, starts_on: date
) -> RoleGrant:
    return roles.give(role, person, [area], actor=actor, reason=reason, starts_on=starts_on)


def lend(
    grant: RoleGrant,
    person: User,
    area: Area,
    *,
    actor: User | None,
    reason: str,
    starts_on: date,
    ends_on: date,
) -> RoleGrant:
    """Whether he may stand in is decided by the absence; a long illness may last, too."""
    lent = grants.grant_role(
        grant.role,
        person,
        actor=actor,
        reason=reason,
        starts_on=starts_on,
        ends_on=ends_on,
        delegated_from=grant,
    )
    AreaScope.objects.create(grant=lent, area=area)
    return lent


def withdraw(
    grant: RoleGrant | None, *, last_day: date, actor: User | None, reason: str = ""
) -> None:
    """It ends with that day; a day that is over ends it at once, and for good."""
    if grant is not None:
        grants.revoke_role(grant, actor=actor, reason=reason[:200], last_day=last_day)


def account_of(resident: Resident) -> User | None:
    """An elder without a phone has none, and serves all the same."""
    binding = (
        Binding.objects.filter(resident=resident, ended_at__isnull=True)
        .select_related("user")
        .first()
    )
    return binding.user if binding else None


def is_colleague(user: User, community: Area, *, roles: tuple[str, ...] = COLLEAGUES) -> bool:
    """Holds one of these roles in the community today."""
    return (
        RoleGrant.objects.in_force()
        .filter(user=user, role__in=roles, area_scopes__area__community=community)
        .exists()
    )
