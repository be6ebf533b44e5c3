"""The figures that were promised, and the ledgers that must add up to what is there."""

from collections import Counter
from typing import Any

from django.db.models import Count, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import TruncDate

from communities.models import Area, CareLabel, Household, Level, Resident
from core.models import TallyDelta
from doors.town import plan
from doors.town.checks.finding import Check, Finding, equal
from requests.models import ServiceRequest

SUMS = {
    "communities.residents": Resident.objects.present,
    "communities.households": Household.objects.present,
}


def promised() -> Finding:
    """1,793 households, 6,645 people, 477 with a disability, 12 grids; and the others theirs."""
    expected: dict[Any, int] = {("district", "communities"): len(plan.COMMUNITIES)}
    found: dict[Any, int] = {("district", "communities"): _of_the_plan().count()}
    for community in plan.COMMUNITIES:
        code = community.code
        expected |= {
            (code, "households"): community.households,
            (code, "residents"): community.residents,
            (code, "disabled"): community.disabled,
            (code, "grids"): len(community.grids),
        }
        here = {"community__code": code}
        disabled = CareLabel.objects.in_force().filter(group=CareLabel.Group.DISABLED, **here)
        grids = Area.objects.filter(level=Level.GRID, is_active=True, **here)
        found |= {
            (code, "households"): Household.objects.present().filter(**here).count(),
            (code, "residents"): Resident.objects.present().filter(**here).count(),
            (code, "disabled"): disabled.values("resident").distinct().count(),
            (code, "grids"): grids.count(),
        }
    return equal(expected, found, "town")


def _of_the_plan() -> Any:
    codes = [community.code for community in plan.COMMUNITIES]
    return Area.objects.communities().filter(code__in=codes)


def ledgers() -> Finding:
    """The steps of the tally add up to the rows, community by community and grid by grid."""
    expected: Counter[Any] = Counter()
    found: Counter[Any] = Counter()
    for measure, present in SUMS.items():
        rows = present().values_list("community_id", "grid_id")
        for community_id, grid_id, number in rows.annotate(n=Count("pk")):
            expected[measure, community_id, grid_id] += number
        steps = TallyDelta.objects.filter(measure=measure).values_list("scope", "dims__grid")
        for scope, grid_id, number in steps.annotate(n=Sum("delta")):
            found[measure, scope, grid_id] += number
    return equal(expected, found, "tally")


def orders_counted() -> Finding:
    """Every order is counted once, on the day it came, as it stands now: the figures of the two
    years that were told in bulk, too."""
    said = ("channel", "kind", "status", "close")
    rows = ServiceRequest.objects.annotate(day=TruncDate("created_at")).values_list(
        "community_id", "day", "channel", "kind", "status", "close_kind"
    )
    steps = TallyDelta.objects.filter(measure="requests.orders").annotate(
        day=TruncDate("at"), **{f"its_{name}": KT(f"dims__{name}") for name in said}
    )
    counted = steps.values_list("scope", "day", *(f"its_{name}" for name in said))
    expected = {tuple(key): number for *key, number in rows.annotate(n=Count("pk"))}
    found = {
        (*key, close or ""): number for *key, close, number in counted.annotate(n=Sum("delta"))
    }
    return equal(expected, found, "orders")


CHECKS = (
    Check("户数人数 · promised figures", promised),
    Check("台账相符 · ledgers add up", ledgers),
    Check("办件计数 · orders counted", orders_counted),
)
