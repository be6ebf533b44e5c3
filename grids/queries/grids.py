"""The desk's view of grids: the list, one grid, the colleagues who may be asked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, GRID_WORKER
from accounts.viewer import Viewer
from communities.models import Area, Building, Household, Level, Resident
from grids.access import is_grid_of, runs_community
from grids.models import GridBoundary, GroupReport, Handover, TenHouseholdGroup
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


def visible_grids(viewer: Viewer) -> QuerySet[Area]:
    return Area.objects.filter(is_grid_of(viewer)).order_by("position", "pk")


def get_grid(viewer: Viewer, pk: int) -> Area:
    grids = visible_grids(viewer).select_related("community", "parent")
    return get_object_or_404(grids, pk=pk)


def runs_the_community(viewer: Viewer, community: Area) -> bool:
    """Staff of this community as a whole; asked of the rule, not of the role's name."""
    return Area.objects.filter(runs_community(viewer), pk=community.pk).exists()


def grid_rows(viewer: Viewer, community: Area) -> list[GridRow]:
    """Every grid the viewer sees, micro-grids counted into theirs, in a fixed number of queries."""
    areas = list(visible_grids(viewer).filter(community=community))
    grids = [area for area in areas if area.level == Level.GRID]
    if not grids:  # somebody who holds a micro-grid only
        grids = areas
    home = _homes(areas, grids)
    today = timezone.localdate()
    standing = standings(grids)
    households = _count(Household.objects.filter(status=Household.Status.PRESENT), areas, home)
    residents = _count(Resident.objects.present(), areas, home)
    buildings = _count(Building.objects.all(), areas, home)
    groups = _count(TenHouseholdGroup.objects.standing(), areas, home)
    unled = _count(TenHouseholdGroup.objects.without_leader(), areas, home)
    reports = _count(GroupReport.objects.visible_to(viewer).unseen(), areas, home)
    care = _care_by_grid(areas, home) if viewer.role.browses_residents else None
    handovers = {
        handover.grid_id: handover
        for handover in Handover.objects.visible_to(viewer).unfinished().filter(grid__in=areas)
    }
    drawn = set(
        GridBoundary.objects.on(today).filter(area__in=grids).values_list("area_id", flat=True)
    )
    return [
        GridRow(
            grid=grid,
            standing=_named(standing[grid.pk]),
            households=households[grid.pk],
            residents=residents[grid.pk],
            buildings=buildings[grid.pk],
            groups=groups[grid.pk],
            unled=unled[grid.pk],
            reports=reports[grid.pk],
            care=None if care is None else care[grid.pk],
            handover=handovers.get(grid.pk),
            is_drawn=grid.pk in drawn,
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
    inside = {"grid__path__startswith": grid.path}
    figures = {
        "households": Household.objects.present().filter(**inside).count(),
        "residents": Resident.objects.present().filter(**inside).count(),
        "buildings": Building.objects.filter(**inside).count(),
    }
    if viewer.role.browses_residents:
        figures["care"] = in_care().filter(**inside).count()
    return figures


def standing_of(grid: Area) -> Standing:
    return _named(standings([grid])[grid.pk])


def _named(standing: Standing) -> Standing:
    """Colleagues at work know each other by name."""
    if standing.user is not None:
        standing.user.name.disclose()
    if standing.appointment is not None:
        standing.appointment.worker.name.disclose()
    return standing


def _homes(areas: Iterable[Area], grids: Iterable[Area]) -> dict[int, int]:
    """Which row of the list an area counts into."""
    rows = {grid.pk for grid in grids}
    return {area.pk: area.pk if area.pk in rows else (area.parent_id or 0) for area in areas}


def _count(rows: QuerySet[Any], areas: list[Area], home: dict[int, int]) -> Counter[int]:
    counts: Counter[int] = Counter()
    grouped = rows.filter(grid__in=areas).order_by().values_list("grid").annotate(Count("pk"))
    for grid_id, number in grouped:
        counts[home[grid_id]] += number
    return counts


def _care_by_grid(areas: list[Area], home: dict[int, int]) -> Counter[int]:
    return _count(in_care(), areas, home)


def care_counts(viewer: Viewer, community: Area) -> dict[int, int]:
    """How many people to look after each grid has; micro-grids count into theirs."""
    areas = list(visible_grids(viewer).filter(community=community))
    grids = [area for area in areas if area.level == Level.GRID]
    counts = _care_by_grid(areas, _homes(areas, grids))
    return {grid.pk: counts[grid.pk] for grid in grids}


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
