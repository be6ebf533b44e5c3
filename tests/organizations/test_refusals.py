"""What the registers of organisations, check-ins and social workers do not take, and why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.exceptions import DomainError
from organizations.actions import (
    checkin_accounts,
    checkins,
    organizations,
    stationings,
    unit_checkins,
)
from organizations.actions import social_workers as workers
from organizations.models import SocialWorker, Stationing
from tests.organizations.test_checkins import at_desk
from tests.organizations.test_unit_checkins import facts as unit_facts

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def refused(act):
    with pytest.raises(DomainError) as raised:
        act()
    return raised.value.field or raised.value.code


def test_a_contact_has_a_name(town, association):
    act = lambda: organizations.set_contact(  # noqa: E731
        association, name=" ", phone="13900001111", actor=town.staff
    )
    assert refused(act) == "name"


def test_what_is_over_is_linked_to_nobody(town):
    made = at_desk(town, phone="13800000016")
    checkins.withdraw_member(made, actor=town.staff)
    link = lambda: checkin_accounts.link_account(  # noqa: E731
        made, user=town.stranger, actor=town.staff
    )
    assert refused(link) == "linked"


def test_a_unit_comes_to_a_community_and_hears_why_not(town):
    def register(place):
        return unit_checkins.register_unit(
            town.organization, place, unit_facts(), actor=town.org_manager
        )

    assert refused(lambda: register(town.grid)) == "community"
    made = register(town.community)
    no = lambda: unit_checkins.decline_unit(made, reason=" ", actor=town.staff)  # noqa: E731
    assert refused(no) == "reason"


def test_a_social_worker_leaves_with_a_reason_and_not_before_his_last_day(town):
    worker = SocialWorker.objects.get(user=town.social_worker)

    def leave(reason, days=0):
        day = TODAY() + timedelta(days=days)
        return refused(
            lambda: workers.leave(worker, reason=reason, last_day=day, actor=town.secretary)
        )

    assert leave(" ") == "reason"
    assert leave("回家", days=1) == "last_day"


def test_a_station_is_in_a_community_and_ends_once_with_a_reason(town):
    worker = SocialWorker.objects.get(user=town.social_worker)
    by = town.org_manager
    assert refused(lambda: stationings.propose(worker, town.grid, actor=by)) == "community"
    held = Stationing.objects.get(worker=worker)
    end = lambda reason: stationings.end(held, reason=reason, actor=town.secretary)  # noqa: E731
    assert refused(lambda: end(" ")) == "reason"
    stationings.end(held, reason="轮换", actor=town.secretary, last_day=TODAY() - timedelta(days=1))
    assert refused(lambda: end("轮换")) == "ended"
