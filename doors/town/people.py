"""The people of a community: households behind doors, residents in households, care labels."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from communities.models import Household, Resident
from core.identifiers import id_check_digit
from core.models import TallyDelta
from doors.town import care, casting, families, names
from doors.town.bulk import number, write
from doors.town.families import ADULT, Member
from doors.town.places import Settled
from doors.town.register import PHONES, People, born, came_from, morning, phone_number

Gender, Origin, Residence = Resident.Gender, Resident.Origin, Resident.Residence

_TURNS = 8


class Numbers:
    """Telephone and ID numbers of one community, none of them twice.

    `turn` keeps the communities of the town apart: each takes every eighth serial number.
    """

    def __init__(self, dice: Random, turn: int) -> None:
        self._dice = dice
        self._turn = turn % _TURNS
        self._next = turn * PHONES
        self._taken: set[str] = set()

    def phone(self) -> str:
        self._next += 1
        return phone_number(self._next)

    def id_number(self, region: str, born_on: date, *, female: bool) -> str:
        while True:
            serial = self._dice.randrange(1, 62) * 2 * _TURNS + 2 * self._turn + (not female)
            stem = f"{region}{born_on:%Y%m%d}{serial:03d}"
            if stem not in self._taken:
                self._taken.add(stem)
                return stem + id_check_digit(stem)


def tell_people(settled: Settled, told_on: date, turn: int) -> None:
    people = draw_people(settled, told_on, turn)
    if people.residents:
        _write(people)


def draw_people(settled: Settled, told_on: date, turn: int) -> People:
    """Everybody of a community, not yet written down."""
    plan = settled.plan
    people = People(settled, told_on)
    if not plan.households:
        return people
    dice = Random(f"people {plan.code}")
    numbers = Numbers(dice, turn)
    free = casting.settle(people)
    homes, members = casting.staying(plan.code)
    origins = families.origins(dice, plan.kind, plan.households - homes)
    sizes = families.sizes(dice, plan.households - homes, plan.residents - members)
    doors = sorted(dice.sample(range(len(free)), plan.households - homes))
    for index, size, origin in zip(doors, sizes, origins, strict=True):
        grid, dwelling = free[index]
        household = people.household(grid, dwelling, rented=origin == Origin.FLOATING)
        moved_in_on = _moved_in(dice, people, origin)
        surname = names.surname(dice)
        home = _Home(household, origin, moved_in_on, surname, *came_from(dice, origin))
        for member in families.family(dice, size, origin):
            people.residents.append(_resident(dice, numbers, people, home, member))
    return people


@dataclass(frozen=True)
class _Home:
    household: Household
    origin: str
    moved_in_on: date
    surname: str
    region: str
    place: str


def _moved_in(dice: Random, people: People, origin: str) -> date:
    founded = people.settled.plan.founded_on or people.told_on
    if origin == Origin.RELOCATED:
        first = max(founded, date(2018, 12, 6))
        return min(first + timedelta(days=dice.randrange(420)), people.told_on)
    since = people.told_on - timedelta(days=dice.randrange(30, 365 * 7))
    return max(since if origin == Origin.FLOATING else date(1985, 1, 1), founded)


def _resident(
    dice: Random, numbers: Numbers, people: People, home: _Home, member: Member
) -> Resident:
    born_on = born(dice, member.age, people.told_on)
    surname = home.surname if member.from_head else names.surname(dice)
    given = names.given_name(dice, female=member.female, born_year=born_on.year)
    return Resident(
        subject=UUID(int=dice.getrandbits(128), version=4),
        community=people.settled.area,
        grid=home.household.grid,
        household=home.household,
        is_head=not member.relation,
        relation_to_head=member.relation,
        name=surname + given,
        gender=Gender.FEMALE if member.female else Gender.MALE,
        born_on=born_on,
        id_number=numbers.id_number(home.region, born_on, female=member.female),
        phone=numbers.phone() if dice.random() < _has_phone(member.age) else "",
        registered_address=home.place or f"{names.HOUSES_OF_OLD} {dice.randint(1, 180)} 号",
        residence_kind=_residence(dice, home.origin, member.age),
        origin=home.origin,
        origin_place=home.place,
        is_new_employment=18 < member.age < 50
        and home.origin != Origin.LOCAL
        and dice.random() < 0.08,
        moved_in_on=max(home.moved_in_on, born_on),
        status_on=max(home.moved_in_on, born_on),
        created_at=_registered(people, born_on),
    )


def _registered(people: People, born_on: date) -> datetime:
    """With the take-over; a child some weeks after its birth."""
    day = min(born_on + timedelta(days=20), people.told_on)
    return max(people.taken_on, morning(day))


def _has_phone(age: int) -> float:
    if age < 12:
        return 0
    if age < ADULT:
        return 0.4
    return 0.96 if age < 65 else max(0.25, 0.96 - (age - 65) * 0.035)


def _residence(dice: Random, origin: str, age: int) -> str:
    if origin == Origin.FLOATING:
        return Residence.FLOATING
    away = dice.random()
    if ADULT < age < 45 and away < 0.09:
        return Residence.REGISTERED_ONLY
    return Residence.LIVING_ONLY if away > 0.97 else Residence.BOTH_HERE


def _write(people: People) -> None:
    number(people.households)
    write(people.households)
    number(people.residents)
    head: Resident | None = None
    for resident in people.residents:
        resident.household = resident.household  # which has its number only now
        head = resident if resident.is_head else head
        if head and (resident.age_on(people.told_on) or 0) < ADULT:
            resident.guardian_id = head.pk
    write(people.residents)
    plan = people.settled.plan
    unknown = people.residents[casting.count(plan.code) :]
    disabled = plan.disabled - casting.disabled(plan.code)
    write(care.labels_for(unknown, disabled, people.told_on))
    write(_counted(people))


def _counted(people: People) -> list[TallyDelta]:
    """Figures are steps that somebody added, here too: one per grid and day of writing down."""
    homes = Counter((home.grid_id, people.taken_on) for home in people.households)
    persons = Counter((person.grid_id, person.created_at) for person in people.residents)
    measures = {"communities.households": homes, "communities.residents": persons}
    return [
        TallyDelta(
            measure=measure,
            scope=people.settled.area.pk,
            at=at,
            dims={"grid": grid_id},
            delta=count,
        )
        for measure, steps in measures.items()
        for (grid_id, at), count in sorted(steps.items())
    ]
