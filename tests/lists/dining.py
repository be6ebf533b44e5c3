"""Canteens, who eats there and works there, and days of it."""

from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from charity.actions import (
    deliveries,
    diners,
    meals,
    programme_budgets,
    programme_months,
    programmes,
)
from charity.models import Diner, EligibleGroup, Meal, MealDay, Programme
from tests.town import Town, years_ago

PAPER = "低保、特困家庭"


def a_programme(town: Town, n: int = 0) -> Programme:
    made = programmes.begin(
        town.community,
        kind="canteen",
        name=f"食堂{n}",
        groups=EligibleGroup.objects.filter(name=PAPER),
        place="1号楼",
        opening="中午",
        actor=town.staff,
    )
    for part in ("kitchen", "carrier"):
        programmes.name_hand(made, part=part, user=town.volunteer, actor=town.staff)
    return made


def a_diner(town: Town, programme: Programme, person: Any) -> Diner:
    return diners.join(
        programme,
        resident=person,
        group=EligibleGroup.objects.get(name=PAPER),
        ground="低保证",
        agreed="当面问过",
        way="home",
        where="2号楼",
        weekdays="0123456",
        actor=town.staff,
    )


def a_day(programme: Programme, ahead: int = 1) -> MealDay:
    return meals.put_up(
        programme,
        day=timezone.localdate() + timedelta(days=ahead),
        dishes="炖鸡",
        places=200,
        cut_off=time(9),
        actor=None,
    )


def it_is_today(day: MealDay) -> MealDay:
    MealDay.objects.filter(pk=day.pk).update(
        day=timezone.localdate(), cut_off=timezone.now() - timedelta(minutes=1)
    )
    return MealDay.objects.get(pk=day.pk)


def dining_of_all_states(grown: Any, n: int) -> None:
    """One more who eats, one more who carries, one more programme with a failure of its own."""
    town = grown.town
    a_month(grown, n)
    for turn in "ab":
        person = town.person(f"餐{n}{turn}", born_on=years_ago(80))
        his = a_diner(town, grown.programme, person)
        meals_of(grown, his)
    other = a_programme(town, n + 1)
    a_diner(town, other, person)
    failed = it_is_today(a_day(other)).meals.get()
    deliveries.fail(failed, why="no_answer", actor=town.volunteer)


def a_month(grown: Any, n: int) -> None:
    back = timezone.localdate().replace(day=1)
    month = back.replace(year=back.year - 1 - n // 12, month=n % 12 + 1)
    programme_months.settle(
        grown.programme,
        month=month,
        cost=Decimal(9),
        from_subsidy=Decimal(9),
        subsidy="街道",
        paid_to=grown.town.organization,
        voucher=f"伙-{n}",
        actor=grown.town.staff,
    )
    programme_budgets.budget(
        grown.programme,
        month=back.replace(year=back.year + 1 + n // 12, month=n % 12 + 1),
        meals=90,
        cost=Decimal(9),
        from_subsidy=Decimal(9),
        resolution="居民会议",
        actor=grown.town.staff,
    )


def meals_of(grown: Any, his: Diner) -> None:
    """At the table that has been laid, and of it one that did not arrive."""
    day, seats = grown.meal_day, grown.meal_day.meals.count()
    said = {"community": his.community, "day": day, "diner": his, "of": 200, "fee": 0}
    said |= {"way": "home", "carrier": grown.town.volunteer}
    Meal.objects.create(seat=seats + 1, **said)
    past = MealDay.objects.create(
        community=his.community,
        programme=grown.programme,
        day=timezone.localdate() - timedelta(days=seats + 1),
        dishes="面",
        places=200,
        cut_off=timezone.now(),
    )
    over = {"status": "failed", "why": "no_answer", "ended_at": timezone.now()}
    Meal.objects.create(seat=1, **said | over | {"day": past})
