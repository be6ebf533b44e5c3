"""What follows from the books of earned money, for those who act and those who read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from charity.fund_reckoning import INCOME
from charity.models import (
    Allocation,
    BookLine,
    Head,
    Income,
    PotLine,
    Resource,
    SharingRule,
    YearlyAccount,
)
from charity.models.earnings import year_of
from communities.models import Area


@dataclass(frozen=True)
class Ratio:
    """造血: what was earned, of all that was spent. Both numbers are shown beside it."""

    earned: Decimal
    spent: Decimal

    @property
    def percent(self) -> Decimal | None:
        """None where nothing was spent: of nothing there is no part."""
        return (100 * self.earned / self.spent).quantize(Decimal("0.1")) if self.spent else None


def rule_on(community: Area, day: date) -> SharingRule | None:
    rows = SharingRule.objects.filter(community=community, since__lte=day)
    return rows.order_by("-since").first()


def account_of(community: Area, year: int) -> dict[str, Decimal]:
    """By the day each line was booked; corrections count on their own day. A use of a gift that
    was paid through the fund is the fund's, and is not counted again."""
    days = {"booked_on__range": year_of(date(year, 1, 1))}
    income = Income.objects.filter(community=community, **days).aggregate(sum=Sum("amount"))
    moved = PotLine.objects.filter(community=community, income__isnull=True, **days)
    spent = {
        row["pot__head"]: -row["sum"]
        for row in moved.order_by().values("pot__head").annotate(sum=Sum("amount"))
    }
    lines = BookLine.objects.filter(~INCOME, fund__community=community, **days)
    through = BookLine.objects.filter(allocation__isnull=False).values("allocation")
    uses = Allocation.objects.standing().filter(
        ~Q(pk__in=through),
        community=community,
        gift__resource=Resource.MONEY,
        used_on__range=days["booked_on__range"],
    )
    return {
        "income": _sum(income),
        **{head.value: spent.get(head.value, Decimal()) for head in Head},
        "fund": -_sum(lines.aggregate(sum=Sum("amount"))),
        "gifts": _sum(uses.aggregate(sum=Sum("quantity"))),
    }


def ratio_of(account: YearlyAccount) -> Ratio:
    return Ratio(account.income, account.spent)


def _sum(found: dict[str, Any]) -> Decimal:
    return found["sum"] or Decimal()
