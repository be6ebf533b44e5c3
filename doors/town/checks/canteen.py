"""Programmes: one of each kind, meals that went where they were to go, one door looked after."""

from django.db.models import Count, F, Q
from django.utils import timezone

from charity.models import (
    Diner,
    Harvest,
    Meal,
    MealDay,
    Plot,
    Programme,
    ProgrammeBudget,
    ProgrammeMonth,
    ProgrammePrice,
)
from charity.models.programme_budgets import budgeted
from charity.programme_workflow import MealStatus, Price, PriceStatus, ProgrammeKind
from core.models import TallyDelta
from doors.town.canteen_list import PROGRAMMES
from doors.town.checks.finding import Check, Finding, equal, none_of
from doors.town.garden import HARVESTS
from doors.town.plan import WUTONGLI_CODE
from requests.actions.welfare import lives_alone
from requests.models import WelfareCheck


def offered() -> Finding:
    """Each kind, free and at a low fee, one that ended; somebody who left the table."""
    rows = Programme.objects.filter(community__code=WUTONGLI_CODE)
    found = {
        "programmes": rows.count() >= len(PROGRAMMES),
        "kinds": rows.values("kind").distinct().count() == len(ProgrammeKind),
        "prices": rows.running().values("price").distinct().count() == 2,
        "ended": rows.filter(ended_on__isnull=False).exists(),
        "left the table": Diner.objects.filter(left_on__isnull=False).exists(),
        "for nobody": not rows.filter(groups__isnull=True).exists(),
    }
    return equal(dict.fromkeys(found, True), found, "programmes")


def seated() -> Finding:
    """No day has more meals than places."""
    rows = MealDay.objects.annotate(
        taken=Count("meals", filter=~Q(meals__status=MealStatus.CANCELLED))
    )
    return none_of(rows, rows.filter(taken__gt=F("places")), "has more meals than places")


def looked_after() -> Finding:
    """Whoever is old, alone and did not open has somebody at his door."""
    failed = Meal.objects.filter(status=MealStatus.FAILED)
    known = set(WelfareCheck.objects.values_list("meal_id", flat=True))
    alone = {
        meal.pk
        for meal in failed.select_related("diner__resident")
        if lives_alone(meal.diner.resident)
    }
    return equal({"looked after": True, "some": True}, {
        "looked after": alone == known, "some": bool(known),
    }, "meals that did not arrive")  # fmt: skip


def counted() -> Finding:
    rows = Meal.objects.filter(status__in=[MealStatus.EATEN, MealStatus.DELIVERED]).count()
    tally = TallyDelta.objects.filter(measure="charity.meals").count()
    return equal({"meals": rows}, {"meals": tally}, "meals counted")


def settled() -> Finding:
    """A month of the canteen: so many meals, their fees, a subsidy, and what the place earned."""
    rows = ProgrammeMonth.objects.standing()
    bad = rows.exclude(meals__gt=0, from_fee__gt=0, from_subsidy__gt=0, from_earned__gt=0)
    return none_of(rows, bad, "was settled without meals, fees, a subsidy or what was earned")


def priced() -> Finding:
    """Every fee was approved by another than who said it; one waits; at one table some pay and some
    do not."""
    rows = Programme.objects.filter(price=Price.LOW_FEE)
    approved = ProgrammePrice.objects.filter(status=PriceStatus.APPROVED)
    eaten = Meal.objects.filter(day__programme__free_groups=F("diner__group"))
    found = {
        "approved": not rows.exclude(pk__in=approved.values("programme_id")).exists(),
        "by another": not approved.filter(decided_by=F("asked_by")).exists(),
        "waits": ProgrammePrice.objects.waiting().exists(),
        "free for some": eaten.exists() and not eaten.exclude(fee=0).exists(),
        "not for others": Meal.objects.filter(fee__gt=0).exists(),
    }
    return equal(dict.fromkeys(found, True), found, "prices of programmes")


def budgeted_before() -> Finding:
    """What was settled had its budget, and a month that is to come has one."""
    rows = ProgrammeMonth.objects.standing().annotate(budget=budgeted())
    ahead = ProgrammeBudget.objects.filter(month__gt=timezone.localdate())
    found = {
        "settled by a budget": rows.exists() and not rows.filter(budget=None).exists(),
        "ahead": ahead.exists(),
    }
    return equal(dict.fromkeys(found, True), found, "budgets of programmes")


def grown() -> Finding:
    """Plots that are tended and one that is not; of three harvests two came into the storeroom."""
    plots = Plot.objects.open().annotate(now=Count("tendings", filter=Q(tendings__until=None)))
    rows = Harvest.objects.annotate(lots=Count("gift__lots"))
    found = {
        "tended": plots.filter(now=1).count() == len(HARVESTS),
        "free": plots.filter(now=0).exists(),
        "given up": Plot.objects.filter(closed_on__isnull=False).exists(),
        "in the storeroom": rows.filter(lots=1).count() == len(HARVESTS) - 1,
        "waits": rows.filter(lots=0, gift__status="offered").count() == 1,
        "confirmed by somebody else": not rows.filter(
            gift__confirmed_by=F("gift__recorded_by")
        ).exists(),
    }
    return equal(dict.fromkeys(found, True), found, "the garden")


CHECKS = (
    Check("爱心菜园 · the garden grown", grown),
    Check("项目月账 · months settled", settled),
    Check("项目预算 · months budgeted", budgeted_before),
    Check("收费标准 · prices approved", priced),
    Check("服务项目 · programmes offered", offered),
    Check("饭不超过份数 · meals within the places", seated),
    Check("没接到饭的有人去看 · missed meals looked after", looked_after),
    Check("餐数 · meals counted", counted),
)
