"""The places of the town: the tree of areas, then estates, buildings and doors of a community."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random

from communities.models import (
    Area,
    AreaName,
    Building,
    CommunityProfile,
    Department,
    Dwelling,
    Estate,
    Level,
    Room,
    RoomKind,
)
from doors.town import offices, plan
from doors.town.bulk import number, reserve, write
from doors.town.ground import Cell, spot
from doors.town.plan import CommunityPlan, EstatePlan

SINCE = date(2010, 1, 1)
"""Where nobody knows when a name began."""
NEWEST = 12
"""So many days ago the youngest community was founded."""


@dataclass
class Settled:
    """A community that stands: what people can be given an address in."""

    plan: CommunityPlan
    area: Area
    grids: dict[int, Area] = field(default_factory=dict)
    micro_grids: dict[int, list[Area]] = field(default_factory=dict)
    doors: list[tuple[Area, Dwelling]] = field(default_factory=list)
    """Dwellings somebody may live in, with their grid."""


def tell_district() -> None:
    """Province, city, district, streets, and the community that is no more."""
    above = [
        (Level.PROVINCE, plan.PROVINCE, None),
        (Level.CITY, plan.CITY, plan.PROVINCE[0]),
        (Level.DISTRICT, plan.DISTRICT, plan.CITY[0]),
        *((Level.STREET, street, plan.DISTRICT[0]) for street in plan.STREETS),
    ]
    by_code: dict[str, Area] = {}
    for (level, (code, name, name_en), parent), pk in zip(
        above, reserve(Area, len(above)), strict=True
    ):
        by_code[code] = _area(
            pk, level, by_code.get(parent or ""), code, name, name_en, position=len(by_code)
        )
    areas = write(by_code.values())
    write(_name_of(area, SINCE) for area in areas)
    write(
        Department(
            area=by_code[code],
            name=name,
            name_en=name_en,
            duties=duties,
            duties_en=duties_en,
            telephone=f"0600-5510{number:04d}",
        )
        for number, (code, name, name_en, duties, duties_en) in enumerate(
            offices.DEPARTMENTS, start=1
        )
    )


def tell_ended(told_on: date) -> None:
    """Two years ago a small community became part of its neighbour."""
    code, name, name_en = plan.ENDED
    street = Area.objects.get(code=plan.STREETS[0][0], is_active=True)
    (pk,) = reserve(Area, 1)
    area = _area(pk, Level.COMMUNITY, street, code, name, name_en, position=99)
    area.is_active = False
    write([area])
    write([CommunityProfile(area=area, introduction="两年前并入槐荫社区。")])
    ended = _name_of(area, SINCE, "区政府关于社区规模调整的批复：并入槐荫社区")
    ended.valid_to = told_on - timedelta(days=730)
    write([ended])


def tell_community(community: CommunityPlan, position: int, told_on: date) -> Settled:
    """The community, its grids, and every door in it."""
    street = _street_of(community)
    (pk,) = reserve(Area, 1)
    code, name, name_en = community.code, community.name, community.name_en
    area = _area(pk, Level.COMMUNITY, street, code, name, name_en, position=position)
    write([area])
    _named_over_time(area, community, told_on)
    write([_profile(area, community, told_on)])
    settled = Settled(community, area)
    _tell_grids(settled)
    _tell_estates(settled)
    kinds = {kind.code: kind for kind in RoomKind.objects.all()}
    write(
        Room(
            community=area,
            name=room.name,
            name_en=room.name_en,
            purpose=room.purpose,
            seats=room.seats,
            is_step_free=room.step_free,
            opening=room.opening,
            kind=kinds[room.kind],
            square_metres=room.metres,
            open_days=room.days,
            opens_at=time(room.hours[0]) if room.hours else None,
            closes_at=time(room.hours[1]) if room.hours else None,
            is_bookable=room.bookable,
        )
        for room in offices.rooms_of(community)
    )
    return settled


def _street_of(community: CommunityPlan) -> Area:
    """One of the three, or for benchmarks (--scale) one more with every eighth community."""
    code = community.street_code
    street = Area.objects.filter(code=code).first()
    if street is None:
        ordinal = int(code[6:9])
        (pk,) = reserve(Area, 1)
        above = Area.objects.get(code=plan.DISTRICT[0])
        name, name_en = f"远街{ordinal - 3}街道", f"Further Street {ordinal - 3}"
        street = _area(pk, Level.STREET, above, code, name, name_en, position=ordinal)
        write([street])
        write([_name_of(street, SINCE)])
    return street


def find_settled(community: CommunityPlan) -> Settled:
    """The same as it stands in the database, for a later chapter."""
    area = Area.objects.get(code=community.code)
    settled = Settled(community, area)
    for grid in Area.objects.filter(community=area, level=Level.GRID):
        settled.grids[grid.position] = grid
    dwellings = Dwelling.objects.filter(community=area).order_by("pk")
    settled.doors = [
        (settled.grids[there.position], dwelling)
        for dwelling in dwellings.select_related("building__grid", "building__estate")
        if (there := dwelling.building.grid) is not None
    ]
    return settled


def _area(
    pk: int, level: str, parent: Area | None, code: str, name: str, name_en: str, *, position: int
) -> Area:
    above = parent.community_id if parent else None
    return Area(
        pk=pk,
        level=level,
        parent=parent,
        path=f"{parent.path if parent else '/'}{pk}/",
        community_id=pk if level == Level.COMMUNITY else above,
        code=code,
        name=name,
        name_en=name_en,
        position=position,
    )


def _name_of(area: Area, valid_from: date, source: str = "") -> AreaName:
    return AreaName(
        area=area,
        code=area.code,
        name=area.name,
        name_en=area.name_en,
        valid_from=valid_from,
        source=source,
    )


def _named_over_time(area: Area, community: CommunityPlan, told_on: date) -> None:
    """Codes and names have their days; 青石 was called otherwise once."""
    since = community.founded_on or told_on - timedelta(days=NEWEST)
    code, name, name_en, until = plan.FORMER_NAME
    names = [_name_of(area, since)]
    if area.code == code:
        former = _name_of(area, since, "居委会改社区")
        former.name, former.name_en, former.valid_to = name, name_en, until
        names = [former, _name_of(area, until, "居委会改社区")]
    write(names)


def _profile(area: Area, community: CommunityPlan, told_on: date) -> CommunityProfile:
    return CommunityProfile(
        area=area,
        kind=community.kind,
        founded_on=community.founded_on or told_on - timedelta(days=NEWEST),
        telephone=community.telephone,
        address=community.address,
        address_en=community.address_en,
        opens_at=time(8, 30),
        closes_at=time(18),
        weekend_opens_at=time(9),
        weekend_closes_at=time(16),
        data_processor=f"{community.name}{'村' if community.is_village else '居'}民委员会",
        introduction=community.introduction,
        introduction_en=community.introduction_en,
    )


def _tell_grids(settled: Settled) -> None:
    area, grids = settled.area, settled.plan.grids
    for n, pk in enumerate(reserve(Area, len(grids)), start=1):
        settled.grids[n] = _area(
            pk,
            Level.GRID,
            area,
            f"{area.code}-{n:02d}",
            f"{n:02d} 网格",
            f"Grid {n:02d}",
            position=n,
        )
    for n in sorted(settled.plan.halved):
        grid = settled.grids[n]
        settled.micro_grids[n] = [
            _area(
                pk,
                Level.MICRO_GRID,
                grid,
                f"{area.code}-{n:02d}{half}",
                f"{n:02d}-{half} 微网格",
                f"Micro-grid {n:02d}-{half}",
                position=half,
            )
            for half, pk in enumerate(reserve(Area, 2), start=1)
        ]
    since = settled.plan.founded_on or SINCE
    below = [*settled.grids.values(), *(m for two in settled.micro_grids.values() for m in two)]
    write(below)
    write(_name_of(grid, since) for grid in below)


def _tell_estates(settled: Settled) -> None:
    area, estates = settled.area, settled.plan.estates
    rows = [
        Estate(community=area, name=e.name, name_en=e.name_en, address=e.address) for e in estates
    ]
    number(rows)
    write(rows)
    dice = Random(f"places {area.code}")
    standing: list[tuple[EstatePlan, Area, Building]] = []
    for estate, row in zip(estates, rows, strict=True):
        for n, names in estate.buildings.items():
            for place, name in enumerate(names):
                grid = settled.grids[n]
                building = _building(row, grid, estate, name)
                where = _stands(dice, settled.plan.grids[n - 1], place, len(names))
                building.longitude, building.latitude = map(Decimal, where)
                standing.append((estate, grid, building))
    buildings = [building for _estate, _grid, building in standing]
    number(buildings)
    write(buildings)
    dwellings: list[Dwelling] = []
    for estate, grid, building in standing:
        doors = [
            Dwelling(community=area, building=building, unit=unit, floor=floor, room=room)
            for unit, floor, room in estate.doors
        ]
        dwellings += doors
        if building.name not in estate.empty:
            settled.doors += [(grid, door) for door in doors]
    number(dwellings)
    write(dwellings)


def _building(row: Estate, grid: Area, estate: EstatePlan, name: str) -> Building:
    return Building(
        community_id=row.community_id,
        grid=grid,
        estate=row,
        name=name,
        units=max(estate.units, 1),
        floors=estate.floors,
    )


def _stands(dice: Random, cells: tuple[Cell, ...], place: int, of: int) -> tuple[str, str]:
    """In rows inside its grid, well off the border."""
    per_cell = -(-of // len(cells))
    cell, place = cells[place // per_cell], place % per_cell
    columns = max(2, round(per_cell**0.5))
    lines = max(1, -(-per_cell // columns))
    east = 0.22 + 0.56 * (place % columns + 0.5) / columns
    north = 0.22 + 0.56 * (place // columns + 0.5) / lines
    longitude, latitude = spot(
        cell, east + dice.uniform(-0.02, 0.02), north + dice.uniform(-0.02, 0.02)
    )
    return f"{longitude:.6f}", f"{latitude:.6f}"
