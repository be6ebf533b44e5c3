"""What a new border would do, worked out before anybody saves it.

The same plan is shown to the person and carried out by the action; its fingerprint tells the
action whether the town has changed in between.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from communities.models import (
    Area,
    Building,
    CareLabel,
    Household,
    Level,
    Resident,
)
from grids.geometry import (
    Ring,
    contains,
    outside_square_metres,
    overlap_square_metres,
    square_metres,
)
from grids.models import GridBoundary, GroupMembership

SLACK_SHARE = 0.01
SLACK_SQUARE_METRES = 100
"""Hands are not surveyors: an overlap or overhang below both is drawn, not meant."""


@dataclass(frozen=True)
class Move:
    """A building that changes its grid; `to_grid` is None where no border takes it in."""

    building: Building
    from_grid: Area | None
    to_grid: Area | None
    households: int
    residents: int
    care_labels: int


@dataclass(frozen=True)
class Overlap:
    first: Area
    second: Area
    square_metres: int


@dataclass(frozen=True)
class Overhang:
    """A part of a grid beyond its community, or of a micro-grid beyond its grid."""

    area: Area
    around: Area
    square_metres: int


@dataclass
class Redrawing:
    community: Area
    rings: dict[int, Ring]
    areas: dict[int, Area]
    moves: list[Move] = field(default_factory=list)
    left_out: list[Move] = field(default_factory=list)
    """Buildings that the border gives away and no other takes: they keep their grid."""
    overlaps: list[Overlap] = field(default_factory=list)
    overhangs: list[Overhang] = field(default_factory=list)
    unplaced: int = 0
    """Buildings of the redrawn grids without coordinates: they stay where they are."""
    split_groups: dict[int, str] = field(default_factory=dict)

    @property
    def households(self) -> int:
        return sum(move.households for move in self.moves)

    @property
    def residents(self) -> int:
        return sum(move.residents for move in self.moves)

    @property
    def care_labels(self) -> int:
        return sum(move.care_labels for move in self.moves)

    @property
    def fingerprint(self) -> str:
        """The same plan has the same fingerprint; a changed register gives another."""
        facts = [
            sorted((pk, ring) for pk, ring in self.rings.items()),
            sorted(
                (move.building.pk, _pk(move.from_grid), _pk(move.to_grid), move.households)
                for move in self.moves
            ),
            sorted((o.first.pk, o.second.pk) for o in self.overlaps),
        ]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


def plan_redrawing(
    community: Area, rings: Mapping[int, Ring], *, on: date | None = None
) -> Redrawing:
    """What happens if these areas (by id, all of one community) get these borders."""
    areas = {area.pk: area for area in Area.objects.under(community).filter(is_active=True)}
    current = {
        boundary.area_id: boundary.ring
        for boundary in GridBoundary.objects.on(on).filter(community=community)
    }
    plan = Redrawing(community, dict(rings), areas)
    after = {pk: ring for pk, ring in {**current, **rings}.items() if pk in areas}
    _measure_overlaps(plan, after)
    _measure_overhangs(plan, after)
    redrawn = {pk for pk in rings if areas[pk].level == Level.GRID}
    if redrawn:
        _find_moves(plan, redrawn, after)
    return plan


def _measure_overlaps(plan: Redrawing, after: Mapping[int, Ring]) -> None:
    """Each redrawn area against its neighbours of the same level; every pair once."""
    done = set()
    for pk, ring in plan.rings.items():
        for other_pk, other in after.items():
            pair = frozenset({pk, other_pk})
            if pk == other_pk or pair in done or not _are_neighbours(plan, pk, other_pk):
                continue
            done.add(pair)
            shared = overlap_square_metres(ring, other)
            if shared > _slack(min(square_metres(ring), square_metres(other))):
                plan.overlaps.append(Overlap(plan.areas[pk], plan.areas[other_pk], round(shared)))


def _are_neighbours(plan: Redrawing, pk: int, other_pk: int) -> bool:
    one, other = plan.areas[pk], plan.areas[other_pk]
    return one.level == other.level and one.parent_id == other.parent_id


def _measure_overhangs(plan: Redrawing, after: Mapping[int, Ring]) -> None:
    for pk, ring in after.items():
        area = plan.areas[pk]
        around = plan.areas.get(area.parent_id or 0)
        if around is None or around.pk not in after or not {pk, around.pk} & set(plan.rings):
            continue
        beyond = outside_square_metres(ring, after[around.pk])
        if beyond > _slack(square_metres(ring)):
            plan.overhangs.append(Overhang(area, around, round(beyond)))


def _slack(area: float) -> float:
    return max(SLACK_SQUARE_METRES, area * SLACK_SHARE)


def _find_moves(plan: Redrawing, redrawn: set[int], after: Mapping[int, Ring]) -> None:
    grids = [plan.areas[pk] for pk in after if plan.areas[pk].level == Level.GRID]
    # A border that was just drawn speaks before an older one it overlaps.
    grids.sort(key=lambda grid: (grid.pk not in redrawn, grid.position, grid.pk))
    found: list[tuple[Building, Area | None, Area | None]] = []
    for building in Building.objects.filter(community=plan.community).select_related(
        "estate", "grid"
    ):
        now = _grid_of(building.grid, plan.areas)
        if building.longitude is None or building.latitude is None:
            plan.unplaced += now is not None and now.pk in redrawn
            continue
        spot = (float(building.longitude), float(building.latitude))
        target = next((grid for grid in grids if contains(after[grid.pk], spot)), None)
        if _pk(target) == _pk(now):
            continue
        if _pk(target) in redrawn or _pk(now) in redrawn:
            found.append((building, now, target))
    _count_people(plan, found)
    plan.split_groups = _groups_torn_apart(plan)


def _count_people(plan: Redrawing, found: list[tuple[Building, Area | None, Area | None]]) -> None:
    ids = [building.pk for building, _now, _target in found]
    households = _per_building(
        Household.objects.filter(dwelling__building__in=ids, status=Household.Status.PRESENT)
        .values_list("dwelling__building")
        .annotate(Count("pk"))
    )
    residents = _per_building(
        Resident.objects.present()
        .filter(household__dwelling__building__in=ids)
        .values_list("household__dwelling__building")
        .annotate(Count("pk"))
    )
    labels = _per_building(
        CareLabel.objects.in_force()
        .filter(resident__status="present", resident__household__dwelling__building__in=ids)
        .values_list("resident__household__dwelling__building")
        .annotate(Count("pk"))
    )
    for building, now, target in found:
        move = Move(
            building,
            now,
            target,
            households.get(building.pk, 0),
            residents.get(building.pk, 0),
            labels.get(building.pk, 0),
        )
        (plan.moves if target is not None else plan.left_out).append(move)


def _per_building(rows: object) -> dict[int, int]:
    return dict(rows)  # type: ignore[call-overload, no-any-return]


def _groups_torn_apart(plan: Redrawing) -> dict[int, str]:
    """Ten-household groups whose households would lie in two grids."""
    moving = {move.building.pk: move.to_grid for move in plan.moves}
    if not moving:
        return {}
    rows = (
        GroupMembership.objects.on()
        .filter(group__memberships__household__dwelling__building__in=list(moving))
        .values_list("group__name", "group_id", "group__grid_id", "household__dwelling__building")
        .distinct()
    )
    names: dict[int, str] = {}
    places: defaultdict[int, set[int | None]] = defaultdict(set)
    for name, group_id, grid_id, building_id in rows:
        names[group_id] = name
        target = moving.get(building_id)
        places[group_id].add(target.pk if target else grid_id)
    return {pk: names[pk] for pk, grids in places.items() if len(grids) > 1}


def _grid_of(area: Area | None, areas: Mapping[int, Area]) -> Area | None:
    """The grid itself, for a building that is registered with a micro-grid."""
    if area is not None and area.level == Level.MICRO_GRID:
        return areas.get(area.parent_id or 0)
    return area


def _pk(area: Area | None) -> int | None:
    return area.pk if area is not None else None
