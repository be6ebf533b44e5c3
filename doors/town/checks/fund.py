"""The community fund: its chain, its votes, its reports; one missing, one corrected."""

from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from charity.fund_reckoning import lacking, quarters, quarters_of
from charity.models import BookLine, CommunityFund, FundProposal, FundRelease, Reconciliation
from charity.workflow import ProposalStatus
from core.models import TallyDelta
from doors.town.chapters import told_on
from doors.town.checks.finding import Check, Finding, equal, none_of
from doors.town.fund_list import LINES, PROPOSALS


def mirrored() -> Finding:
    """What the committee resolved was paid and not more; one line was corrected, with a word;
    the last comparison with the host found nothing, an earlier one did."""
    paid = FundProposal.objects.annotate(paid=Sum("lines__amount"))
    fund = CommunityFund.objects.standing().first()
    if fund is None:
        return Finding(0, "no community fund")
    sums = fund.lines.aggregate(sum=Sum("amount"))["sum"] or Decimal()
    last = fund.lines.order_by("-seq").first()
    compared = list(Reconciliation.objects.filter(fund=fund).order_by("pk"))
    found = {
        "lines": fund.lines.count() >= len(LINES),
        "sum is what the last line says": last is not None and last.after == sums,
        "more paid than resolved": not paid.filter(paid__lt=-F("amount")).exists(),
        "paid unresolved": not paid.filter(
            ~Q(status__in=[ProposalStatus.PASSED, ProposalStatus.DONE]), paid__lt=0
        ).exists(),
        "corrected": BookLine.objects.filter(kind="correction").exists(),
        "differed once": any(not row.agrees for row in compared),
        "agrees now": bool(compared) and compared[-1].agrees,
    }
    return equal(dict.fromkeys(found, True), found, "the fund's mirror")


def resolved() -> Finding:
    """A lawful committee, and each way a proposal can end."""
    funds = CommunityFund.objects.standing()
    ends = FundProposal.objects.values("status").distinct().count()
    sits = [
        list(fund.members.filter(left_on=None).values_list("seat", flat=True)) for fund in funds
    ]
    found = {
        "lawful": all(not lacking(*each) for each in zip(funds, sits, strict=True)),
        "ends": ends == len(ProposalStatus),
        "proposals": FundProposal.objects.count() >= len(PROPOSALS),
    }
    return equal(dict.fromkeys(found, True), found, "the fund's committee")


def reported() -> Finding:
    """One quarter was never released, one was released and corrected."""
    fund = CommunityFund.objects.standing().first()
    if fund is None:
        return Finding(0, "no community fund")
    over = quarters(fund.founded_on, told_on())
    out = set(FundRelease.objects.filter(fund=fund).values_list("quarter", flat=True))
    found = {
        "drafted": set(over) <= set(fund.reports.values_list("quarter", flat=True)),
        "released": len(out) >= 2,
        "missing": any(first not in out for first in over[:-1]),
        "waits": fund.reports.filter(release=None, quarter=over[-1]).exists(),
        "corrected": FundRelease.objects.filter(fund=fund, corrects__isnull=False).exists(),
    }
    return equal(dict.fromkeys(found, True), found, "the fund's reports")


def signed_by_who_released() -> Finding:
    rows = FundRelease.objects.all()
    return none_of(rows, rows.exclude(signed=F("released_by__name")), "bears another's name")


def counted() -> Finding:
    register = BookLine.objects.values_list("community_id").annotate(n=Count("pk"))
    tally = TallyDelta.objects.filter(measure="charity.fund_lines").values_list("scope")
    found = dict(tally.annotate(n=Sum("delta")))
    return equal(dict(register), found, "fund lines in community")


def ended() -> Finding:
    """One is over: nothing is left, where it went is said, nobody sits, no quarter is missing."""
    fund = CommunityFund.objects.filter(ended_on__isnull=False).first()
    if fund is None:
        return Finding(0, "no fund that ended")
    out = FundRelease.objects.filter(fund=fund).values_list("quarter", flat=True)
    found = {
        "nothing left": fund.balance == 0,
        "said where": fund.ending is not None and bool(fund.ending.goes_to),
        "nobody sits": not fund.members.filter(left_on=None).exists(),
        "reported": set(quarters_of(fund, told_on())) == set(out),
    }
    return equal(dict.fromkeys(found, True), found, "the fund that ended")


CHECKS = (
    Check("基金终止 · the fund ended", ended),
    Check("基金账目 · the fund mirrored", mirrored),
    Check("基金决议 · the fund resolved", resolved),
    Check("基金季报 · the fund reported", reported),
    Check("季报署名 · reports signed by who released", signed_by_who_released),
    Check("基金计数 · the fund counted", counted),
)
