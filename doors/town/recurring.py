"""What comes again in the town: visits, a look at the passages, the oven for the elders."""

from datetime import date, timedelta

from django.utils import timezone

from core import scope
from doors.town import days
from doors.town.days import DAY, Tale
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI
from requests.actions import recurring

RULES = (
    # what, weekday, every so many weeks, grid, how it was agreed
    ("上门看看独居老人，量个血压", 0, 1, 5, "老人和家里人当面同意"),
    ("查一遍消防通道和楼道堆物", 2, 1, 3, "社区例行"),
    ("下不了楼的老人，送一次爱心餐", 4, 1, 9, "入户时当面同意"),
    ("活动室消毒，器材看一遍", 5, 2, 1, "社区例行"),
)


def tell_recurring(told_on: date) -> None:
    """Set a week ago; each morning since has opened what was due that day."""
    now = timezone.now()
    since = days.on(now, 6, 8, 20)
    days.live([(since, _set_and_opened(Teller(WUTONGLI)))], until=now, swept=False)


def _set_and_opened(home: Teller) -> Tale:
    by, today = home.staff(home.secretary), timezone.localdate()
    for words, weekday, every, grid, agreed in RULES:
        recurring.set_rule(
            home.area,
            words=words,
            weekday=weekday,
            every_weeks=every,
            grid=home.grids[grid],
            consent_note=agreed,
            starts_on=today,
            by=by,
        )
    scope.declare(scope.EVERYTHING)
    for number in range(7):
        if number:
            yield DAY
        recurring.open_due(today + timedelta(days=number))
