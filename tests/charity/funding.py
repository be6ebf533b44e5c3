"""A fund with a lawful committee, for the tests of its money and its reports."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from charity.actions import fund_books, funds, recipients
from charity.models import BookLine, CommunityFund, FundMember, FundProposal
from core import scope
from tests.town import Town


def today() -> Any:
    return timezone.localdate()


def a_fund(town: Town, *, seats: int = 5, supervisors: int = 1, ago: int = 300) -> CommunityFund:
    with scope.entered(scope.EVERYTHING):
        if not hasattr(town.organization, "recipient"):
            recipients.admit(
                town.organization, ground="charity", certificate="慈01", actor=town.staff
            )
        founded = today() - timedelta(days=ago)
        fund = funds.found(
            town.community, host=town.organization, founded_on=founded, actor=town.staff
        )
        for n in range(seats):
            seat(town, fund, f"委员{'甲乙丙丁戊己庚'[n]}")
        for n in range(supervisors):
            seat(town, fund, f"监督{'甲乙丙'[n]}", seat="supervisor")
        return fund


def seat(town: Town, fund: CommunityFund, name: str, **said: Any) -> FundMember:
    values = {"seat": "committee", "side": "resident", **said}
    return funds.seat(fund, name=name, actor=town.staff, **values)


def income(town: Town, fund: CommunityFund, amount: int = 1000, **said: Any) -> BookLine:
    values = {"kind": "grant", "voucher": f"收-{amount}", "what": "街道配套", **said}
    return fund_books.book(fund, amount=Decimal(amount), actor=town.staff, **values)


def ask(town: Town, fund: CommunityFund, amount: int = 600, what: str = "凉亭") -> FundProposal:
    return funds.propose(
        fund, what=what, purpose="public", amount=Decimal(amount), actor=town.staff
    )


def vote(town: Town, proposal: FundProposal, yes: int = 5, **said: Any) -> FundProposal:
    values = {
        "held_on": today(),
        "present": 5,
        "supervisor": proposal.fund.members.filter(seat="supervisor").first(),
        "resolution": "例会表决",
        **said,
    }
    return funds.resolve(proposal, in_favour=yes, actor=town.staff, **values)


def pay(town: Town, proposal: FundProposal, amount: int = 600, **said: Any) -> BookLine:
    values = {"voucher": f"支-{amount}", "what": "付款", **said}
    return fund_books.book(
        proposal.fund, kind="use", proposal=proposal, amount=Decimal(amount),
        actor=town.staff, **values,
    )  # fmt: skip
