"""Programmes: one of each kind, meals that went where they were to go, one door looked after."""

from django.db.models import Count, F, Q

from charity.models import Diner, Harvest, Meal, MealDay, Plot, Programme, ProgrammeMonth
from charity.programme_workflow import MealStatus, ProgrammeKind
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
    """A month of the canteen: so many meals, their fees, and a subsidy."""
    rows = ProgrammeMonth.objects.standing()
    bad = rows.exclude(meals__gt=0, from_fee__gt=0, from_subsidy__gt=0)
    return none_of(rows, bad, "was settled without meals, fees or a subsidy")


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
    Check("服务项目 · programmes offered", offered),
    Check("饭不超过份数 · meals within the places", seated),
    Check("没接到饭的有人去看 · missed meals looked after", looked_after),
    Check("餐数 · meals counted", counted),
)
