"""More gifts, in every state, and more who may accept them."""

from decimal import Decimal
from typing import Any

from charity.actions import gifts, recipients
from charity.actions.facts import DonorFacts, GiftFacts
from charity.models import Gift, Recipient
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
    recipients.admit(school, ground="institution", certificate=f"S-{n}", actor=town.staff)
