"""More gifts, in every state, and more who may accept them."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from charity.actions import gifts, handouts, recipients, stock
from charity.actions.facts import DonorFacts, GiftFacts
from charity.models import Gift, HandOut, Lot, Recipient
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


def a_handout(town: Town, lot: Lot) -> HandOut:
    return handouts.plan(
        lot, title="慰问", held_on=timezone.localdate(), each=Decimal(1), actor=town.staff
    )


def gifts_of_all_states(grown: Any, n: int) -> None:
    town, body = grown.town, grown.organization
    _waiting, here, gone, back = (a_gift(town, body, 4 * n + turn + 1) for turn in range(4))
    gifts.receive(here, receipt_number=f"P-{n}", actor=town.secretary)
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
