"""Who speaks for an organisation: the grant, its place and its organisation, written together.

Whether the actor may appoint is decided where the page is fetched: who is over the place appoints
(communities.actions.roles.may_give), never the organisation itself.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import grants
from accounts.models import RoleGrant, User
from accounts.roles import ORG_MANAGER
from communities.actions import roles
from core import messaging
from core.exceptions import DomainError
from organizations.actions.guards import lock
from organizations.history import note, tell
from organizations.models import Organization, OrganizationScope
from organizations.workflow import Status


@transaction.atomic
def appoint_manager(
    organization: Organization, *, user: User, actor: User | None, reason: str = ""
) -> OrganizationScope:
    fresh = lock(organization)
    if fresh.status != Status.ACTIVE:
        raise DomainError(_("在册的组织才能定负责人"), code="not_active")
    if actor is not None and user.pk == actor.pk:
        raise DomainError(_("不能任命自己"), code="oneself")
    if fresh.scopes.in_force().filter(grant__user=user).exists():
        raise DomainError(_("他已经是负责人了"), code="already", field="phone")
    grant = roles.give(ORG_MANAGER, user, [fresh.area], actor=actor, reason=reason)
    scope = OrganizationScope.objects.create(grant=grant, organization=fresh)
    note("manager_appointed", fresh, actor=actor, obj=grant)
    tell("manager_appointed", fresh, grant_id=grant.pk, user_id=user.pk)
    messaging.send(
        "organizations.manager_appointed",
        to_user=user,
        scope=fresh.community_id,
        context={"name": fresh.name, "name_en": fresh.name_en or fresh.name},
        dedup_key=f"organizations.manager_appointed:{grant.pk}",
        link=f"/desk/organizations/{fresh.pk}/",
    )
    return scope


@transaction.atomic
def dismiss_manager(scope: OrganizationScope, *, reason: str, actor: User | None) -> None:
    """At once. What he lent to a deputy ends with it."""
    fresh = lock(scope.organization)
    if not reason.strip():
        raise DomainError(_("请写一句原因"), field="reason")
    _dismiss(fresh, scope.grant, reason, actor)


def dismiss_all(organization: Organization, *, reason: str, actor: User | None) -> None:
    """Inside the action that closes it, under its lock."""
    for scope in organization.scopes.in_force().select_related("grant__user"):
        _dismiss(organization, scope.grant, reason, actor)


def _dismiss(organization: Organization, grant: RoleGrant, reason: str, actor: User | None) -> None:
    if grant.revoked_at is not None:
        return
    grants.revoke_role(grant, actor=actor, reason=reason[:200])
    note("manager_dismissed", organization, actor=actor, obj=grant)
    tell("manager_dismissed", organization, grant_id=grant.pk, user_id=grant.user_id)
