"""Goods run out: who keeps the storeroom hears a month and a week before, once each."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from charity.actions import expiry, gifts, stock
from charity.models.stock import REMIND_AT
from charity.tasks import remind_of_expiry
from core.models import Message
from tests.charity.conftest import give, goods

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def lot(town, recipient):
    gift = gifts.receive(give(town, goods()), actor=town.secretary)
    last = TODAY() + timedelta(days=40)
    return stock.take_in(gift, quantity=Decimal(20), expires_on=last, actor=town.staff)


def told():
    return Message.objects.filter(code="charity.lot_expiring")


def days_before(lot, left):
    return expiry.remind(lot.expires_on - timedelta(days=left))


def test_a_month_and_a_week_before_and_once_each(town, lot):
    assert REMIND_AT == (30, 7)
    counts = []
    for left in (31, 30, 29, 8, 7, 7, 1, 0, -1):
        days_before(lot, left)
        counts.append(told().values("dedup_key").distinct().count())
    heard = sorted({row.to_user_id for row in told()})
    keepers = sorted(town.accounts[name].pk for name in ("staff", "secretary"))
    assert heard == keepers
    assert counts == [0, 1, 1, 1, 2, 2, 2, 2, 2], "each stage once, however often it runs"
    assert told().count() == 2 * len(keepers)
    assert told().first().link == reverse("charity:lot", args=[lot.pk])


def test_what_came_in_late_is_spoken_of_at_once(lot):
    days_before(lot, 12)
    days_before(lot, 11)
    assert told().values("dedup_key").distinct().count() == 1
    days_before(lot, 5)
    assert told().values("dedup_key").distinct().count() == 2


def test_of_what_is_gone_nobody_hears(town, lot):
    stock.issue(lot, quantity=Decimal(20), reason="发完了", actor=town.staff)
    assert days_before(lot, 30) == 0


def test_the_sweep_runs_by_the_clock(lot):
    lot.expires_on = TODAY() + timedelta(days=7)
    lot.save(update_fields=["expires_on"])
    for _twice in range(2):
        remind_of_expiry()
    assert told().values("dedup_key").distinct().count() == 1
