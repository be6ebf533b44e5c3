"""Programmes at the desk, and what everybody reads of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from charity.models import (
    Diner,
    Meal,
    MealDay,
    Programme,
    ProgrammeBudget,
    ProgrammeHand,
    ProgrammeMonth,
    ProgrammePrice,
)
from charity.models.programme_budgets import budgeted
from charity.models.programme_prices import signed_by
from charity.programme_workflow import MealStatus
from charity.queries import gardens
from charity.welfare import Check, checks_of
from communities.access import keeps_lists
from communities.history import Event
from communities.models import Area, CommunityProfile
from communities.queries.past import history_of
from communities.queries.place import profile_at
from core import scope
from core.words import says_enough

PAGE = 50
DAYS = 14
MONTHS = 14
MOST = 100
LOOKED_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Failure:
    meal: Meal
    check: Check | None


@dataclass(frozen=True)
class ProgrammePage:
    programme: Programme
    hands: list[ProgrammeHand]
    days: list[MealDay]
    diners: int
    failures: list[Failure]
    months: list[ProgrammeMonth]
    budgets: list[ProgrammeBudget]
    """Of this month and those to come."""
    history: list[Event]
    prices: list[ProgrammePrice]
    """What waits to be approved: one or none."""


@dataclass(frozen=True)
class Table:
    """Who eats here, page by page."""

    programme: Programme
    rows: list[Diner]
    next_after: int | None


@dataclass(frozen=True)
class Offer:
    programme: Programme
    days: list[MealDay]
    last: ProgrammeMonth | None = None
    """The last month that was settled: what it cost and out of what, for everybody."""


@dataclass(frozen=True)
class Offers:
    community: Area
    profile: CommunityProfile | None
    rows: list[Offer]


def keeps_programmes(viewer: Viewer) -> bool:
    return keeps_lists(viewer)


def board(viewer: Viewer) -> list[Programme]:
    """Running ones first, each with who eats there and what went wrong today."""
    if not keeps_programmes(viewer):
        raise Http404
    today = timezone.localdate()
    here = Q(days__day=today)
    rows = Programme.objects.manageable_by(viewer).select_related("operator", "community")
    rows = rows.prefetch_related("free_groups").annotate(
        eat=Count("diners", filter=Q(diners__left_on__isnull=True), distinct=True),
        today=Count(
            "days__meals", filter=here & ~Q(days__meals__status="cancelled"), distinct=True
        ),
        failed=Count("days__meals", filter=here & Q(days__meals__status="failed"), distinct=True),
    )
    return list(rows.order_by("-ended_on", "name", "pk")[:MOST])


def get_programme(viewer: Viewer, pk: int) -> Programme:
    rows = Programme.objects.manageable_by(viewer).select_related("community", "operator")
    named = rows.prefetch_related("free_groups").annotate(signed=signed_by())
    return get_object_or_404(named, pk=pk)


def programme_page(viewer: Viewer, programme: Programme) -> ProgrammePage:
    _open(programme)
    hands = list(programme.hands.now().select_related("user").order_by("part", "since", "pk"))
    for hand in hands:
        hand.user.name.disclose()
    days = programme.days.counted().order_by("-day")[:DAYS]
    return ProgrammePage(
        programme=programme,
        hands=hands,
        days=list(days),
        diners=programme.diners.standing().count(),
        failures=_failures(viewer, programme),
        months=_months(programme),
        budgets=_budgets(programme),
        history=history_of(viewer, programme),
        prices=_prices(programme),
    )


def table_of(programme: Programme, *, after: int | None = None) -> Table:
    rows = programme.diners.standing().select_related("resident", "group").order_by("pk")
    if after:
        rows = rows.filter(pk__gt=after)
    found = list(rows[: PAGE + 1])
    for row in found:
        row.resident.name.disclose()
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    return Table(programme, found[:PAGE], more)


def get_diner(viewer: Viewer, pk: int) -> Diner:
    """At the desk. What he must not eat stays sealed here, whoever looks."""
    rows = Diner.objects.manageable_by(viewer)
    home = "resident__household__dwelling__building__estate"
    rows = rows.select_related("programme", home, "group", "community")
    found = get_object_or_404(rows, pk=pk)
    found.resident.name.disclose()
    return found


def get_hand(viewer: Viewer, pk: int) -> ProgrammeHand:
    rows = ProgrammeHand.objects.manageable_by(viewer).select_related("programme", "user")
    found = get_object_or_404(rows, pk=pk)
    found.user.name.disclose()
    return found


def get_month(viewer: Viewer, pk: int) -> ProgrammeMonth:
    rows = ProgrammeMonth.objects.manageable_by(viewer)
    return get_object_or_404(rows.select_related("programme", "paid_to", "allocation"), pk=pk)


def get_price(viewer: Viewer, pk: int) -> ProgrammePrice:
    rows = ProgrammePrice.objects.manageable_by(viewer)
    return get_object_or_404(rows.select_related("programme", "community"), pk=pk)


def find(viewer: Viewer, words: str) -> list[Programme]:
    if not keeps_programmes(viewer) or not says_enough(words):
        return []
    rows = Programme.objects.manageable_by(viewer).filter(name__contains=words)
    rows = rows.prefetch_related("free_groups")
    return list(rows.order_by("name", "pk")[:8])


def offers(pk: int) -> Offers:
    """For everybody: what there is, for whom, at what price, where, when, and the next menus."""
    community = get_object_or_404(Area.objects.communities(), pk=pk)
    rows = Programme.objects.running().filter(community=community)
    rows = (
        rows.select_related("operator", "community")
        .prefetch_related("groups", "free_groups")
        .annotate(signed=signed_by())
    )
    with scope.entered([community.pk]):
        found = list(gardens.with_plots(rows).order_by("kind", "name", "pk")[:MOST])
        settled = ProgrammeMonth.objects.standing().filter(programme__in=found)
        newest = settled.order_by("programme", "-month").distinct("programme")
        newest = newest.annotate(budget=budgeted())
        last = {one.programme_id: one for one in newest}
    for row in found:
        _open(row)
    ahead = MealDay.objects.filter(programme__in=found, day__gte=timezone.localdate())
    menus: defaultdict[int, list[MealDay]] = defaultdict(list)
    for day in ahead.order_by("day")[: MOST * 3]:
        menus[day.programme_id].append(day)
    return Offers(
        community,
        profile_at(community.pk),
        [Offer(row, menus[row.pk][:3], last.get(row.pk)) for row in found],
    )


# --- inside ---------------------------------------------------------------------------------------
def _open(programme: Any) -> None:
    """Who approved a price stands in public with it."""
    if (signed := getattr(programme, "signed", None)) is not None:
        signed.disclose()


def _prices(programme: Programme) -> list[ProgrammePrice]:
    """Of what has ended nothing is approved any more."""
    if not programme.runs:
        return []
    return list(programme.prices.waiting().prefetch_related("free_groups"))


def _months(programme: Programme) -> list[ProgrammeMonth]:
    """Each beside what it was meant to cost."""
    rows = programme.months.select_related("paid_to").annotate(budget=budgeted())
    return list(rows.order_by("-month", "-pk")[:MONTHS])


def _budgets(programme: Programme) -> list[ProgrammeBudget]:
    begun = timezone.localdate().replace(day=1)
    return list(programme.budgets.filter(month__gte=begun).order_by("month")[:MONTHS])


def _failures(viewer: Viewer, programme: Programme) -> list[Failure]:
    """Of the last days, with what came of it."""
    since = timezone.localdate() - LOOKED_AFTER
    rows = Meal.objects.filter(
        day__programme=programme, day__day__gte=since, status=MealStatus.FAILED
    )
    found = list(rows.select_related("diner__resident", "day").order_by("-ended_at")[:20])
    checks = checks_of(viewer, [meal.pk for meal in found])
    for meal in found:
        meal.diner.resident.name.disclose()
    return [Failure(meal, checks.get(meal.pk)) for meal in found]
