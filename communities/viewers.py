"""From a signed-in account to a Viewer: its grants in force, the active one, the places reached."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.functional import SimpleLazyObject

from accounts.models import RoleGrant, User
from accounts.models.grants import in_force
from accounts.roles import RESIDENT, ROLES, Reach
from accounts.viewer import ANONYMOUS, AS_RESIDENT, Viewer
from communities.actions.bindings import lapse_if_silent
from communities.models import Area, AreaScope, Authority, Binding, Resident
from core import scope
from core.brought import brought
from core.reference import kept

OfficeFinder = Callable[[RoleGrant], Iterable[int]]
_offices: list[OfficeFinder] = []


def finds_organizations(finder: OfficeFinder) -> OfficeFinder:
    """The room above tells which organisations a grant speaks for."""
    _offices.append(finder)
    return finder


@dataclass(frozen=True)
class Standing:
    """What an account holds today: asked of the database at every request, never kept."""

    grants: tuple[RoleGrant, ...]
    """With their places."""
    bound: tuple[tuple[int, int], ...]
    """(resident, community) of its own bindings."""
    acting: tuple[tuple[int, int], ...]
    """The same of those who let it act for them."""


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Brings the account of a session with its standing: one statement for both."""

    def get_user(self, user_id: int) -> User | None:
        user = _arriving(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None


def enter_as(
    user: User | None, *, active: str = "", has_mfa: Callable[[User], bool] = lambda user: False
) -> Viewer:
    """Make the viewer and narrow the open scope to what he reaches.

    `active` is the session's choice: a grant's id, or AS_RESIDENT; else the first grant.
    `has_mfa` is asked only where a role needs a second factor.
    """
    if user is None or not user.is_active:
        return ANONYMOUS
    lapsed = lapse_if_silent(user)
    standing = _standing_of(user, anew=bool(lapsed))
    grant = _choose(standing.grants, active)
    if grant is None:
        return _as_resident(user, standing)
    awake = not grant.definition.needs_mfa or has_mfa(user)
    return _in_role(user, grant, standing.grants, sleeping=not awake)


def _standing_of(user: User, *, anew: bool) -> Standing:
    """As it came with the account, where `Backend` brought it."""
    brought = None if anew else getattr(user, "standing", None)
    return cast("Standing", brought or getattr(_arriving(user.pk), "standing"))  # noqa: B009


def _arriving(user_id: int) -> User | None:
    """The account with its standing. A row for each grant, and one where it has none."""
    places = AreaScope.objects.filter(grant=OuterRef("held__pk")).order_by("pk")
    bound = Binding.objects.standing().filter(user=OuterRef("pk"))
    acting = Authority.objects.in_force().filter(user=OuterRef("pk"))
    rows: list[Any] = list(
        User.objects.filter(pk=user_id)
        .annotate(
            held=FilteredRelation("grants", condition=in_force(at="grants__")),
            places=ArraySubquery(places.values(one=JSONObject(pk="pk", area_id="area_id"))),
            bound=_people(bound),
            acting=_people(acting),
        )
        .select_related("held")  # type: ignore[misc]
        .order_by("held__pk")
    )
    if not rows:
        return None
    user = cast("User", rows[0])
    grants = tuple(_with_places(row.held, row.places) for row in rows if hasattr(row, "held"))
    for grant in grants:
        grant.user = user
    bound_to, acts_for = (
        tuple((one["resident"], one["community"]) for one in found)
        for found in (rows[0].bound, rows[0].acting)
    )
    rows[0].standing = Standing(grants, bound_to, acts_for)
    return user


def _people(rows: "QuerySet[Any]") -> ArraySubquery:
    return ArraySubquery(
        rows.order_by("pk").values(one=JSONObject(resident="resident_id", community="community_id"))
    )


def _with_places(grant: RoleGrant, places: list[dict[str, int]]) -> RoleGrant:
    areas = _areas(tuple(sorted(place["area_id"] for place in places)))
    scopes = [AreaScope(pk=one["pk"], grant=grant, area=areas[one["area_id"]]) for one in places]
    brought(grant, "area_scopes", scopes)
    return grant


@kept
def _areas(pks: tuple[int, ...]) -> dict[int, Area]:
    return Area.objects.in_bulk(pks) if pks else {}


def _choose(grants: Iterable[RoleGrant], active: str) -> RoleGrant | None:
    if active == AS_RESIDENT:
        return None
    by_id = {str(grant.pk): grant for grant in grants}
    return by_id.get(active) or next(iter(by_id.values()), None)


def _as_resident(user: User, standing: Standing) -> Viewer:
    people = standing.bound + standing.acting
    communities = tuple(sorted({community for _, community in people}))
    own = frozenset(resident for resident, _ in standing.bound)
    scope.declare(communities, user_id=user.pk)
    return Viewer(
        user=user,
        role=ROLES[RESIDENT],
        grants=standing.grants,
        community_ids=communities,
        resident_ids=own,
        household_ids=cast("frozenset[int]", SimpleLazyObject(lambda: _households_of(own))),
        acts_for=frozenset(resident for resident, _ in standing.acting),
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
