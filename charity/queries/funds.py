"""A fund at the desk: who sits, what is asked, what the mirror says; and one report."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from charity import fund_reckoning
from charity.fund_reckoning import Figures, lacking
from charity.grounds import Ground
from charity.models import (
    BookLine,
    CommunityFund,
    FundEnding,
    FundMember,
    FundProposal,
    FundReport,
    Gift,
    Recipient,
    Reconciliation,
    Resource,
)
from charity.workflow import GiftStatus, ProposalStatus
from communities.access import keeps_lists
from communities.models import Area
from organizations.models import Organization

PAGE = 20
SHOWN = 30


@dataclass(frozen=True)
class Desk:
    fund: CommunityFund
    members: list[FundMember]
    proposals: list[Any]
    lines: list[BookLine]
    next_before: int | None
    balance: Decimal
    free: Decimal
    last: Reconciliation | None
    reports: list[FundReport]
    others: list[CommunityFund]
    lacks: str
    """Why the committee cannot resolve anything as it is; empty where it can."""
    ending: FundEnding | None

    @property
    def has_standing(self) -> bool:
        """One that goes on is the place's only one; before another is founded, it ends."""
        return any(each.ended_on is None for each in (self.fund, *self.others))


def keeps_funds(viewer: Viewer) -> bool:
    return keeps_lists(viewer)


def funds(viewer: Viewer) -> list[CommunityFund]:
    if not keeps_funds(viewer):
        raise Http404
    rows = CommunityFund.objects.visible_to(viewer).select_related("community", "host")
    return list(rows.order_by(F("ended_on").asc(nulls_first=True), "pk")[:SHOWN])


def desk(
    found: list[CommunityFund], pk: int | None = None, before: int | None = None
) -> Desk | None:
    """The chosen one of those the viewer keeps, or the first."""
    fund = next((each for each in found if pk in {None, each.pk}), None)
    if fund is None:
        return None
    seated = FundMember.objects.sitting(fund)
    members = list(seated.order_by("seat", "since", "pk"))
    for member in members:
        member.name.disclose()
    lines = fund.lines.select_related("proposal", "corrects", "corrected").order_by("-seq")
    if before:
        lines = lines.filter(seq__lt=before)
    rows = list(lines[: PAGE + 1])
    proposals = list(_proposals(fund)[:SHOWN])
    balance = rows[0].after if rows and not before else fund.balance
    promised = [each for each in proposals if each.status == ProposalStatus.PASSED]
    reports = fund.reports.select_related("release", "corrects")
    return Desk(
        fund=fund,
        members=members,
        proposals=proposals,
        lines=rows[:PAGE],
        next_before=rows[PAGE - 1].seq if len(rows) > PAGE else None,
        balance=balance,
        free=balance - sum((each.amount - each.spent for each in promised), Decimal()),
        last=fund.reconciliations.order_by("-pk").first(),
        reports=list(reports.order_by("-quarter", "-pk")[:SHOWN]),
        others=[each for each in found if each.pk != fund.pk],
        lacks="" if fund.ended_on else lacking(fund, [each.seat for each in members]),
        ending=fund.ending,
    )


def get_fund(viewer: Viewer, pk: int) -> CommunityFund:
    rows = CommunityFund.objects.manageable_by(viewer).select_related("community", "host")
    return get_object_or_404(rows, pk=pk)


def get_member(viewer: Viewer, pk: int) -> FundMember:
    rows = FundMember.objects.filter(fund__in=CommunityFund.objects.manageable_by(viewer))
    found = get_object_or_404(rows.select_related("fund"), pk=pk)
    found.name.disclose()
    return found


def get_proposal(viewer: Viewer, pk: int) -> FundProposal:
    rows = FundProposal.objects.visible_to(viewer).select_related("fund", "community")
    return get_object_or_404(rows, pk=pk)


def get_line(viewer: Viewer, pk: int) -> BookLine:
    rows = BookLine.objects.manageable_by(viewer)
    rows = rows.select_related("fund", "community", "corrected", "proposal", "gift", "allocation")
    return get_object_or_404(rows, pk=pk)


def get_report(viewer: Viewer, pk: int) -> FundReport:
    rows = FundReport.objects.manageable_by(viewer)
    rows = rows.select_related("fund", "community", "release", "corrects", "release__redrafted")
    found = get_object_or_404(rows, pk=pk)
    if found.release is not None:
        found.release.signed.disclose()
    return found


def figures(report: FundReport) -> Figures:
    return fund_reckoning.figures_of(report.fund, report.quarter)


def due_on(report: FundReport) -> date:
    return fund_reckoning.due_on(report.fund, report.quarter)


def hosts(viewer: Viewer) -> "QuerySet[Organization]":
    may = Recipient.objects.valid().filter(ground=Ground.CHARITY)
    return Organization.objects.filter(pk__in=may.values("organization_id"))


def places(viewer: Viewer) -> "QuerySet[Area]":
    return Area.objects.communities().filter(pk__in=viewer.community_ids).order_by("path")


def open_proposals(fund: CommunityFund) -> "QuerySet[FundProposal]":
    return fund.proposals.promised().order_by("-held_on", "-pk")


def gifts_of(fund: CommunityFund) -> "QuerySet[Gift]":
    rows = Gift.objects.filter(community=fund.community, organization=fund.host)
    money = rows.filter(status=GiftStatus.RECEIVED, resource=Resource.MONEY)
    return money.select_related("donor").order_by("-received_on", "-pk")


def supervisors(fund: CommunityFund) -> "QuerySet[FundMember]":
    return fund.members.filter(left_on__isnull=True, seat=FundMember.Seat.SUPERVISOR)


def find(viewer: Viewer, text: str) -> "QuerySet[CommunityFund]":
    """For the search over everything."""
    if not keeps_funds(viewer):
        return CommunityFund.objects.none()
    rows = CommunityFund.objects.visible_to(viewer).filter(name__icontains=text)
    return rows.select_related("community").order_by(F("ended_on").asc(nulls_first=True), "-pk")


def find_proposals(viewer: Viewer, text: str) -> "QuerySet[FundProposal]":
    """By its number, as it stands in the books: Y00012."""
    number = text.upper().removeprefix("Y")
    if text[:1] not in "yY" or not number.isdecimal() or not keeps_funds(viewer):
        return FundProposal.objects.none()
    rows = FundProposal.objects.visible_to(viewer).filter(pk=int(number))
    return rows.select_related("fund")


# --- inside ---------------------------------------------------------------------------------------
def _proposals(fund: CommunityFund) -> "QuerySet[Any]":
    """What waits, what is promised, then the others, the newest first."""
    nothing = Value(Decimal())
    rank = Case(
        When(status=ProposalStatus.PASSED, then=0),
        When(status=ProposalStatus.PROPOSED, then=1),
        default=2,
        output_field=IntegerField(),
    )
    rows = fund.proposals.annotate(spent=-Coalesce(Sum("lines__amount"), nothing), rank=rank)
    return rows.order_by("rank", "-proposed_on", "-pk")
