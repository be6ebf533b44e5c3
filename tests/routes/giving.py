"""Gifts and those who may accept them, in one's own community, in the sibling one, far away."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from charity.actions import (
    aid,
    allocations,
    campaigns,
    earning_books,
    earnings,
    fund_books,
    fund_reports,
    funds,
    gifts,
    handouts,
    library,
    recipients,
    stock,
)
from charity.actions.campaigns import Papers
from charity.actions.facts import DonorFacts, GiftFacts
from charity.models import FundReport
from core.identifiers import uscc_check_character
from organizations.actions import organizations
from organizations.actions.facts import Facts
from tests.routes import things as t


def recipient(things: t.Things, place: str) -> Any:
    """In one's own place the organisation `org_manager` speaks for."""
    if place == "own":
        body = things.town.organization
    else:
        name, code = f"善会{place}", code_with_check(f"52520281MJY{len(place)}00001")
        body = organizations.register(
            things.get(t.community, place),
            Facts(kind="service_agency", name=name, registration="registered", uscc=code),
            actor=things.clerk(place),
        )
    return recipients.admit(
        body, ground="charity", certificate=f"C-{place}", actor=things.clerk(place)
    )


def code_with_check(body: str) -> str:
    return body + uscc_check_character(body + "0")


def gift(things: t.Things, place: str) -> Any:
    """Offered, written down by nobody who is still here: whoever looks may confirm it."""
    return gifts.record(
        things.get(t.community, place),
        things.get(recipient, place).organization,
        GiftFacts(resource="goods", what="大米", quantity=Decimal(20), unit="袋"),
        donor=DonorFacts(name="钱捐", phone="13500002222"),
        actor=None,
    )


def allocation(things: t.Things, place: str) -> Any:
    came = gifts.receive(things.get(gift, place), actor=things.clerk(place))
    said = {"quantity": Decimal(1), "what": "食堂"}
    return allocations.allocate(came, **said, actor=things.clerk(place))


def campaign(things: t.Things, place: str) -> Any:
    """Over, with nothing in the box; counted by nobody."""
    who = things.get(recipient, place)
    type(who).objects.filter(pk=who.pk).update(raises_in_public=True)
    held = timezone.localdate() - timedelta(days=20)
    papers = Papers(
        title="义卖",
        way="sale",
        certificate="募01",
        filing_number="备01",
        filed_on=held - timedelta(days=10),
        starts_on=held,
        ends_on=held,
        place="广场",
        purpose="any",
        plan="助老",
    )
    home = things.get(t.community, place)
    return campaigns.record(home, who.organization, papers, actor=things.clerk(place))


def aid_record(things: t.Things, place: str) -> Any:
    """Proposed by nobody who is still here: whoever looks may decide."""
    came = gifts.receive(things.get(gift, place), actor=things.clerk(place))
    store = stock.take_in(came, quantity=Decimal(5), actor=things.clerk(place))
    said = {"kind": "hardship", "name": "钱助", "ground": "低保", "actor": None}
    place_ = things.get(t.community, place)
    return aid.propose(place_, gift=came, lot=store, quantity=Decimal(1), **said)


def thing(things: t.Things, place: str) -> Any:
    return library.add(things.get(t.community, place), name="轮椅", actor=things.clerk(place))


def asset(things: t.Things, place: str) -> Any:
    by = things.clerk(place)
    return earnings.list_asset(things.get(t.community, place), name="空地", actor=by)


def project(things: t.Things, place: str) -> Any:
    by, today, home = things.clerk(place), timezone.localdate(), things.get(t.community, place)
    said = {"resolution": "居民会议", "since": today, "actor": by}
    earnings.resolve(home, upkeep=40, care=40, reserve=20, **said)
    contract = {"name": "夜市", "partner": "夜市公司", "agreement_number": "经-1"}
    return earnings.start(home, starts_on=today, ends_on=today, actor=by, **contract)


def income(things: t.Things, place: str) -> Any:
    said = {"voucher": "营-1", "amount": Decimal(90), "actor": things.clerk(place)}
    return earning_books.earn(things.get(project, place), **said)


def pot(things: t.Things, place: str) -> Any:
    return earning_books.pots(things.get(income, place).community)["care"]


def move(things: t.Things, place: str) -> Any:
    said = {"what": "慰问", "resolution": "会议", "actor": things.clerk(place)}
    return earning_books.spend(things.get(pot, place), amount=Decimal(1), **said)


def fund(things: t.Things, place: str) -> Any:
    today, by = timezone.localdate(), things.clerk(place)
    founded = {"founded_on": today - timedelta(days=120), "actor": by}
    host = things.get(recipient, place).organization
    return funds.found(things.get(t.community, place), host=host, **founded)


def member(things: t.Things, place: str) -> Any:
    seated = {"seat": "committee", "side": "donor", "name": "钱委", "actor": things.clerk(place)}
    return funds.seat(things.get(fund, place), **seated)


def proposal(things: t.Things, place: str) -> Any:
    said = {"what": "凉亭", "purpose": "public", "amount": Decimal(9)}
    return funds.propose(things.get(fund, place), actor=things.clerk(place), **said)


def line_of_fund(things: t.Things, place: str) -> Any:
    said = {"kind": "grant", "voucher": "收-1", "what": "配套", "amount": Decimal(9)}
    return fund_books.book(things.get(fund, place), actor=things.clerk(place), **said)


def report(things: t.Things, place: str) -> Any:
    made = things.get(fund, place)
    fund_reports.draft_due()
    return made.reports.filter(release=None).first()


def release(things: t.Things, place: str) -> Any:
    out = FundReport.objects.create(
        community=things.get(t.community, place),
        fund=things.get(fund, place),
        quarter=date(2001, 1, 1),
        text="x",
    )
    return fund_reports.release(out, checked=True, actor=things.clerk(place))


def lot(things: t.Things, place: str) -> Any:
    came = gifts.receive(things.get(gift, place), actor=things.clerk(place))
    return stock.take_in(came, quantity=Decimal(10), actor=things.clerk(place))


def handout(things: t.Things, place: str) -> Any:
    return handouts.plan(
        things.get(lot, place),
        title="慰问",
        held_on=timezone.localdate(),
        each=Decimal(1),
        actor=things.clerk(place),
    )


def line(things: t.Things, place: str) -> Any:
    made = things.get(handout, place)
    handouts.put_on_list(made, people="钱领", actor=things.clerk(place))
    return made.lines.get()
