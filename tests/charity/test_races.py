"""Two people at one gift at the same moment; one donor entered twice; one receipt number twice."""

import pytest
from django.db import models

from charity.actions import gifts
from charity.models import Donor, Gift
from core import outbox
from core.exceptions import DomainError
from core.models import TallyDelta
from tests.charity.conftest import HER, admit, give, money
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db(transaction=True)
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


@LOCK_OFF
def test_a_gift_that_two_confirm_came_once(town, monkeypatch, locked):
    admit(town)
    gift = give(town, money(100))
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, gifts, "_require")
    outcomes = together(
        lambda: gifts.receive(gift, actor=town.secretary),
        lambda: gifts.receive(gift, actor=town.org_manager),
    )
    refused = [each.error for each in outcomes if each.error]
    steps = TallyDelta.objects.filter(measure="charity.gifts")
    counted = sum(steps.values_list("delta", flat=True))
    assert meeting.happened is not locked
    if locked:
        assert [error.code for error in refused] == ["moved_on"]
        assert counted == 1
    else:
        assert (refused, counted) == ([], 2)


def test_one_donor_entered_twice_at_once_is_one(town, monkeypatch):
    admit(town)
    meeting = meet_inside(monkeypatch, gifts, "_known", after=True)
    outcomes = together(*[lambda: give(town, donor=HER)] * 2)
    assert meeting.happened
    assert Donor.objects.count() == 1
    assert [each.error.code for each in outcomes if each.error] == ["busy"]


def test_one_receipt_number_at_once_belongs_to_one(town):
    admit(town)
    two = [give(town, money(100)), give(town, money(200))]
    outcomes = together(
        *[
            lambda gift=gift: gifts.receive(gift, receipt_number="P-1", actor=town.secretary)
            for gift in two
        ]
    )
    refused = [each.error for each in outcomes if each.error]
    assert [type(error) for error in refused] == [DomainError]
    assert [error.code for error in refused] == ["receipt_taken"]
    assert Gift.objects.filter(receipt_number="P-1").count() == 1
