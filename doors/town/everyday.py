"""An ordinary day of the town: how much is asked for, what it is, and by whom."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

from accounts.models import User
from communities.models import Binding, CareLabel, Resident
from core.workcalendar import Calendar
from doors.town import names
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI
from doors.town.register import morning
from doors.town.years_texts import MORE, OFTEN, Often
from requests.allowance import old_or_young
from requests.models import MenuItem, ServiceRequest, SlaRule
from requests.terms import policies, rules_in_force

A_DAY = 30.0
SEASON = {1: 1.1, 2: 0.75, 6: 1.15, 7: 1.25, 8: 1.15, 10: 0.9, 12: 1.1}
"""Spring Festival and the October week are quiet; heat, rain and frost are not."""
WEEKEND, WEEKDAY = 0.7, 1.12
THE_STORYS = 2
Known = tuple[User, Resident, datetime]
"""An account, whose it is, and since when."""


def how_many(dice: Random, day: date, share: float = 1.0) -> int:
    usual = share * A_DAY * SEASON.get(day.month, 1.0)
    usual *= WEEKEND if day.isoweekday() > 5 else WEEKDAY
    return int(usual + dice.random())


class Here:
    """The place and its people, looked up once for a month of orders."""

    def __init__(self, told_on: date) -> None:
        self.teller = Teller(WUTONGLI)
        self.until = morning(told_on) - timedelta(days=1)
        self.workers: dict[int, User] = {}
        self.given: Counter[tuple[date, str]] = Counter()
        bindings = Binding.objects.standing().filter(
            community=self.teller.area, user__grants=None
        )  # who works here might be sent to himself
        self.bound = [
            (one.user, one.resident, one.bound_at)
            for one in bindings.select_related(
                "user", "resident__household__dwelling__building__estate", "resident__grid"
            ).order_by("pk")
        ]
        labelled = CareLabel.objects.in_force().filter(resident__in=[one[1] for one in self.bound])
        self.cared_for = set(labelled.values_list("resident", flat=True))
        self.in_need: dict[date, list[Known]] = {}
        self.calendar = Calendar()
        self.default = next(one for one in policies().values() if one.is_default)
        self.rules: dict[tuple[int, int], dict[str, SlaRule]] = {}
        for rule in rules_in_force():
            self.rules.setdefault((rule.policy_id, rule.priority), {})[rule.clock] = rule

    def pick(self, dice: Random, day: date) -> Often:
        """What is asked for; never more of it than a day has, and the story wants some too."""
        while True:
            often = _which(dice, day)
            quota = self.teller.items[often.item].daily_quota
            if quota is None or self.given[day, often.item] < quota - THE_STORYS:
                self.given[day, often.item] += 1
                return often

    def who_may(self, item: MenuItem, day: date) -> list[Known]:
        """Those with an account whom it is for; the others ring."""
        if item.audience != MenuItem.Audience.CARE:
            return self.bound
        if day not in self.in_need:
            self.in_need[day] = [
                one
                for one in self.bound
                if one[1].pk in self.cared_for or old_or_young(one[1], day)
            ]
        return self.in_need[day]

    def worker(self, row: ServiceRequest) -> User:
        position = row.grid.position if row.grid else 0
        if position not in self.workers:
            self.workers[position] = self.teller.worker(row)
        return self.workers[position]


def _which(dice: Random, day: date) -> Often:
    weights = [one.weight * (MORE if day.month in one.months else 1) for one in OFTEN]
    return dice.choices(OFTEN, weights)[0]


def called(dice: Random) -> str:
    return names.surname(dice) + dice.choice(("先生", "女士", "师傅", "阿姨", "大爷"))
