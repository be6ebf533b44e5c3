"""The people whom the story follows get their doors first; everybody else moves in around them."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

from communities.models import Area, Dwelling, Household, Resident
from core.identifiers import id_check_digit
from doors.town.leads import Group, Home, Lead, homes_in
from doors.town.register import People, born, came_from, morning, phone_number

Origin, Residence = Resident.Origin, Resident.Residence
NO_PAPER = "-"


def count(code: str) -> int:
    return sum(len(home.members) for home in homes_in(code))


def staying(code: str) -> tuple[int, int]:
    """Households and people among them who are still there at the end of the telling."""
    homes = homes_in(code)
    return (
        sum(home.stays for home in homes),
        sum(lead.stays for home in homes for lead in home.members),
    )


def disabled(code: str) -> int:
    labels = [lead.label for home in homes_in(code) for lead in home.members if lead.label]
    return sum(group == Group.DISABLED for group, _condition, _evidence in labels)


def settle(people: People) -> list[tuple[Area, Dwelling]]:
    """Give the leads their homes; returns the doors that are left."""
    doors = {_name_of(dwelling): (grid, dwelling) for grid, dwelling in people.settled.doors}
    for home in homes_in(people.settled.plan.code):
        grid, dwelling = doors.pop(home.door)
        household = people.household(grid, dwelling, rented=home.origin == Origin.FLOATING)
        people.residents += [_resident(people, home, household, lead) for lead in home.members]
    return list(doors.values())


def _name_of(dwelling: Dwelling) -> tuple[str, str, str, str]:
    building = dwelling.building
    return building.estate.name, building.name, dwelling.unit, dwelling.room


def _resident(people: People, home: Home, household: Household, lead: Lead) -> Resident:
    # A paper of one's own has its own dice: the same person is the same in every register.
    dice = Random(f"lead {lead.paper if lead.paper not in {'', NO_PAPER} else lead.called}")
    born_on = _born(dice, lead, people.told_on)
    region, place = came_from(Random(f"home {home.door}"), home.origin)
    moved_in_on = max(born_on, _moved_in(people, home))
    return Resident(
        subject=UUID(int=Random(f"{home.door} {lead.called}").getrandbits(128), version=4),
        community=people.settled.area,
        grid=household.grid,
        household=household,
        is_head=not lead.relation,
        relation_to_head=lead.relation,
        name=lead.name,
        gender=Resident.Gender.FEMALE if lead.female else Resident.Gender.MALE,
        born_on=born_on,
        id_number="" if lead.paper == NO_PAPER else _id_number(region, born_on, lead.female),
        phone=phone_number(lead.phone) if lead.phone else "",
        registered_address=place or "柳岸老街 8 号",
        residence_kind=Residence.FLOATING if home.origin == Origin.FLOATING else _here(lead),
        origin=home.origin,
        origin_place=place,
        moved_in_on=moved_in_on,
        status_on=moved_in_on,
        created_at=max(people.taken_on, morning(born_on + timedelta(days=5))),
    )


def _here(lead: Lead) -> str:
    return Residence.LIVING_ONLY if lead.paper not in {"", NO_PAPER} else Residence.BOTH_HERE


def _born(dice: Random, lead: Lead, told_on: date) -> date:
    if lead.days_old:
        return told_on - timedelta(days=lead.days_old)
    return born(dice, lead.age, told_on)


def _id_number(region: str, born_on: date, female: bool) -> str:
    """Serial numbers below sixteen are the leads' own: nobody else in the town has one."""
    stem = f"{region}{born_on:%Y%m%d}{14 if female else 15:03d}"
    return stem + id_check_digit(stem)


def _moved_in(people: People, home: Home) -> date:
    if home.since_days:
        return people.told_on - timedelta(days=home.since_days)
    founded = people.settled.plan.founded_on or people.told_on
    return max(founded, date(2019, 5, 18))
