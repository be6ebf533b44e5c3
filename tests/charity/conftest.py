"""The town, one who may accept gifts in it, and a few gifts."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from charity.actions import gifts, recipients
from charity.actions.facts import DonorFacts, GiftFacts
from charity.models import Gift, Recipient
from core import scope
from tests.town import Town, enter, town

__all__ = ["enter", "town"]

HER = DonorFacts(name="柯善", phone="13900007001")
"""A person who gives."""


def goods(**values: Any) -> GiftFacts:
    said = {"resource": "goods", "what": "大米", "quantity": Decimal(200), "unit": "袋"}
    return GiftFacts(**{**said, **values})


def money(amount: Any = 5000, **values: Any) -> GiftFacts:
    said = {"resource": "money", "what": "助学金", "amount": Decimal(amount)}
    return GiftFacts(**{**said, **values})


def admit(town: Town) -> Recipient:
    """The organisation `org_manager` speaks for may accept gifts."""
    with scope.entered(scope.EVERYTHING):
        return recipients.admit(
            town.organization, ground="public_benefit", certificate="公益01", actor=town.staff
        )


def give(town: Town, facts: GiftFacts | None = None, donor: DonorFacts = HER) -> Gift:
    with scope.entered(scope.EVERYTHING):
        return gifts.record(
            town.community,
            town.organization,
            facts or goods(),
            donor=donor,
            actor=town.staff,
        )


@pytest.fixture
def recipient(town: Town) -> Recipient:
    return admit(town)


@pytest.fixture
def offered(town: Town, recipient: Recipient) -> Gift:
    """Two hundred bags of rice; `staff` wrote it down."""
    return give(town)


@pytest.fixture
def received(town: Town, offered: Gift) -> Gift:
    return gifts.receive(offered, actor=town.secretary)


@pytest.fixture
def another(town: Town, recipient: Recipient) -> Callable[..., Gift]:
    return lambda *args, **values: give(town, *args, **values)
