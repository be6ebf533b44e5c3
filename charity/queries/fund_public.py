"""The fund, for everybody: its committee, its books as a mirror, its reports and those that lack.

What the desk wrote leaves the wall only where it was searched for names before.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from charity.fund_reckoning import INCOME, due_on, quarters_of
from charity.models import (
    BookLine,
    CommunityFund,
    FundEnding,
    FundMember,
    FundProposal,
    FundRelease,
    Reconciliation,
)
from charity.models.fund_reports import quarter_in_words
from charity.workflow import ProposalStatus
from communities.models import Area
from core import scope

LINES = 8
USES = 20


@dataclass(frozen=True)
class Quarter:
    title: str
    release: FundRelease | None
    due_on: date
    missing: bool
    """Not out, and its time is over: said in public."""


@dataclass(frozen=True)
class FundPage:
    community: Area
    fund: CommunityFund | None
    committee: list[FundMember]
    supervisors: list[FundMember]
    income: Decimal
    expense: Decimal
    uses: list[Any]
    lines: list[BookLine]
    last: Reconciliation | None
    quarters: list[Quarter]
    ending: FundEnding | None
    """Resolved, or over."""
    others: list[CommunityFund]
    """Of the same place, before or after this one."""

    @property
    def used(self) -> Decimal:
        """Beside what went elsewhere at the end."""
        rest = self.ending.rest if self.ending else None
        return self.expense - (rest or Decimal())

    @property
    def balance(self) -> Decimal:
        return self.income - self.expense


@dataclass(frozen=True)
class ReleasePage:
    release: FundRelease
    corrected_by: FundRelease | None


def page(pk: int, chosen: int | None = None) -> FundPage:
    """The scope is that of the community itself; names of the committee stay masks. The fund that
    stands, or the last one that ended: what was read once stays to be read."""
    community = get_object_or_404(Area.objects.communities(), pk=pk)
    with scope.entered([community.pk]):
        rows = CommunityFund.objects.filter(community=community).select_related("host")
        known = list(rows.order_by(F("ended_on").desc(nulls_first=True), "-pk"))
        fund = next((each for each in known if chosen in {None, each.pk}), None)
        if chosen and fund is None:
            raise Http404
        lines = BookLine.objects.filter(fund=fund)
        members = FundMember.objects.sitting(fund) if fund else FundMember.objects.none()
        seated = list(members.order_by("side", "since", "pk"))
        sums = _sums(lines)
        latest = lines.select_related("corrects").order_by("-seq")
        checked = Reconciliation.objects.filter(fund=fund)
        out = FundRelease.objects.standing().filter(fund=fund)
        return FundPage(
            community=community,
            fund=fund,
            committee=[one for one in seated if one.seat == FundMember.Seat.COMMITTEE],
            supervisors=[one for one in seated if one.seat == FundMember.Seat.SUPERVISOR],
            income=sums["income"] or Decimal(),
            expense=-(sums["expense"] or Decimal()),
            uses=list(_uses(fund)[:USES]),
            lines=list(latest[:LINES]),
            last=checked.order_by("-pk").first(),
            quarters=_quarters(fund, {row.quarter: row for row in out}),
            ending=fund.ending if fund else None,
            others=[each for each in known if each != fund],
        )


def release(pk: int) -> ReleasePage:
    """What was released is everybody's; it names its place itself."""
    with scope.entered(scope.EVERYTHING):
        rows = FundRelease.objects.select_related("fund", "community", "corrects", "corrected")
        found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.signed.disclose()
    return ReleasePage(found, getattr(found, "corrected", None))


# --- inside ---------------------------------------------------------------------------------------
def _sums(lines: "QuerySet[BookLine]") -> dict[str, Any]:
    return lines.aggregate(
        income=Sum("amount", filter=INCOME), expense=Sum("amount", filter=~INCOME)
    )


def _uses(fund: CommunityFund | None) -> "QuerySet[Any]":
    """What the committee carried; its words were searched for names as they were written."""
    carried = [ProposalStatus.PASSED, ProposalStatus.DONE]
    rows = FundProposal.objects.filter(fund=fund, status__in=carried)
    paid = -Coalesce(Sum("lines__amount"), Value(Decimal()))
    return rows.annotate(spent=paid).order_by("-held_on", "-pk")


def _quarters(fund: CommunityFund | None, out: dict[date, FundRelease]) -> list[Quarter]:
    if fund is None:
        return []
    today = timezone.localdate()
    found = []
    for first in reversed(quarters_of(fund, today)):
        until = due_on(fund, first)
        release = out.get(first)
        late = release is None and until < today
        found.append(Quarter(quarter_in_words(first), release, until, late))
    return found
