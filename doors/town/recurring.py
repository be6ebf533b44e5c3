"""What comes again in the town: visits, a look at the passages, the oven for the elders."""

from datetime import date, timedelta

from core import scope
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
    """Set two weeks ago; the last week's days have opened their orders."""
    home = Teller(WUTONGLI)
    by = home.staff(home.secretary)
    for words, weekday, every, grid, agreed in RULES:
        recurring.set_rule(
            home.area,
            words=words,
            weekday=weekday,
            every_weeks=every,
            grid=home.grids[grid],
            consent_note=agreed,
            starts_on=told_on - timedelta(days=6),
            by=by,
        )
    scope.declare(scope.EVERYTHING)
    for back in range(6, -1, -1):
        recurring.open_due(told_on - timedelta(days=back))
