"""From a signed-in account to a Viewer: its grants in force, the active one, the places reached."""

from collections.abc import Callable, Iterable
from typing import cast

from django.db.models import FilteredRelation, Q, Value
from django.utils.functional import SimpleLazyObject

from accounts.models import RoleGrant, User
from accounts.roles import RESIDENT, ROLES, Reach
from accounts.viewer import ANONYMOUS, AS_RESIDENT, Viewer
from communities.actions.bindings import lapse_if_silent
from communities.models import Area, AreaScope, Authority, Binding, Resident
from core import scope
from core.reference import kept

OfficeFinder = Callable[[RoleGrant], Iterable[int]]
_offices: list[OfficeFinder] = []


def finds_organizations(finder: OfficeFinder) -> OfficeFinder:
    """The room above tells which organisations a grant speaks for."""
    _offices.append(finder)
    return finder


def enter_as(
    user: User | None, *, active: str = "", has_mfa: Callable[[User], bool] = lambda user: False
) -> Viewer:
    """Make the viewer and narrow the open scope to what he reaches.

    `active` is the session's choice: a grant's id, or AS_RESIDENT; else the first grant.
    `has_mfa` is asked only where a role needs a second factor.
    """
    if user is None or not user.is_active:
        return ANONYMOUS
    lapse_if_silent(user)
    grants = _grants_of(user)
    grant = _choose(grants, active)
    if grant is None:
        return _as_resident(user, grants)
    awake = not grant.definition.needs_mfa or has_mfa(user)
    return _in_role(user, grant, grants, sleeping=not awake)


def _grants_of(user: User) -> tuple[RoleGrant, ...]:
    """With their places: one statement, asked at every request."""
    rows = (
        RoleGrant.objects.in_force()
        .filter(user=user)
        .annotate(place=FilteredRelation("area_scopes"))
        .select_related("place__area")  # type: ignore[misc]
        .order_by("pk", "place__pk")
    )
    grants: dict[int, RoleGrant] = {}
    places: dict[int, list[AreaScope]] = {}
    for row in rows:
        grants.setdefault(row.pk, row)
        places.setdefault(row.pk, []).extend([row.place] if hasattr(row, "place") else [])
    for pk, grant in grants.items():
        known = grant.area_scopes.all()
        known._result_cache = places[pk]
        grant._prefetched_objects_cache = {"area_scopes": known}  # type: ignore[attr-defined]
    return tuple(grants.values())


def _choose(grants: Iterable[RoleGrant], active: str) -> RoleGrant | None:
    if active == AS_RESIDENT:
        return None
    by_id = {str(grant.pk): grant for grant in grants}
    return by_id.get(active) or next(iter(by_id.values()), None)


def _as_resident(user: User, grants: tuple[RoleGrant, ...]) -> Viewer:
    bound = Binding.objects.standing().filter(user=user)
    acting = Authority.objects.in_force().filter(user=user)
    rows = list(
        bound.values_list("resident_id", "community_id", Value(True)).union(
            acting.values_list("resident_id", "community_id", Value(False)), all=True
        )
    )
    communities = tuple(sorted({community for _, community, _ in rows}))
    own = frozenset(resident for resident, _, is_own in rows if is_own)
    scope.declare(communities, user_id=user.pk)
    return Viewer(
        user=user,
        role=ROLES[RESIDENT],
        grants=grants,
        community_ids=communities,
        resident_ids=own,
        household_ids=cast("frozenset[int]", SimpleLazyObject(lambda: _households_of(own))),
        acts_for=frozenset(resident for resident, _, is_own in rows if not is_own),
    )


def _households_of(resident_ids: frozenset[int]) -> frozenset[int]:
    if not resident_ids:
        return frozenset()
    households = Resident.objects.filter(pk__in=resident_ids, household__isnull=False)
    return frozenset(households.values_list("household_id", flat=True))


def _in_role(
    user: User, grant: RoleGrant, grants: tuple[RoleGrant, ...], *, sleeping: bool
) -> Viewer:
    role = grant.definition
    if role.reach.is_office:
        return _in_office(user, grant, grants, sleeping=sleeping)
    areas = [scope.area for scope in grant.area_scopes.all()]
    below = _below(areas) if role.reach in {Reach.GRID, Reach.STREET, Reach.DISTRICT} else ()
    communities = {area.community_id for area in areas if area.community_id}
    communities |= {pk for pk, community_id in below if pk == community_id}
    reached = () if sleeping else tuple(sorted(communities))
    # a street has rows of its own, too (lists its officials brought in); a grid has none
    higher = () if sleeping or role.reach == Reach.GRID else (area.pk for area in areas)
    scope.declare({*reached, *higher}, user_id=user.pk)
    return Viewer(
        user=user,
        role=role,
        grant_id=grant.pk,
        grants=grants,
        area_ids=frozenset(area.pk for area in areas),
        community_ids=reached,
        grid_ids=frozenset(pk for pk, _ in below) if role.reach == Reach.GRID else frozenset(),
        sleeping=sleeping,
    )


def _in_office(
    user: User, grant: RoleGrant, grants: tuple[RoleGrant, ...], *, sleeping: bool
) -> Viewer:
    """An office reaches what is addressed to it, and no place: not even the one it stands in."""
    held = grant.delegated_from or grant  # a lent office is the lender's
    departments, organizations = frozenset[int](), frozenset[int]()
    if not sleeping:
        departments = frozenset(held.department_scopes.values_list("department_id", flat=True))
        organizations = frozenset(pk for find in _offices for pk in find(held))
    scope.declare((), user_id=user.pk, organizations=organizations, departments=departments)
    return Viewer(
        user=user,
        role=grant.definition,
        grant_id=grant.pk,
        grants=grants,
        area_ids=frozenset(scope.area_id for scope in grant.area_scopes.all()),
        department_ids=departments,
        organization_ids=organizations,
        sleeping=sleeping,
    )


def _below(areas: list[Area]) -> tuple[tuple[int, int | None], ...]:
    """The areas and all under them, as (id, community)."""
    paths = tuple(sorted(area.path for area in areas))
    return _under(paths, all(area.community_id is None for area in areas)) if areas else ()


@kept
def _under(paths: tuple[str, ...], only_communities: bool) -> tuple[tuple[int, int | None], ...]:
    prefixes = Q()
    for path in paths:
        prefixes |= Q(path__startswith=path)
    rows = Area.objects.filter(prefixes, is_active=True)
    if only_communities:
        rows = rows.communities()
    return tuple(rows.values_list("pk", "community_id"))
