"""What follows from a fund's books and seats, for those who act and those who read."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from charity.models import CommunityFund, FundMember
from core.spans import next_quarter, quarter_of

INCOME = Q(kind__in=["donation", "grant", "interest"]) | Q(
    kind="correction", corrects__amount__gt=0
)
"""What a correction takes back, it takes from its own side."""


@dataclass(frozen=True)
class Figures:
    opening: Decimal
    income: Decimal
    expense: Decimal

    @property
    def closing(self) -> Decimal:
        return self.opening + self.income - self.expense


def lacking(fund: CommunityFund, sits: list[str]) -> str:
    """What keeps the committee from resolving anything; empty where nothing does."""
    seats, supervisors = (
        sits.count(FundMember.Seat.COMMITTEE),
        sits.count(FundMember.Seat.SUPERVISOR),
    )
    if seats < fund.committee_least:
        said = _("管委会至少 {least} 人，现在 {seats} 人")
        return said.format(least=fund.committee_least, seats=seats)
    if fund.committee_is_odd and seats % 2 == 0:
        return _("管委会要是单数，现在 {seats} 人").format(seats=seats)
    if supervisors < fund.supervisors_least:
        said = _("监督人至少 {least} 人，现在 {n} 人")
        return said.format(least=fund.supervisors_least, n=supervisors)
    return ""


def quarters(founded_on: date, today: date) -> list[date]:
    """The first day of each quarter since the founding that is over."""
    first = quarter_of(founded_on)
    found = []
    while (following := next_quarter(first)) <= today:
        found.append(first)
        first = following
    return found


def quarters_of(fund: CommunityFund, today: date) -> list[date]:
    """Those that are over, until the one in which the fund ended."""
    end = fund.ended_on
    return [first for first in quarters(fund.founded_on, today) if end is None or first <= end]


def due_on(fund: CommunityFund, first: date) -> date:
    """The last day on which it is not missing yet."""
    return next_quarter(first) + timedelta(days=fund.report_within_days - 1)


def figures_of(fund: CommunityFund, first: date) -> Figures:
    """By the day the host booked it. What a correction takes back, it takes from its own side."""
    after = next_quarter(first)
    inside = Q(booked_on__gte=first, booked_on__lt=after)
    sums = fund.lines.aggregate(
        opening=Sum("amount", filter=Q(booked_on__lt=first)),
        income=Sum("amount", filter=inside & INCOME),
        expense=Sum("amount", filter=inside & ~INCOME),
    )
    zero = Decimal()
    return Figures(sums["opening"] or zero, sums["income"] or zero, -(sums["expense"] or zero))
