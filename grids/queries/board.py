"""The public contact board: who answers for my grid, my building, and on which number.

Everybody may read it. It opens the one community's scope for itself and gives back only what
is meant for the board: names of those who agreed, work numbers, no resident, no photo.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.shortcuts import get_object_or_404

from communities.models import Area, Building, CommunityProfile, Level
from core import scope
from grids.geometry import Ring
from grids.models import BuildingHead, GridBoundary
from grids.queries.responsible import How, Standing, standings


@dataclass(frozen=True)
class Contact:
    """One line of the board. `name` is masked where the person did not agree to be named."""

    grid: Area
    how: How
    name: str
    role: str
    phone: str
    is_vacant: bool
    buildings: list[str] = field(default_factory=list)
    heads: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Board:
    community: Area
    profile: CommunityProfile | None
    contacts: list[Contact]
    buildings: list[tuple[int, str, int | None]]
    """For the look-up: building, its name, its grid."""
    rings: dict[Area, Ring]
    outline: Ring | None

    @property
    def service_phone(self) -> str:
        return self.profile.telephone if self.profile else ""


def communities_with_grids() -> list[Area]:
    return list(
        Area.objects.communities()
        .filter(pk__in=Area.objects.filter(level=Level.GRID, is_active=True).values("community"))
        .select_related("parent")
        .order_by("parent__position", "parent", "position", "pk")
    )


def get_board(community_id: int) -> Board:
    community = get_object_or_404(Area.objects.communities(), pk=community_id)
    with scope.entered([community.pk]):
        return _board(community)


def get_grid_contact(grid_id: int) -> tuple[Board, Contact]:
    grid = get_object_or_404(
        Area, pk=grid_id, level=Level.GRID, is_active=True, community__is_active=True
    )
    board = get_board(grid.community_id or 0)
    return board, next(contact for contact in board.contacts if contact.grid.pk == grid.pk)


def _board(community: Area) -> Board:
    grids = list(
        Area.objects.filter(community=community, level=Level.GRID, is_active=True).order_by(
            "position", "pk"
        )
    )
    profile = CommunityProfile.objects.filter(area=community).first()
    telephone = profile.telephone if profile else ""
    found = standings(grids)
    buildings = _buildings_by_grid(community)
    heads = _heads_by_grid(community)
    rings = {
        boundary.area: boundary.ring
        for boundary in GridBoundary.objects.on()
        .filter(community=community, area__level__in=[Level.GRID, Level.COMMUNITY])
        .select_related("area")
        .order_by("area__position", "area")
    }
    return Board(
        community=community,
        profile=profile,
        contacts=[
            _contact(found[grid.pk], telephone, buildings[grid.pk], heads[grid.pk])
            for grid in grids
        ],
        buildings=[
            (building.pk, str(building), _grid_id(building))
            for building in Building.objects.filter(community=community)
            .select_related("estate", "grid")
            .order_by("estate__name", "name", "pk")
        ],
        rings={area: ring for area, ring in rings.items() if area.level == Level.GRID},
        outline=rings.get(community),
    )


def _contact(
    standing: Standing, telephone: str, buildings: list[str], heads: list[tuple[str, str]]
) -> Contact:
    name, phone = "", ""
    appointment, officer = standing.appointment, standing.duty_officer
    if standing.user is not None:
        name = str(standing.user.name)
    if standing.how == How.WORKER and appointment is not None:
        phone = appointment.office_phone
        if appointment.is_published:
            name = appointment.worker.name.open()
    elif standing.how == How.DUTY_OFFICER and officer is not None:
        phone = officer.office_phone
    elif standing.how == How.SUBSTITUTE and appointment is not None:
        phone = appointment.office_phone  # the work number goes with the work
    return Contact(
        grid=standing.grid,
        how=standing.how,
        name=name,
        role=str(How(standing.how).label),
        phone=phone or telephone,
        is_vacant=standing.is_vacant,
        buildings=buildings,
        heads=heads,
    )


def _buildings_by_grid(community: Area) -> defaultdict[int, list[str]]:
    names: defaultdict[int, list[str]] = defaultdict(list)
    rows = Building.objects.filter(community=community, grid__isnull=False)
    for building in rows.select_related("estate", "grid").order_by("estate__name", "name", "pk"):
        names[_grid_id(building) or 0].append(str(building))
    return names


def _heads_by_grid(community: Area) -> defaultdict[int, list[tuple[str, str]]]:
    """Building and name, the name only as far as its bearer agreed."""
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    heads = (
        BuildingHead.objects.on()
        .filter(community=community, building__grid__isnull=False)
        .select_related("building__estate", "building__grid", "resident")
        .order_by("building__estate__name", "building__name", "pk")
    )
    for head in heads:
        person = head.resident.name
        name = person.open() if head.publishes_name else str(person)
        found[_grid_id(head.building) or 0].append((str(head.building), name))
    return found


def _grid_id(building: Building) -> int | None:
    """Of a micro-grid's building: the grid around it, which is what the board lists."""
    grid = building.grid
    if grid is None:
        return None
    return grid.parent_id if grid.level == Level.MICRO_GRID else grid.pk
