"""The grid network: borders, workers, duty officers, building heads, ten-household groups."""

from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from accounts import roles
from communities.models import Area, Building, Household, Level, Resident
from core.models import TallyDelta
from doors.town import cast, plan
from doors.town.account import find
from doors.town.bulk import number, write
from doors.town.cast_list import ABSENT_GRID, LEFT, SUBSTITUTE, VACANT_GRID, WORKERS
from doors.town.ground import Ring, halves, ring_of
from doors.town.plan import WUTONGLI, CommunityPlan
from doors.town.register import morning
from grids import geojson, periods
from grids.actions import absences, appointments, duty, groups, heads
from grids.geometry import square_metres
from grids.models import GridBoundary, GroupMembership, TenHouseholdGroup, WorkerAppointment

GROUP_SIZE = 10


# --- borders ------------------------------------------------------------------------------------
def borders_of(community: CommunityPlan) -> dict[str, Ring]:
    """Area code to its outline; all cut from one ground, so they tile."""
    rings = {community.code: ring_of(community.ground)}
    for n, cells in enumerate(community.grids, start=1):
        code = f"{community.code}-{n:02d}"
        rings[code] = ring_of(cells)
        if n in community.halved:
            west, east = halves(cells[0])
            rings |= {f"{code}1": west, f"{code}2": east}
    return rings


def tell_borders(told_on: date) -> None:
    secretaries = {c.code: cast.holder(c, roles.COMMUNITY_SECRETARY) for c in plan.COMMUNITIES}
    rows: list[GridBoundary] = []
    for community in plan.COMMUNITIES:
        rings = borders_of(community)
        home = Area.objects.get(code=community.code, level=Level.COMMUNITY)
        for area in Area.objects.under(home).filter(is_active=True).order_by("path"):
            ring = rings[area.code]
            rows.append(
                GridBoundary(
                    community=home,
                    area=area,
                    polygon=geojson.polygon_of(ring),
                    square_metres=round(square_metres(ring)),
                    source=GridBoundary.Source.IMPORTED,
                    valid_from=_since(community, told_on),
                    drawn_by=secretaries[community.code],
                    drawn_at=morning(_since(community, told_on)),
                )
            )
    write(rows)


def _since(community: CommunityPlan, told_on: date) -> date:
    return max(community.founded_on or told_on, told_on - timedelta(days=360))


# --- workers --------------------------------------------------------------------------------------
def tell_workers(told_on: date) -> None:
    """One for each grid; where nobody is, the duty officer catches what comes."""
    for community in plan.COMMUNITIES:
        if community.grids:
            _tell_workers(community, told_on)
    _tell_absence(told_on)
    _tell_vacancy(told_on)


def _tell_workers(community: CommunityPlan, told_on: date) -> None:
    home = Area.objects.get(code=community.code)
    secretary = cast.holder(community, roles.COMMUNITY_SECRETARY)
    duty.set_duty_officer(
        home,
        cast.holder(community, roles.COMMUNITY_STAFF),
        actor=secretary,
        office_phone=community.telephone,
    )
    for grid in home.children.filter(level=Level.GRID, is_active=True):
        post = LEFT if _is_vacant(community, grid) else str(grid.position)
        worker = find(LEFT) if post == LEFT else cast.holder(community, post)
        appointments.appoint_worker(
            grid,
            worker,
            actor=secretary,
            starts_on=told_on - timedelta(days=300 + 7 * grid.position),
            office_phone=f"{community.telephone[:-2]}{30 + grid.position}",
            publishes=grid.position % 5 != 3,
        )


def _is_vacant(community: CommunityPlan, grid: Area) -> bool:
    return community is WUTONGLI and grid.position == VACANT_GRID


def _tell_absence(told_on: date) -> None:
    absences.record_absence(
        WorkerAppointment.objects.on().get(worker=find(WORKERS[ABSENT_GRID - 1])),
        first=told_on - timedelta(days=2),
        last=told_on + timedelta(days=5),
        substitute=find(SUBSTITUTE),
        actor=find("顾明"),
    )


def _tell_vacancy(told_on: date) -> None:
    appointments.end_appointment(
        WorkerAppointment.objects.on().get(worker=find(LEFT)),
        actor=find("顾明"),
        reason="调到区里工作",
        last_day=told_on - timedelta(days=6),
        without_successor=True,
    )


# --- heads ----------------------------------------------------------------------------------------
def tell_heads(told_on: date) -> None:
    """Two buildings of three have somebody who looks after them; of his own will."""
    home = Area.objects.get(code=WUTONGLI.code)
    secretary = find("顾明")
    electrician = cast.lead("韩立诚")
    for building in Building.objects.filter(community=home).order_by("pk"):
        own = electrician.household and electrician.household.dwelling.building_id == building.pk
        resident = electrician if own else _willing(building)
        if resident is None or (not own and building.pk % 3 == 0):
            continue
        heads.appoint_head(
            building,
            resident,
            consent_note="当面",
            publishes_name=bool(own) or building.pk % 2 == 0,
            starts_on=told_on - timedelta(days=200),
            actor=secretary,
        )


def _willing(building: Building) -> Resident | None:
    """Somebody of sixty or so with a telephone, the same at every telling."""
    people = Resident.objects.present().filter(
        household__dwelling__building=building,
        is_head=True,
        born_on__range=(date(1950, 1, 1), date(1970, 12, 31)),
    )
    return people.exclude(phone_index="").order_by("born_on", "name_key").first()


# --- ten-household groups ---------------------------------------------------------------------
def tell_groups(told_on: date) -> None:
    """About ten neighbouring doors each; the grid without a worker has none yet."""
    home = Area.objects.get(code=WUTONGLI.code)
    for grid in home.children.filter(level=Level.GRID).exclude(position=VACANT_GRID):
        _tell_groups(home, grid, told_on)


def _tell_groups(home: Area, grid: Area, told_on: date) -> None:
    households = list(
        Household.objects.present()
        .filter(grid=grid)
        .order_by("dwelling__building_id", "dwelling__unit", "dwelling__floor", "dwelling__room")
    )
    chunks = [households[at : at + GROUP_SIZE] for at in range(0, len(households), GROUP_SIZE)]
    if len(chunks[-1]) < GROUP_SIZE // 2:
        chunks[-2:] = [chunks[-2] + chunks[-1]]
    formed = morning(told_on - timedelta(days=150))
    dice = Random(f"groups {grid.code}")
    groups = [_group(dice, grid, n, chunk, formed) for n, chunk in enumerate(chunks, start=1)]
    number(groups)
    write(groups)
    write(
        GroupMembership(
            community=home,
            group=group,
            household=household,
            period=periods.days(timezone.localdate(formed)),
        )
        for group, chunk in zip(groups, chunks, strict=True)
        for household in chunk
    )
    leaders = sum(group.is_led for group in groups)
    write([_step("grids.groups", home, grid, formed, len(groups))])
    write([_step("grids.leaders", home, grid, formed, leaders)] if leaders else [])


def _group(
    dice: Random, grid: Area, n: int, households: list[Household], formed: datetime
) -> TenHouseholdGroup:
    """Of three leaders asked two have agreed; some groups look for one yet."""
    answer = dice.choices(("agreed", "asked", "nobody"), (70, 15, 15))[0]
    leader = None if answer == "nobody" else _leader(households)
    agreed = leader is not None and answer == "agreed"
    return TenHouseholdGroup(
        community_id=households[0].community_id,
        grid=grid,
        name=f"第{n}组",
        leader=leader,
        leader_consent_at=formed + timedelta(days=3) if agreed else None,
        leader_consent_note=dice.choice(("当面", "电话")) if agreed else "",
        created_at=formed,
    )


def _leader(households: list[Household]) -> Resident | None:
    """Without an account he leads all the same; a grant follows the day he signs in."""
    people = Resident.objects.present().filter(
        household__in=households, is_head=True, bindings__isnull=True
    )
    return people.exclude(phone_index="").order_by("-born_on", "name_key").first()


LEADS, SILENT, DECLINED = "马海燕", "李建国", "覃海涛"


def tell_leaders(told_on: date) -> None:
    """Three who were asked: one said yes on her phone, one has not answered, one said no."""
    secretary = find("顾明")
    for key in (LEADS, SILENT, DECLINED):
        person = cast.lead(key)
        group = TenHouseholdGroup.objects.get(
            memberships__household=person.household, memberships__period__contains=told_on
        )
        groups.ask_leader(group, person, actor=secretary)
        if key == LEADS:
            groups.accept(group, actor=find(key))
        elif key == DECLINED:
            groups.refuse(group, said="孩子刚出生，晚上也顾不上", actor=find(key))


def _step(measure: str, home: Area, grid: Area, at: datetime, delta: int) -> TallyDelta:
    return TallyDelta(measure=measure, scope=home.pk, at=at, dims={"grid": grid.pk}, delta=delta)
