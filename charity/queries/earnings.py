"""Earned money at the desk, and what everybody reads of it."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from charity.earning_reckoning import Ratio, ratio_of
from charity.models import (
    Head,
    IdleAsset,
    Income,
    OperatingProject,
    Pot,
    PotLine,
    SharingRule,
    YearlyAccount,
)
from charity.workflow import AssetStatus
from communities.access import keeps_lists
from communities.models import Area
from core import scope

SHOWN = 20
LINES = 12
LATEST = 80
SOON = timedelta(days=60)


@dataclass(frozen=True)
class Desk:
    community: Area
    projects: list[Any]
    assets: list[IdleAsset]
    rule: SharingRule | None
    pots: list[Any]
    incomes: list[Income]
    moves: list[PotLine]
    others: list[Area]


@dataclass(frozen=True)
class Year:
    account: YearlyAccount
    ratio: Ratio


@dataclass(frozen=True)
class EarningsPage:
    community: Area
    projects: list[Any]
    assets: list[IdleAsset]
    rule: SharingRule | None
    pots: list[Any]
    spent: list[PotLine]
    years: list[Year]

    @property
    def earned(self) -> Decimal:
        return sum((each.earned for each in self.projects), Decimal())


def keeps_earnings(viewer: Viewer) -> bool:
    return keeps_lists(viewer)


def places(viewer: Viewer) -> list[Area]:
    if not keeps_earnings(viewer):
        raise Http404
    rows = Area.objects.communities().filter(pk__in=viewer.community_ids)
    return list(rows.order_by("path"))


def desk(viewer: Viewer, pk: int | None = None) -> Desk:
    """Of the chosen community of one's own, or the first."""
    found = places(viewer)
    community = next((each for each in found if pk in {None, each.pk}), None)
    if community is None:
        raise Http404
    lines = list(_latest(community)[:LATEST])
    came = {line.income_id: line.income for line in lines if line.income is not None}
    return Desk(
        community=community,
        projects=list(_projects(community)),
        assets=list(_assets(community)[:SHOWN]),
        rule=_rule(community),
        pots=list(_pots(community)),
        incomes=list(came.values())[:LINES],
        moves=[line for line in lines if line.income is None][:LINES],
        others=[each for each in found if each.pk != community.pk],
    )


def page(pk: int) -> EarningsPage:
    """What was written to be public: it was searched for names as it was written."""
    community = get_object_or_404(Area.objects.communities(), pk=pk)
    with scope.entered([community.pk]):
        moves = PotLine.objects.filter(community=community, income__isnull=True)
        moves = moves.select_related("pot", "corrects").order_by("-booked_on", "-pk")
        told = YearlyAccount.objects.filter(community=community, corrected__isnull=True)
        years = list(told.select_related("corrects").order_by("-year"))
        idle = [row for row in _assets(community) if row.status != AssetStatus.DROPPED]
        found = EarningsPage(
            community=community,
            projects=list(_projects(community)),
            assets=idle,
            rule=_rule(community),
            pots=list(_pots(community)),
            spent=list(moves[:LINES]),
            years=[Year(row, ratio_of(row)) for row in years],
        )
    for year in years:
        year.signed.disclose()
    return found


def get_place(viewer: Viewer, pk: int) -> Area:
    found = next((each for each in places(viewer) if each.pk == pk), None)
    if found is None:
        raise Http404
    return found


def get_project(viewer: Viewer, pk: int) -> OperatingProject:
    rows = OperatingProject.objects.manageable_by(viewer).select_related("community")
    return get_object_or_404(rows, pk=pk)


def get_asset(viewer: Viewer, pk: int) -> IdleAsset:
    return get_object_or_404(IdleAsset.objects.manageable_by(viewer), pk=pk)


def get_pot(viewer: Viewer, pk: int) -> Pot:
    rows = Pot.objects.manageable_by(viewer).select_related("community")
    return get_object_or_404(rows, pk=pk)


def get_income(viewer: Viewer, pk: int) -> Income:
    rows = Income.objects.manageable_by(viewer)
    rows = rows.select_related("community", "project", "rule", "corrected")
    return get_object_or_404(rows, pk=pk)


def get_move(viewer: Viewer, pk: int) -> PotLine:
    rows = PotLine.objects.manageable_by(viewer)
    rows = rows.select_related("community", "pot", "corrected")
    return get_object_or_404(rows, pk=pk)


def planned(community: Area) -> "QuerySet[Any]":
    return IdleAsset.objects.filter(community=community, status=AssetStatus.PLANNED)


def held_in(community: Area) -> "QuerySet[Any]":
    return _pots(community)


# --- inside ---------------------------------------------------------------------------------------
def _latest(community: Area) -> "QuerySet[Any]":
    """What came and what went, in one question: an income stands there once for each pot."""
    rows = PotLine.objects.filter(community=community)
    named = rows.select_related(
        "pot", "corrected", "corrects", "income", "income__project", "income__corrected"
    )
    return named.order_by("-booked_on", "-pk")


def _projects(community: Area) -> "QuerySet[Any]":
    """Those that run first; each with all it earned, corrections taken off."""
    earned = Coalesce(Sum("incomes__amount"), Value(Decimal()))
    rows = OperatingProject.objects.filter(community=community).select_related("asset")
    return rows.annotate(earned=earned).order_by(F("ended_on").asc(nulls_first=True), "-ends_on")


def _assets(community: Area) -> "QuerySet[Any]":
    return IdleAsset.objects.filter(community=community).order_by("status", "-found_on", "pk")


def _rule(community: Area) -> SharingRule | None:
    rows = SharingRule.objects.filter(community=community, since__lte=timezone.localdate())
    return rows.order_by("-since").first()


def _pots(community: Area) -> "QuerySet[Any]":
    """In the order of the heads, each with what the last link of its chain says."""
    last = PotLine.objects.filter(pot=OuterRef("pk")).order_by("-seq").values("after")[:1]
    whens = [When(head=head, then=n) for n, head in enumerate(Head)]
    order = Case(*whens, output_field=IntegerField())
    rows = Pot.objects.filter(community=community)
    return rows.annotate(held=Coalesce(Subquery(last), Value(Decimal()))).order_by(order)
