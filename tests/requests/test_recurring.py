"""定期单: on its day, once, for whoever is on duty."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import RoleGrant
from core.exceptions import DomainError
from requests.actions import recurring
from requests.models import RecurringRun, ServiceRequest
from requests.workflow import Channel, Status
from tests.races import together

pytestmark = pytest.mark.django_db


def monday() -> date:
    today = timezone.localdate()
    return today + timedelta(days=(0 - today.weekday()) % 7)


@pytest.fixture
def rule(desk, town):
    def make(**given):
        values = {"words": "上门看看独居老人", "weekday": 0, "consent_note": "本人同意"}
        return recurring.set_rule(town.community, by=desk.viewer("secretary"), **values | given)

    return make


def test_it_opens_an_order_on_its_day_and_only_then(rule, town):
    rule(resident=town.people["resident"])
    assert recurring.open_due(monday() + timedelta(days=1)) == 0
    assert recurring.open_due(monday()) == 1
    row = ServiceRequest.objects.get()
    assert (row.resident, row.channel, row.status) == (
        town.people["resident"],
        Channel.VISIT,
        Status.CLASSIFIED,
    )


def test_asked_every_hour_it_opens_once_a_day(rule):
    rule()
    assert [recurring.open_due(monday()) for _hour in range(3)] == [1, 0, 0]
    assert recurring.open_due(monday() + timedelta(days=7)) == 1
    assert RecurringRun.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_open_one(rule):
    made = rule()
    outcomes = together(*[lambda: recurring.open_one(made, monday())] * 2)
    assert [outcome.error for outcome in outcomes] == [None, None]
    assert sum(outcome.value is not None for outcome in outcomes) == 1
    assert ServiceRequest.objects.count() == 1


def test_every_other_week_counts_from_the_first(rule):
    made = rule(every_weeks=2, starts_on=monday())
    due = [week for week in range(6) if recurring.is_due(made, monday() + timedelta(weeks=week))]
    assert due == [0, 2, 4]


def test_it_ends_on_its_last_day(rule):
    made = rule(ends_on=monday() + timedelta(days=7))
    assert recurring.is_due(made, monday() + timedelta(days=7))
    assert not recurring.is_due(made, monday() + timedelta(days=14))


def test_a_stopped_rule_opens_nothing(rule, desk):
    made = recurring.stop(rule(), reason="老人住院了", by=desk.viewer("secretary"))
    assert recurring.open_due(monday()) == 0
    with pytest.raises(DomainError):
        recurring.stop(made, reason="又一次", by=desk.viewer("secretary"))


def test_when_who_set_it_has_left_it_stops_and_says_so(rule, town):
    made = rule()
    yesterday = timezone.localdate() - timedelta(days=1)
    RoleGrant.objects.filter(user=town.secretary).update(ends_on=yesterday)
    assert recurring.open_due(monday()) == 0
    made.refresh_from_db()
    assert made.stopped_at
    assert made.why_stopped


@pytest.mark.parametrize("name", ["worker", "resident", "street_official", "far_staff", "auditor"])
def test_only_the_community_sets_one(desk, town, name):
    with pytest.raises(DomainError):
        recurring.set_rule(
            town.community, words="看老人", weekday=0, consent_note="同意", by=desk.viewer(name)
        )
