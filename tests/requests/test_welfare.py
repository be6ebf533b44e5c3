"""A meal that did not reach somebody old who lives alone opens an order the same hour: once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant
from charity.actions import deliveries, programmes
from charity.models import Meal
from core import outbox, subscriptions
from core.models import OutboxMessage
from requests.actions import welfare
from requests.models import ServiceRequest, WelfareCheck
from tests.charity.dining import (
    alone,
    canteen,
    diner,
    elder,
    now_it_is_that_day,
    tomorrow,
)
from tests.races import meet_inside, together
from tests.town import years_ago
from tests.waiting import deliver_all

pytestmark = pytest.mark.django_db
HOOK = "requests.look_in"


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


def not_opened(town, person, *, why="no_answer", told=True, **said):
    """Nobody opened: the carrier says so."""
    made = canteen(town, name=f"食堂{person.pk}")
    programmes.name_hand(made, part="carrier", user=town.volunteer, actor=town.staff)
    diner(town, made, person, way="home")
    day = tomorrow(made)
    deliveries.give_out(day, carrier=town.volunteer, actor=town.staff)
    meal = now_it_is_that_day(day).meals.get()
    failed = deliveries.fail(meal, why=why, note="敲了两次", actor=town.volunteer, **said)
    if told:
        deliver_all()
    return failed


def with_somebody(town, **facts):
    """Old, and his wife lives with him."""
    home = town.household()
    town.person("章妻", home, born_on=years_ago(76))
    return town.person("章老", home, **{"born_on": years_ago(78), **facts})


def test_the_order_is_there_with_its_clock_and_whom_to_see(town):
    person = alone(with_somebody(town, phone="13900007788"), town)
    meal = not_opened(town, person)
    row = ServiceRequest.objects.get()
    assert row.welfare_check.meal == meal
    assert row.resident == person
    assert row.contact_phone.open() == "13900007788"
    assert row.item.code == "meal-missed"
    assert row.due_at is not None
    assert row.due_at - row.created_at <= timedelta(hours=1, minutes=1)
    assert "没人应门" in f"{row.title}{row.body}"
    assert row.keeper_id


def test_old_and_nobody_else_behind_the_door_is_alone_too(town):
    not_opened(town, elder(town))
    assert ServiceRequest.objects.count() == 1


@pytest.mark.parametrize("case", ["with his wife", "young", "arrived"])
def test_for_nobody_else_one_knocks(town, case):
    if case == "with his wife":
        not_opened(town, with_somebody(town))
    elif case == "young":
        assert not welfare.lives_alone(town.person("钱青", born_on=years_ago(40)))
    else:
        meal = not_opened(town, elder(town), told=False)
        Meal.objects.filter(pk=meal.pk).update(status="delivered", why="")
        deliver_all()
    assert not ServiceRequest.objects.exists()


def test_who_stood_at_the_door_and_worries_has_somebody_look_in(town):
    not_opened(town, with_somebody(town), is_worrying=True)
    assert ServiceRequest.objects.count() == 1


def test_told_again_and_again_it_is_one_order(town):
    meal = not_opened(town, elder(town))
    OutboxMessage.objects.filter(subscriber=HOOK).update(status="pending", attempts=0)
    deliver_all()
    assert welfare.look_in(meal.pk) is None
    assert ServiceRequest.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        WelfareCheck.objects.create(
            community=town.community, meal=meal, service_request=ServiceRequest.objects.get()
        )


def test_without_the_hook_nobody_would_knock(town, monkeypatch):
    """The control: the order comes through the outbox and by no other way."""
    heard = [each for each in subscriptions.by_topic[deliveries.FAILED] if each.name != HOOK]
    assert len(heard) == len(subscriptions.by_topic[deliveries.FAILED]) - 1
    monkeypatch.setitem(subscriptions.by_topic, deliveries.FAILED, heard)
    not_opened(town, elder(town))
    assert not ServiceRequest.objects.exists()


def test_where_nobody_is_in_office_it_waits_and_is_seen(town, error_log):
    meal = not_opened(town, elder(town), told=False)
    RoleGrant.objects.filter(role__in=["community_staff", "community_secretary"]).update(
        revoked_at=timezone.now()
    )
    with pytest.raises(welfare.NobodyInOfficeError):
        welfare.look_in(meal.pk)
    deliver_all()
    assert not ServiceRequest.objects.exists()
    assert OutboxMessage.objects.filter(subscriber=HOOK).exclude(status="done").exists()
    assert error_log, "a colleague who looks after the platform reads of it"
    error_log.clear()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_workers_at_once_open_one(town, monkeypatch, locked):
    meal = not_opened(town, elder(town), told=False)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, welfare, "already", after=True)
    outcomes = together(*[lambda: welfare.look_in(meal.pk)] * 2)
    assert meeting.happened is not locked
    assert [type(each.error) for each in outcomes if each.error] == (
        [] if locked else [IntegrityError]
    )
    assert ServiceRequest.objects.count() == 1


def test_the_programme_s_page_shows_who_was_sent_and_until_when(town, enter):
    meal = not_opened(town, elder(town))
    page = enter("staff").get(reverse("charity:programme", args=[meal.day.programme_id]))
    said = page.content.decode()
    row = ServiceRequest.objects.get()
    assert row.number in said
    assert reverse("requests:case", args=[row.pk]) in said
    assert timezone.localtime(row.due_at).strftime("%H:%M") in said
