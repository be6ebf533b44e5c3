"""What is written down about a community while it is told, and the numbers that people bear."""

from calendar import isleap
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from communities.models import Area, Dwelling, Household, Resident
from doors.town import names
from doors.town.places import Settled

Origin = Resident.Origin

PHONES = 20_000
"""How many telephone numbers each community may use; the first of all belong to the cast."""


@dataclass
class People:
    """Everybody of one community, in memory while it is told."""

    settled: Settled
    told_on: date
    households: list[Household] = field(default_factory=list)
    residents: list[Resident] = field(default_factory=list)

    @property
    def taken_on(self) -> datetime:
        """When the register was taken over from the old tables."""
        return morning(max(date(2024, 3, 4), self.settled.plan.founded_on or self.told_on))

    def household(self, grid: Area, dwelling: Dwelling, *, rented: bool) -> Household:
        household = Household(
            community=self.settled.area,
            grid=grid,
            dwelling=dwelling,
            number=f"{grid.position:02d}-{len(self.households) + 1:04d}",
            status_on=timezone.localdate(self.taken_on),
            is_rented=rented,
        )
        self.households.append(household)
        return household


def phone_number(n: int) -> str:
    """169 is a mobile prefix that no operator has."""
    return f"169{n:08d}"


def born(dice: Random, age: int, told_on: date) -> date:
    """So that he is `age` years old on the day the town is told."""
    year, month, day = told_on.year - age, told_on.month, told_on.day
    if (month, day) == (2, 29) and not isleap(year):
        day = 28
    return date(year, month, day) - timedelta(days=dice.randrange(364))


def came_from(dice: Random, origin: str) -> tuple[str, str]:
    """The first six digits of their ID numbers, and the village they name."""
    if origin == Origin.RELOCATED:
        return dice.choice(names.ORIGIN_REGIONS), dice.choice(names.ORIGIN_PLACES)
    if origin == Origin.FLOATING:
        return dice.choice(names.FAR_REGIONS), dice.choice(names.FAR_PLACES)
    return names.HOME_REGION, ""


def morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 30)))
