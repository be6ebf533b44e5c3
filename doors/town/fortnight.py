"""The last two weeks day by day, lived through the very actions after the doors have opened."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from communities.models import Resident
from doors.models import DemoPerson
from doors.town import days
from doors.town.cast_list import VACANT_GRID
from doors.town.chapters import Part
from doors.town.everyday import Here, called, how_many
from doors.town.order_texts import Said, Stage
from doors.town.orders import HOURS, Asker
from doors.town.register import morning
from doors.town.years_texts import BECAME, NOTES, THANKS

DAYS = 14
SHARE = 0.5
"""Of an ordinary day: each of these costs a hundred times what a row told in bulk costs."""
BY_THEMSELVES = 0.6
JUST_DONE = (Stage.DONE, Stage.RATED)
"""How far yesterday's have come; what is older has been rated."""


def parts() -> list[Part]:
    return [Part(f"history: {n} days ago", _day(n)) for n in range(DAYS, 0, -1)]


def _day(ago: int) -> Callable[[date], None]:
    return lambda told_on: tell_day(told_on, ago)


def tell_day(told_on: date, ago: int) -> None:
    here, dice, day = Here(told_on), Random(f"{ago} days ago"), told_on - timedelta(days=ago)
    cast = set(DemoPerson.objects.values_list("user", flat=True))  # their days are told elsewhere
    tales = []
    for _ in range(how_many(dice, day, SHARE)):
        at = morning(day).replace(hour=dice.choice(HOURS), minute=dice.randrange(60))
        said = _said(here, dice, day, dice.choice(JUST_DONE) if ago == 1 else Stage.RATED)
        able = [
            one for one in here.who_may(here.teller.items[said.item], day) if one[0].pk not in cast
        ]
        asker = _asker(here, *dice.choice(able)) if able and dice.random() < BY_THEMSELVES else None
        tales.append((at, here.teller.walk(said, dice, asker)))
    days.live(tales, until=timezone.now(), swept=False)


def _said(here: Here, dice: Random, day: date, stage: Stage) -> Said:
    """By the desk never on the vacant grid: nobody would be left to ring about how it went."""
    often = here.pick(dice, day)
    words, result = dice.choice(often.words), dice.choice(often.results)
    became, where = BECAME.get(result, ("", ""))
    return Said(
        often.item,
        words,
        stage,
        called=called(dice),
        channel=dice.choice(("phone", "phone", "counter", "visit")),
        grid=dice.choice([n for n in here.teller.grids if n != VACANT_GRID]),
        note=dice.choice(NOTES),
        result=result,
        became=became,
        where=where,
        grade=dice.choices((5, 4, 3), (7, 3, 1))[0],
        thanks=dice.choice(THANKS),
    )


def _asker(here: Here, user: User, resident: Resident, _since: datetime) -> Asker:
    return Asker(here.teller.account(user), user, resident)
