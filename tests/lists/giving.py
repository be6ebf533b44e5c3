"""More gifts, in every state, and more who may accept them."""

from datetime import timedelta
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
from charity.models import (
    AidRecord,
    Campaign,
    Gift,
    HandOut,
    Lot,
    OperatingProject,
    Recipient,
    SharedThing,
    YearlyAccount,
)
from organizations.actions import organizations
from organizations.actions.facts import Facts
from organizations.models import Organization
from tests.town import Town


def a_gift(town: Town, body: Organization, n: int = 0) -> Gift:
    return gifts.record(
        town.community,
        body,
        GiftFacts(resource="goods", what=f"大米{n}", quantity=Decimal(20), unit="袋"),
        donor=DonorFacts(name=f"常捐{n}", phone=f"1357777{n:04d}"),
        actor=town.staff,
    )


def may_accept(town: Town) -> Recipient:
    return recipients.admit(
        town.organization, ground="public_benefit", certificate="公益01", actor=town.staff
    )


def a_lot(town: Town, body: Organization) -> Lot:
    facts = GiftFacts(resource="goods", what="大米", quantity=Decimal(900), unit="袋")
    given = gifts.record(
        town.community, body, facts, donor=DonorFacts(name="常捐"), actor=town.staff
    )
    return stock.take_in(
        gifts.receive(given, actor=town.secretary), quantity=Decimal(900), actor=town.staff
    )


def a_paid_gift(town: Town, body: Organization) -> Gift:
    """From the number that `secretary` signs in with."""
    facts = GiftFacts(resource="money", what="助学", amount=Decimal(900))
    his = DonorFacts(name="周明", phone="13800000001")
    given = gifts.record(town.community, body, facts, donor=his, actor=town.staff)
    return gifts.receive(given, actor=town.secretary)


def a_thing(town: Town, n: int) -> SharedThing:
    return library.add(town.community, name=f"轮椅{n}", actor=town.staff)


def a_campaign(town: Town, n: int = 0) -> Campaign:
    """Over since some days, by one who may raise in public; nobody counted yet."""
    Recipient.objects.filter(organization=town.organization).update(raises_in_public=True)
    held = timezone.localdate() - timedelta(days=20)
    papers = Papers(
        title=f"义卖{n}",
        way="sale",
        certificate="募01",
        filing_number=f"备{n}",
        filed_on=held - timedelta(days=10),
        starts_on=held,
        ends_on=held,
        place="广场",
        purpose="any",
        plan="助老",
    )
    return campaigns.record(town.community, town.organization, papers, actor=town.staff)


def campaigns_of_all_states(grown: Any, n: int) -> None:
    town = grown.town
    a_campaign(town, 2 * n + 1)
    for row in (grown.campaign, a_campaign(town, 2 * n + 2)):
        facts = GiftFacts(
            resource="money", what="箱", amount=Decimal(5), offered_on=row.starts_on, campaign=row
        )
        donor = DonorFacts(name=f"义捐{n}")
        given = gifts.record(
            town.community, town.organization, facts, donor=donor, actor=town.staff
        )
        gifts.receive(given, actor=town.secretary)
        allocations.allocate(given, quantity=Decimal(1), what="扶手", actor=town.staff)
        raised = Decimal(5 * row.gifts.count())
        campaigns.count(row, raised=raised, cost=Decimal(0), text="卖完了", actor=town.staff)
        campaigns.publish(row, checked=True, actor=town.secretary)
        campaigns.correct(row, explanation="漏了一箱", actor=town.staff)


def an_aid(town: Town, gift: Gift, name: str) -> AidRecord:
    said = {"kind": "hardship", "name": name, "ground": "低保", "actor": town.staff}
    return aid.propose(town.community, gift=gift, quantity=Decimal(1), **said)


def a_fund(town: Town) -> tuple[Any, Any, Any]:
    """With its committee, a draft and a report that is out."""
    body = organizations.register(
        town.community,
        Facts(kind="school", name="慈会", registration="none"),
        actor=town.staff,
    )
    Recipient.objects.create(organization=body, ground="charity", certificate="慈")
    today = timezone.localdate()
    said = {"host": body, "founded_on": today - timedelta(days=200), "actor": town.staff}
    fund = funds.found(town.community, **said)
    for n in range(6):
        where = "supervisor" if n == 5 else "committee"
        funds.seat(fund, seat=where, side="resident", name=f"席{n}", actor=town.staff)
    funded = {"kind": "grant", "what": "配套", "actor": town.staff}
    fund_books.book(fund, voucher="收-0", amount=Decimal(90000), **funded)
    fund_reports.draft_due(today)
    first, second = fund.reports.order_by("quarter")[:2]
    out = fund_reports.release(first, checked=True, named=True, actor=town.secretary)
    return fund, second, out


def fund_of_all_states(grown: Any, n: int) -> None:
    town, fund = grown.town, grown.fund
    said = {"purpose": "public", "amount": Decimal(9), "actor": town.staff}
    _asked, carried = (funds.propose(fund, what=f"凳{n}{turn}", **said) for turn in "ab")
    seats = fund.members.filter(seat="committee").count()
    funds.resolve(
        carried,
        held_on=timezone.localdate(),
        present=seats,
        in_favour=seats,
        supervisor=fund.members.get(seat="supervisor"),
        resolution="例会",
        actor=town.staff,
    )
    paid = {"kind": "use", "what": "凳", "amount": Decimal(2), "proposal": carried}
    for turn in "ab":
        line = fund_books.book(fund, voucher=f"支-{n}{turn}", actor=town.staff, **paid)
    fund_books.correct(line, voucher=f"更-{n}", what="重了", actor=town.staff)
    today = timezone.localdate()
    fund_books.reconcile(
        fund, since=today, until=today, theirs=Decimal(n), listed=f"记-{n} 5", actor=town.staff
    )
    seated = {"seat": "committee", "side": "donor", "actor": town.staff}
    for turn in "ab":
        funds.seat(fund, name=f"座{n}{turn}", **seated)


def a_project(town: Town, n: int = 0) -> OperatingProject:
    """With the rule its income is shared by."""
    today = timezone.localdate()
    if not n:
        said = {"resolution": "居民会议", "since": today, "actor": town.staff}
        earnings.resolve(town.community, upkeep=40, care=40, reserve=20, **said)
    asset = earnings.list_asset(town.community, name=f"空地{n}", actor=town.staff)
    earnings.plan_asset(asset, plan="夜市", actor=town.staff)
    contract = {"partner": "夜市公司", "agreement_number": f"经-{n}", "asset": asset}
    dates = {"starts_on": today, "ends_on": today, "actor": town.staff}
    return earnings.start(town.community, name=f"夜市{n}", **contract, **dates)


def earnings_of_all_states(grown: Any, n: int) -> None:
    town = grown.town
    a_project(town, n + 1)
    earnings.list_asset(town.community, name=f"车棚{n}", actor=town.staff)
    said = {"amount": Decimal(100), "actor": town.staff}
    for turn in "ab":
        row = earning_books.earn(grown.project, voucher=f"营-{n}{turn}", **said)
    earning_books.take_back(row, voucher=f"更营-{n}", why="押金", actor=town.staff)
    pot = earning_books.pots(town.community)["care"]
    for turn in "ab":
        spent = {"what": f"慰问{n}{turn}", "resolution": "会议", "actor": town.staff}
        line = earning_books.spend(pot, amount=Decimal(2), **spent)
    earning_books.put_back(line, what="没办", actor=town.staff)
    year = 2001 + n % 20
    told = YearlyAccount.objects.filter(year=year).exists()
    said = {"explanation": "漏了" if told else "", "actor": town.secretary}
    earnings.disclose(town.community, year=year, **said)


def a_handout(town: Town, lot: Lot) -> HandOut:
    return handouts.plan(
        lot, title="慰问", held_on=timezone.localdate(), each=Decimal(1), actor=town.staff
    )


def gifts_of_all_states(grown: Any, n: int) -> None:
    town, body = grown.town, grown.organization
    _waiting, here, gone, back = (a_gift(town, body, 4 * n + turn + 1) for turn in range(4))
    gifts.receive(here, receipt_number=f"P-{n}", actor=town.secretary)
    paid = GiftFacts(resource="money", what=f"助学{n}", amount=Decimal(90))
    his = DonorFacts(name="钱捐", phone="13800000001")
    more = gifts.receive(
        gifts.record(town.community, body, paid, donor=his, actor=town.staff), actor=town.secretary
    )
    for each in (more, grown.paid):
        said = {"quantity": Decimal(1), "what": "校服", "actor": town.staff}
        allocations.allocate(each, kind="aid", reference=n + 1, recipient="章小雨", **said)
    aid.approve(an_aid(town, grown.paid, f"章{n}"), decision="会", actor=town.secretary)
    an_aid(town, grown.paid, f"文{n}")
    who = {"name": "章借", "phone": f"139{n:08d}", "actor": town.staff}
    for thing in (grown.thing, a_thing(town, n)):
        library.lend(thing, **who)
    library.take_back(grown.thing, actor=town.staff)
    gifts.refuse(gone, reason="放不下", actor=town.staff)
    gifts.give_back(gifts.receive(back, actor=town.secretary), reason="坏了", actor=town.staff)
    school = organizations.register(
        town.community,
        Facts(kind="school", name=f"善校{n}", registration="none"),
        actor=town.staff,
    )
    lot = stock.take_in(here, quantity=Decimal(20), actor=town.staff)
    for each in (lot, grown.lot):
        stock.issue(each, quantity=Decimal(1), reason="食堂", actor=town.staff)
    a_handout(town, grown.lot)
    handouts.put_on_list(grown.handout, people=f"领{n}\n取{n} 1号楼", actor=town.staff)
    recipients.admit(school, ground="institution", certificate=f"S-{n}", actor=town.staff)
