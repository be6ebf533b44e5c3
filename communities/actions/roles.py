"""Who holds which role where: the grant (accounts) and its places, written together.

`give` writes; `appoint`, `dismiss`, `delegate`, `leave_post` ask first whether somebody may.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import grants, leaving
from accounts.models import RoleGrant, User
from accounts.roles import ROLES, Reach
from accounts.viewer import Viewer
from communities.levels import LEVELS
from communities.models import Area, AreaScope
from core.exceptions import DomainError
from core.memo import once


@transaction.atomic
def give(
    role: str,
    person: User,
    areas: Iterable[Area],
    *,
    actor: User | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    reason: str = "",
) -> RoleGrant:
    """For the platform itself and for actions that have asked already."""
    places = list(areas)
    _fits(role, places)
    grant = grants.grant_role(
        role, person, actor=actor, starts_on=starts_on, ends_on=ends_on, reason=reason
    )
    _place(grant, places)
    return grant


@transaction.atomic
def appoint(
    role: str,
    person: User,
    area: Area | None,
    *,
    by: Viewer,
    starts_on: date | None = None,
    ends_on: date | None = None,
    reason: str = "",
) -> RoleGrant:
    """Somebody with the right to give this role gives it, inside his own places, to another."""
    if ROLES[role].reach.is_office:
        raise DomainError(_("请到部门或机构的页面上任命"), field="role")
    places = [area] if area else []
    _may_give(role, places, by)
    if person == by.user:
        raise DomainError(_("不能任命自己"), code="oneself")
    return give(
        role, person, places, actor=by.user, starts_on=starts_on, ends_on=ends_on, reason=reason
    )


@transaction.atomic
def dismiss(grant: RoleGrant, *, by: Viewer, reason: str, last_day: date | None = None) -> None:
    """Take a role back at once, whatever is open: for the case that cannot wait.

    Who leaves in peace goes by `leave_post`.
    """
    _may_give(grant.role, places_of(grant), by)
    if not reason.strip():
        raise DomainError(_("请写收回的原因"), field="reason")
    grants.revoke_role(grant, actor=by.user, reason=reason, last_day=last_day)


@transaction.atomic
def delegate(
    grant: RoleGrant,
    deputy: User,
    *,
    by: Viewer,
    starts_on: date,
    ends_on: date,
    reason: str,
    areas: Iterable[Area] | None = None,
) -> RoleGrant:
    """Lend a role during an absence: all of its places, or some of them, never another one."""
    own = places_of(grant)
    actor = _may_arrange(grant, own, by)
    places = own if areas is None else list(areas)
    if any(not _inside(place, own) for place in places) or (own and not places):
        raise DomainError(_("只能委托自己管的地方"), field="areas")
    if own and not works_in(deputy, own, grant):
        raise DomainError(_("代班的人要在同一个地方工作，不能是机构或部门的人"), field="deputy")
    lent = grants.delegate_role(
        grant, deputy, starts_on=starts_on, ends_on=ends_on, actor=actor, reason=reason
    )
    _place(lent, places)
    return lent


@transaction.atomic
def take_back(lent: RoleGrant, *, by: Viewer, reason: str = "") -> None:
    """Back earlier than thought: the lender, the deputy or their superior ends it."""
    original = lent.delegated_from
    if original is None:
        raise DomainError(_("这不是代理的身份"), code="not_lent")
    if by.user_id != lent.user_id:
        _may_arrange(original, places_of(original), by)
    grants.revoke_role(lent, actor=by.user, reason=reason or _("提前收回代理"))


@transaction.atomic
def leave_post(
    grant: RoleGrant,
    successor: User | None,
    *,
    by: Viewer,
    reason: str,
    last_day: date | None = None,
) -> None:
    """Everything open goes to the successor, who must work in the same place; then it ends."""
    own = places_of(grant)
    actor = _may_arrange(grant, own, by)
    if successor is not None and own and not works_in(successor, own, grant):
        raise DomainError(_("接手的人要在同一个地方工作"), field="successor")
    leaving.leave_post(grant, successor, actor=actor, reason=reason, last_day=last_day)


def places_of(grant: RoleGrant) -> list[Area]:
    return list(Area.objects.filter(scopes__grant=grant).order_by("pk"))


def works_in(person: User, places: Iterable[Area], grant: RoleGrant) -> bool:
    """Holds a role of the kind in one of the places, in the same community, or over it."""
    held = RoleGrant.objects.in_force().filter(
        user=person, role__in=ROLES[grant.role].stood_in_for_by
    )
    theirs = Area.objects.filter(scopes__grant__in=held).distinct()
    return any(
        _inside(place, [area])
        or _inside(area, [place])
        or (place.community_id is not None and place.community_id == area.community_id)
        for place in places
        for area in theirs
    )


def may_give(role: str, places: Iterable[Area], by: Viewer) -> bool:
    if by.sleeping or not by.is_staff or role not in by.role.grants:
        return False
    if by.role.reach == Reach.PLATFORM:
        return True
    own = _places_held(by)
    places = list(places)
    return bool(places) and all(_inside(place, own) for place in places)


@once
def _places_held(viewer: Viewer) -> list[Area]:
    return list(Area.objects.filter(pk__in=viewer.area_ids))


def _may_give(role: str, places: list[Area], by: Viewer) -> None:
    if not may_give(role, places, by):
        raise DomainError(_("这个身份不归您任免，或不在您管的地方"), code="not_allowed")


def _may_arrange(grant: RoleGrant, places: list[Area], by: Viewer) -> User:
    own = grant.user_id == by.user_id
    if by.user is None or by.sleeping or not (own or may_give(grant.role, places, by)):
        raise DomainError(_("这个身份不归您安排"), code="not_allowed")
    return by.user


def _fits(role: str, places: list[Area]) -> None:
    levels = LEVELS.get(ROLES[role].reach, frozenset())
    if levels and not places:
        raise DomainError(_("请选管哪个地方"), field="area")
    if any(place.level not in levels or not place.is_active for place in places):
        raise DomainError(
            _("“{role}”不能管这一级，请另选地方").format(role=ROLES[role].name), field="area"
        )


def _inside(place: Area, own: Iterable[Area]) -> bool:
    return any(place.path.startswith(area.path) for area in own)


def _place(grant: RoleGrant, places: list[Area]) -> None:
    AreaScope.objects.bulk_create(AreaScope(grant=grant, area=place) for place in places)
