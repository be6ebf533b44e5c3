"""The public contact board: who answers for my grid, my building, and on which number.

Everybody may read it. It opens the one community's scope for itself and gives back only what
is meant for the board: names of those who agreed, work numbers, no resident, no photo.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.db.models import FilteredRelation, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from communities.models import Area, Building, CommunityProfile, Level
from communities.queries.duty_door import there_now
from core import scope
from core.words import listed
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
    communities = Area.objects.communities().select_related("profile")
    community = get_object_or_404(communities, pk=community_id)
    grids = Area.objects.filter(community=community, level=Level.GRID, is_active=True)
    with scope.entered([community.pk]):
        return _board(community, list(grids.order_by("position", "pk")))


def get_grid_contact(grid_id: int) -> tuple[Board, Contact]:
    """One line of the board, and the board with this line only."""
    grids = Area.objects.filter(level=Level.GRID, is_active=True, community__is_active=True)
    grid = get_object_or_404(grids.select_related("community__profile"), pk=grid_id)
    community = grid.community or grid
    with scope.entered([community.pk]):
        board = _board(community, [grid], is_drawn=False)
    return board, board.contacts[0]


def _board(community: Area, grids: list[Area], *, is_drawn: bool = True) -> Board:
    profile: CommunityProfile | None = getattr(community, "profile", None)
    telephone = profile.telephone if profile else ""
    found = standings(grids)
    houses = _houses(community)
    rings = _rings(community) if is_drawn else {}
    by_grid: defaultdict[int, list[Building]] = defaultdict(list)
    for house in houses:
        by_grid[_grid_id(house) or 0].append(house)
    return Board(
        community=community,
        profile=profile,
        contacts=_with_duty(
            community,
            [_contact(found[grid.pk], telephone, by_grid[grid.pk]) for grid in grids],
        ),
        buildings=[(house.pk, str(house), _grid_id(house)) for house in houses],
        rings={area: ring for area, ring in rings.items() if area.level == Level.GRID},
        outline=rings.get(community),
    )


def _rings(community: Area) -> dict[Area, Ring]:
    return {
        boundary.area: boundary.ring
        for boundary in GridBoundary.objects.on()
        .filter(community=community, area__level__in=[Level.GRID, Level.COMMUNITY])
        .select_related("area")
        .order_by("area__position", "area")
    }


def _contact(standing: Standing, telephone: str, houses: list[Building]) -> Contact:
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
        buildings=[str(house) for house in houses],
        heads=[(str(house), _name_of(head)) for house in houses if (head := _head_of(house))],
    )


def _with_duty(community: Area, contacts: list[Contact]) -> list[Contact]:
    """While a post that catches vacant grids is manned, a grid without a worker rings there."""
    caught = {How.DUTY_OFFICER, How.VACANT}
    if not any(contact.how in caught for contact in contacts):
        return contacts
    manned = [there for there in there_now(community) if there.post.takes_vacant_grids]
    there = next((there for there in manned if there.post.telephone), None)
    if there is None:
        return contacts
    name, post = listed(there.names), there.post
    return [
        replace(contact, name=name, role=post.title, phone=post.telephone)
        if contact.how in caught
        else contact
        for contact in contacts
    ]


def _houses(community: Area) -> list[Building]:
    """Every building with its head of today."""
    today = Q(heads__period__contains=timezone.localdate())
    return list(
        Building.objects.filter(community=community)
        .annotate(head=FilteredRelation("heads", condition=today))
        .select_related("estate", "grid", "head__resident")  # type: ignore[misc]
        .as_they_stand()
    )


def _head_of(house: Building) -> BuildingHead | None:
    return getattr(house, "head", None)


def _name_of(head: BuildingHead) -> str:
    """Only as far as its bearer agreed."""
    name = head.resident.name
    return name.open() if head.publishes_name else str(name)


def _grid_id(building: Building) -> int | None:
    """Of a micro-grid's building: the grid around it, which is what the board lists."""
    grid = building.grid
    if grid is None:
        return None
    return grid.parent_id if grid.level == Level.MICRO_GRID else grid.pk
