"""Two people at the same seat, at the same person, at the same swap, at the same moment."""

from datetime import time

import pytest
from django.db import models

from communities.actions import duty, duty_plans, duty_swaps
from communities.models import DutyShift, ShiftSwap
from core import outbox, scope
from core.exceptions import DomainError
from tests.communities.duty_help import next_month, planned, post, shift_on
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db(transaction=True)
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


@pytest.fixture
def month(town):
    with scope.entered(scope.EVERYTHING):
        plan = planned(town, post(town.community), people=("worker", "second_worker"))
        return duty_plans.publish_plan(plan, actor=town.secretary)


def unlock(monkeypatch):
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)


def refusals(outcomes):
    errors = [outcome.error for outcome in outcomes if outcome.error]
    assert all(isinstance(error, DomainError) for error in errors), errors
    return [error.code for error in errors]


@LOCK_OFF
def test_two_put_one_person_on_two_posts_at_once(town, month, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        posts = [post(town.community, name, ()) for name in ("大厅", "带班")]
    hour = {"day": month.month.replace(day=9), "starts": time(10), "ends": time(12)}
    if not locked:
        unlock(monkeypatch)
    # the last it is decided by: one who saw the other's shift here would say "tired" instead
    meeting = meet_inside(monkeypatch, duty, "_require_rest", after=True)
    outcomes = together(
        *(
            lambda one=one: duty.add_shift(one, **hour, person=town.staff, actor=town.secretary)
            for one in posts
        )
    )
    assert meeting.happened is not locked
    assert refusals(outcomes) == ["busy"]  # without the lock the constraint says so
    with scope.entered(scope.EVERYTHING):
        assert DutyShift.objects.filter(person=town.staff).count() == 1


@LOCK_OFF
def test_two_fill_one_seat_at_once(town, month, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        seat = duty.take_off(shift_on(month, 12), actor=town.secretary, reason="病了")
    if not locked:
        unlock(monkeypatch)
    meeting = meet_inside(monkeypatch, duty, "is_busy", after=True)
    outcomes = together(
        lambda: duty.assign(seat, person=town.staff, actor=town.secretary),
        lambda: duty.assign(seat, person=town.secretary, actor=town.staff),
    )
    assert meeting.happened is not locked
    # Without the lock the second silently overwrites the first: this is what the lock is for.
    assert refusals(outcomes) == (["taken"] if locked else [])


@LOCK_OFF
def test_one_swap_is_approved_twice_at_once(town, month, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        mine, theirs = (
            month.shifts.filter(person=user).order_by("period").first()
            for user in (town.worker, town.second_worker)
        )
        month.shifts.exclude(pk__in=[mine.pk, theirs.pk]).update(person=None)  # all have rested
        swap = duty_swaps.ask_swap(
            mine, asked_of=town.second_worker, wanted=theirs, actor=town.worker
        )
        duty_swaps.agree(swap, actor=town.second_worker)
    if not locked:
        unlock(monkeypatch)
    meeting = meet_inside(monkeypatch, duty_swaps, "_move")
    outcomes = together(
        lambda: duty_swaps.approve(swap, actor=town.secretary),
        lambda: duty_swaps.approve(swap, actor=town.secretary),
    )
    assert meeting.happened is not locked
    if locked:
        assert refusals(outcomes) == ["moved_on"]
        with scope.entered(scope.EVERYTHING):
            assert DutyShift.objects.get(pk=mine.pk).person_id == town.second_worker.pk
            assert DutyShift.objects.get(pk=theirs.pk).person_id == town.worker.pk
            assert ShiftSwap.objects.get(pk=swap.pk).status == "approved"


@LOCK_OFF
def test_two_plan_one_month_at_once(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        night = post(town.community)
        planned(town, post(town.community, "大厅", ()), people=("worker",))  # the month is there
    if not locked:
        unlock(monkeypatch)
    meeting = meet_inside(monkeypatch, duty_plans, "_missing", after=True)
    outcomes = together(*(lambda: planned(town, night) for _n in range(2)))
    assert meeting.happened is not locked
    assert refusals(outcomes) in ([], ["there"], ["busy"])
    with scope.entered(scope.EVERYTHING):
        days = (next_month(2) - next_month()).days
        assert DutyShift.objects.filter(post=night).count() == days
