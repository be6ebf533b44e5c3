"""From a signed-in account to a Viewer: its grants in force, the active one, the places reached."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone
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
    words, bound_to = _words(timezone.localdate())
    asked = [user_id if one == SOMEBODY else one for one in bound_to]
    rows: list[Any] = list(User.objects.raw(words, asked))
    if not rows:
        return None
    first = rows[0]
    grants = tuple(_grant_in(row, first) for row in rows if row.held_id is not None)
    first.standing = Standing(grants, _pairs(first.bound), _pairs(first.acting))
    return cast("User", first)


SOMEBODY = -1
"""In the place of the account, where the statement is put together."""


@lru_cache(maxsize=2)
def _words(day: date) -> tuple[str, tuple[object, ...]]:
    """The same for everybody all day long: put together once, then only bound.

    Building these four nested questions took six of the seven CPU-ms of asking them.
    """
    places = AreaScope.objects.filter(grant=OuterRef("held__pk")).order_by("pk")
    question = (
        User.objects.filter(pk=SOMEBODY)
        .annotate(
            held=FilteredRelation("grants", condition=in_force(day, at="grants__")),
            **{f"held_{name}": F(f"held__{name}") for name in _columns()},
            places=ArraySubquery(places.values(one=JSONObject(pk="pk", area_id="area_id"))),
            bound=_people(Binding.objects.standing().filter(user=OuterRef("pk"))),
            acting=_people(Authority.objects.in_force(day).filter(user=OuterRef("pk"))),
        )
        .order_by("held__pk")
    )
    return cast("tuple[str, tuple[object, ...]]", question.query.sql_with_params())


def _columns() -> dict[str, Any]:
    return {field.attname: field for field in RoleGrant._meta.concrete_fields}


def _people(rows: "QuerySet[Any]") -> ArraySubquery:
    return ArraySubquery(
        rows.order_by("pk").values(one=JSONObject(resident="resident_id", community="community_id"))
    )


def _pairs(found: list[str]) -> tuple[tuple[int, int], ...]:
    told = map(json.loads, found)
    return tuple((one["resident"], one["community"]) for one in told)


def _grant_in(row: Any, user: User) -> RoleGrant:
    """Read as the model would read it: a statement of one's own brings the values as they lie."""
    values = []
    for name, field in _columns().items():
        value = getattr(row, f"held_{name}")
        read = getattr(field, "from_db_value", None)
        values.append(read(value, None, connection) if read else value)
    grant = RoleGrant.from_db(connection.alias, list(_columns()), values)
    grant.user = user
    return _with_places(grant, [json.loads(place) for place in row.places])


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
