"""Who lived in 梧桐里 and left in the past year: tenants before the present ones, and the dead."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

from communities.models import Area, Household, Resident, ResidentStatus
from core.identifiers import id_check_digit
from core.models import TallyDelta
from doors.town import families, names
from doors.town.account import find
from doors.town.bulk import known, number, write
from doors.town.families import Member
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI
from doors.town.register import born, came_from, morning

DEATHS = 26
_CAME_DAYS = 300
"""How long before they left the earlier tenants had come."""
Origin = Resident.Origin


def tell_leavers(told_on: date) -> None:
    home = Area.objects.get(code=WUTONGLI.code)
    dice = Random("leavers")
    households = _earlier_households(home, told_on)
    number(households)
    write(households)
    gone = [person for household in households for person in _tenants(dice, household)] + _dead(
        dice, home, told_on
    )
    number(gone)
    write(gone)
    write(_steps(home, gone, households))
    remember(_events(gone, households))


def _earlier_households(home: Area, told_on: date) -> list[Household]:
    """Behind the doors that somebody rented anew: those who had rented them before."""
    year = told_on - timedelta(days=355)
    present = (
        Household.objects.present()
        .filter(community=home, is_rented=True, members__is_head=True)
        .filter(members__moved_in_on__gt=year, members__status="present")
        .select_related("grid", "dwelling")
        .order_by("pk")
        .distinct()
    )
    heads = dict(
        Resident.objects.present()
        .filter(household__in=present, is_head=True)
        .values_list("household_id", "moved_in_on")
    )
    return [
        Household(
            community=home,
            grid=after.grid,
            dwelling=after.dwelling,
            number=f"{known(after.grid).position:02d}-9{n:03d}",
            status=Household.Status.ENDED,
            status_on=known(heads[after.pk]) - timedelta(days=9),
            is_rented=True,
        )
        for n, after in enumerate(present, start=1)
    ]


def _tenants(dice: Random, household: Household) -> list[Resident]:
    region, place = came_from(dice, Origin.FLOATING)
    surname, left = names.surname(dice), known(household.status_on)
    members = families.family(dice, dice.choices((1, 2, 3), (50, 30, 20))[0], Origin.FLOATING)
    return [
        _gone(
            dice,
            household,
            member,
            born(dice, member.age, left),
            region=region,
            place=place,
            surname=surname if member.from_head else names.surname(dice),
            status=ResidentStatus.MOVED,
            left=left,
            came=left - timedelta(days=_CAME_DAYS),
        )
        for member in members
    ]


def _dead(dice: Random, home: Area, told_on: date) -> list[Resident]:
    """Parents of those who live there; of families that came down from the mountains."""
    households = list(
        Household.objects.present()
        .filter(community=home, members__origin=Origin.RELOCATED, members__is_head=True)
        .exclude(number__startswith="00")
        .select_related("grid", "dwelling")
        .order_by("pk")
    )
    people = []
    for household in dice.sample(households, DEATHS):
        died = told_on - timedelta(days=dice.randrange(10, 350))
        region, place = came_from(dice, Origin.RELOCATED)
        female = dice.random() < 0.5
        member = Member(dice.randint(70, 95), female, "母亲" if female else "父亲")
        people.append(
            _gone(
                dice,
                household,
                member,
                born(dice, member.age, died),
                region=region,
                place=place,
                surname=names.surname(dice),
                status=ResidentStatus.DECEASED,
                left=died,
                came=date(2019, 6, 1),
            )
        )
    return people


def _gone(
    dice: Random,
    household: Household,
    member: Member,
    born_on: date,
    *,
    region: str,
    place: str,
    surname: str,
    status: str,
    left: date,
    came: date,
) -> Resident:
    given = names.given_name(dice, female=member.female, born_year=born_on.year)
    origin = Origin.RELOCATED if status == ResidentStatus.DECEASED else Origin.FLOATING
    return Resident(
        subject=UUID(int=dice.getrandbits(128), version=4),
        community_id=household.community_id,
        grid=household.grid,
        household=household,
        relation_to_head=member.relation,
        name=surname + given,
        gender=Resident.Gender.FEMALE if member.female else Resident.Gender.MALE,
        born_on=born_on,
        id_number=_id_number(dice, region, born_on, member.female),
        registered_address=place,
        residence_kind=Resident.Residence.FLOATING,
        origin=origin,
        origin_place=place,
        status=status,
        status_on=left,
        moved_in_on=max(came, born_on),
        created_at=morning(max(came, born_on, date(2024, 3, 4))),
    )


def _id_number(dice: Random, region: str, born_on: date, female: bool) -> str:
    """Serial numbers that neither the leads nor the present people have."""
    serial = dice.randrange(1, 6) * 2 + (not female)
    stem = f"{region}{born_on:%Y%m%d}{serial:03d}"
    return stem + id_check_digit(stem)


def _steps(home: Area, gone: list[Resident], households: list[Household]) -> Iterator[TallyDelta]:
    """Everybody was counted when he came, and counted off when he left."""
    for person in gone:
        measure, grid, left = "communities.residents", person.grid_id, known(person.status_on)
        yield step(measure, home.pk, person.created_at, 1, grid=grid)
        yield step(measure, home.pk, morning(left), -1, grid=grid)
        if person.status == ResidentStatus.DECEASED:
            yield step("communities.deaths", home.pk, morning(left), 1, grid=grid)
    for household in households:
        measure, grid = "communities.households", household.grid_id
        left = known(household.status_on)
        yield step(measure, home.pk, morning(left - timedelta(days=_CAME_DAYS)), 1, grid=grid)
        yield step(measure, home.pk, morning(left), -1, grid=grid)


def _events(gone: list[Resident], households: list[Household]) -> Iterator[Event]:
    actor = find("周予安")
    for household in households:
        scope, left = household.community_id, morning(known(household.status_on))
        came = left - timedelta(days=_CAME_DAYS)
        yield Event("communities.household_opened", household, actor, came, scope)
        yield Event("communities.household_ended", household, actor, left, scope)
    for person in gone:
        scope, left = person.community_id, morning(known(person.status_on))
        yield Event("communities.resident_registered", person, actor, person.created_at, scope)
        if person.status == ResidentStatus.DECEASED:
            details = {"on": known(person.status_on).isoformat()}
            yield Event("communities.resident_died", person, actor, left, scope, details)
        else:
            details = {"kind": "out", "on": known(person.status_on).isoformat()}
            yield Event("communities.resident_moved", person, actor, left, scope, details)
