"""The desk's view of grids: the list, one grid, the colleagues who may be asked."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, GRID_WORKER
from accounts.viewer import Viewer
from communities.models import Area, Building, Household, Level, Resident
from communities.models.area import AreaQuerySet
from core.counting import Rows, counted, counted_by
from core.memo import once
from grids.access import is_grid_of, runs_community
from grids.models import GroupReport, Handover, TenHouseholdGroup
from grids.queries.boundaries import rings_in
from grids.queries.care import in_care
from grids.queries.responsible import Standing, standings


@dataclass(frozen=True)
class GridRow:
    """One grid with its figures. `care` is None for those who do not open the registers."""

    grid: Area
    standing: Standing
    households: int
    residents: int
    buildings: int
    groups: int
    unled: int
    reports: int
    care: int | None
    handover: Handover | None
    is_drawn: bool


@once
def my_communities(viewer: Viewer) -> list[Area]:
    return list(Area.objects.filter(pk__in=viewer.community_ids).order_by("position", "pk"))


def get_community(viewer: Viewer, pk: int | None = None) -> Area:
    """The one asked for, or the viewer's first; a stranger's is not there."""
    if not viewer.is_staff:
        raise Http404
    found = my_communities(viewer)
    wanted = [area for area in found if pk is None or area.pk == pk]
    if not wanted:
        raise Http404
    return wanted[0]


def visible_grids(viewer: Viewer) -> AreaQuerySet:
    return Area.objects.filter(is_grid_of(viewer)).order_by("position", "pk")


def get_grid(viewer: Viewer, pk: int) -> Area:
    grids = visible_grids(viewer).select_related("community", "parent")
    return get_object_or_404(grids, pk=pk)


def runs_the_community(viewer: Viewer, community: Area) -> bool:
    """Staff of this community as a whole; asked of the rule, not of the role's name."""
    return Area.objects.filter(runs_community(viewer), pk=community.pk).exists()


def grid_rows(viewer: Viewer, community: Area) -> list[GridRow]:
    """Every grid the viewer sees, micro-grids counted into theirs, in five statements."""
    areas = list(visible_grids(viewer).filter(community=community))
    grids = [area for area in areas if area.level == Level.GRID]
    if not grids:  # somebody who holds a micro-grid only
        grids = areas
    standing = standings(grids)
    of = counts_in(
        grids,
        areas,
        households=Household.objects.present(),
        residents=Resident.objects.present(),
        buildings=Building.objects.all(),
        groups=TenHouseholdGroup.objects.standing(),
        unled=TenHouseholdGroup.objects.without_leader(),
        reports=GroupReport.objects.visible_to(viewer).unseen(),
        care=in_care() if viewer.role.browses_residents else Resident.objects.none(),
    )
    handovers = {
        handover.grid_id: handover
        for handover in Handover.objects.visible_to(viewer).unfinished().filter(grid__in=areas)
    }
    drawn = rings_in(community)
    return [
        GridRow(
            grid=grid,
            standing=_named(standing[grid.pk]),
            households=of["households"][grid.pk],
            residents=of["residents"][grid.pk],
            buildings=of["buildings"][grid.pk],
            groups=of["groups"][grid.pk],
            unled=of["unled"][grid.pk],
            reports=of["reports"][grid.pk],
            care=of["care"][grid.pk] if viewer.role.browses_residents else None,
            handover=handovers.get(grid.pk),
            is_drawn=grid in drawn,
        )
        for grid in grids
    ]


def held_grids(viewer: Viewer) -> list[Area]:
    """The grids of a worker or a head; micro-grids are shown with theirs."""
    if not viewer.is_grid_bound:
        return []
    return list(visible_grids(viewer).filter(pk__in=viewer.area_ids))


def figures_of(viewer: Viewer, grid: Area) -> dict[str, int]:
    """A grid in four numbers, its micro-grids included."""
    asked: dict[str, QuerySet[Any]] = {
        "households": Household.objects.present(),
        "residents": Resident.objects.present(),
        "buildings": Building.objects.all(),
    }
    if viewer.role.browses_residents:
        asked["care"] = in_care()
    inside = {"grid__path__startswith": grid.path}
    return counted(**{name: rows.filter(**inside) for name, rows in asked.items()})


def standing_of(grid: Area) -> Standing:
    return _named(standings([grid])[grid.pk])


def _named(standing: Standing) -> Standing:
    """Colleagues at work know each other by name."""
    if standing.user is not None:
        standing.user.name.disclose()
    if standing.appointment is not None:
        standing.appointment.worker.name.disclose()
    return standing


def counts_in(
    grids: Iterable[Area], areas: Sequence[Area], **asked: QuerySet[Any]
) -> dict[str, Counter[int]]:
    """By grid, in one statement; those of the areas that lie in a grid count into it."""
    found = counted_by(
        **{name: Rows(rows.filter(grid__in=areas), by="grid") for name, rows in asked.items()}
    )
    inside = {grid.pk: [a.pk for a in areas if a.path.startswith(grid.path)] for grid in grids}
    return {
        name: Counter({pk: sum(counts[area] for area in parts) for pk, parts in inside.items()})
        for name, counts in found.items()
    }


# --- colleagues ----------------------------------------------------------------------------------
def colleagues(community: Area, *, staff_only: bool = False) -> list[User]:
    """Who holds an office in the community today, by name, for the choice of a person."""
    roles = [COMMUNITY_STAFF, COMMUNITY_SECRETARY] + ([] if staff_only else [GRID_WORKER])
    today = timezone.localdate()
    users = User.objects.filter(
        Q(grants__ends_on__isnull=True) | Q(grants__ends_on__gte=today),
        grants__starts_on__lte=today,
        grants__revoked_at__isnull=True,
        grants__role__in=roles,
        grants__area_scopes__area__community=community,
        is_active=True,
    ).distinct()
    found = sorted(users, key=lambda user: (user.name.open(), user.pk))
    for user in found:
        user.name.disclose()
    return found


def find_account(phone: str) -> User | None:
    user = User.objects.by_phone(phone)
    return user if user is not None and user.is_active else None
