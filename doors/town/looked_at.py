"""How public pages were looked at in two months, and who took part in what was done."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from communities.models import Area
from core.models import TallyDelta
from core.tally import noon
from doors.town.bulk import write
from doors.town.past import step
from doors.town.plan import WUTONGLI_CODE
from insights.actions import linking
from insights.visits import MEASURE, PAGES

DAYS = 60
LIKED = {"home": 60, "notices": 25, "guides": 18, "menu": 15, "activities": 12}
"""On an ordinary day; the other pages now and then, some days not at all."""


def tell_visits(told_on: date) -> None:
    home = Area.objects.get(code=WUTONGLI_CODE)
    write(_steps(home, told_on))


def tell_linkages(told_on: date) -> None:
    """As the night would have found it."""
    linking.link(told_on)


def _steps(home: Area, told_on: date) -> Iterator[TallyDelta]:
    for ago in range(DAYS, 0, -1):
        day = told_on - timedelta(days=ago)
        dice = Random(f"looked at {day}")
        for page in sorted(set(PAGES.values())):
            times = round(LIKED.get(page, 2) * dice.uniform(0, 2))
            if times:
                yield step(MEASURE, home.pk, noon(day), times, page=page)
