"""An office on a grid is a grant below: written when it begins, withdrawn when it ends."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import RoleGrant, User
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, GRID_WORKER
from communities.models import Area, AreaScope, Binding, Resident
from core.exceptions import DomainError
from grids.actions.guards import refusing

STAFF = (COMMUNITY_STAFF, COMMUNITY_SECRETARY)
COLLEAGUES = (*STAFF, GRID_WORKER)


def give(
    role: str,
    user: User,
    area: Area,
    *,
    actor: User | None,
    reason: str,
    starts_on: date,
    ends_on: date | None = None,
    delegated_from: RoleGrant | None = None,
) -> RoleGrant:
    if not user.is_active:
        raise DomainError(_("这个账号已停用"), code="inactive_user")
    with refusing(
        grant_administrators_stand_apart=_("系统、安全、审计管理员不接触居民信息，不能兼任")
    ):
        grant = RoleGrant.objects.create(
            user=user,
            role=role,
            starts_on=starts_on,
            ends_on=ends_on,
            granted_by=actor,
            delegated_from=delegated_from,
            reason=reason,
        )
    AreaScope.objects.create(grant=grant, area=area)
    return grant


def withdraw(
    grant: RoleGrant | None, *, last_day: date, actor: User | None, reason: str = ""
) -> None:
    """It ends with that day; a day that is over ends it at once, and for good."""
    if grant is None or grant.revoked_at is not None:
        return
    if last_day >= timezone.localdate() and last_day >= grant.starts_on:
        grant.ends_on = last_day if grant.ends_on is None else min(last_day, grant.ends_on)
    else:
        grant.revoked_at, grant.revoked_by = timezone.now(), actor
        grant.revoke_reason = reason[:200]
    grant.save(update_fields=["ends_on", "revoked_at", "revoked_by", "revoke_reason"])


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
