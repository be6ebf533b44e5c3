"""Eleven hours between two turns, whichever way somebody comes by a turn."""

import itertools
from datetime import time, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from communities.actions import duty, duty_plans, duty_swaps
from communities.models import DutyShift
from core.exceptions import DomainError
from tests.communities.duty_help import DAY, planned, post, shift_on

pytestmark = pytest.mark.django_db
TIRED = "歇够 11 小时"


@pytest.fixture
def night(town):
    """Published: from 18:00 to 8:00, and on the fifth it is the worker's; nobody has more."""
    plan = planned(town, post(town.community))
    plan.shifts.update(person=None)
    shift = shift_on(plan, 5)
    DutyShift.objects.filter(pk=shift.pk).update(person=town.worker)
    duty_plans.publish_plan(plan, actor=town.secretary)
    return shift_on(plan, 5)


@pytest.fixture
def hall(town):
    return post(town.community, "大厅窗口", (("daily", 9, 17),))


def added(town, night, hall, day, hours, **seated):
    return duty.add_shift(
        hall,
        day=night.plan.month.replace(day=day),
        starts=time(hours[0]),
        ends=time(hours[1]),
        actor=town.secretary,
        **seated,
    )


@pytest.mark.parametrize(
    ("day", "hours", "fits"),
    [
        (6, (9, 12), False),  # straight after the night
        (6, (18, 22), False),  # ten hours after it
        (6, (19, 22), True),  # eleven
        (5, (8, 17), False),  # an hour before it
        (5, (1, 7), True),  # eleven hours before it
    ],
)
def test_whoever_is_given_a_turn_has_rested(town, night, hall, day, hours, fits):
    seat = added(town, night, hall, day, hours)
    if fits:
        duty.assign(seat, person=town.worker, actor=town.secretary)
        assert DutyShift.objects.get(pk=seat.pk).person == town.worker
        return
    with pytest.raises(DomainError, match=TIRED) as refused:
        duty.assign(seat, person=town.worker, actor=town.secretary)
    assert (refused.value.code, refused.value.field) == ("tired", "person")
    duty.assign(seat, person=town.staff, actor=town.secretary)


def test_a_turn_added_with_a_name_asks_the_same(town, night, hall):
    with pytest.raises(DomainError, match=TIRED):
        added(town, night, hall, 6, (9, 12), person=town.worker)
    assert not DutyShift.objects.filter(post=hall).exists()


def test_a_month_is_handed_round_so_beside_what_stands(town, night, hall):
    """The hall is planned after the night: who came home at eight is not at nine at its counter."""
    plan = duty_plans.plan_month(
        town.community,
        month=(night.plan.month.replace(day=28) + 10 * DAY).replace(day=1),
        posts=[hall, night.post],
        people=[town.worker, town.staff, town.secretary],
        actor=town.secretary,
    )
    spans = {}
    for shift in plan.shifts.filter(person__isnull=False).order_by("period"):
        spans.setdefault(shift.person_id, []).append(shift.period)
    assert spans
    for turns in spans.values():
        for one, two in itertools.pairwise(turns):
            assert (two.lower - one.upper).total_seconds() >= 11 * 3600


# --- what else a shift is not ------------------------------------------------------------------
def test_a_shift_is_neither_past_nor_far_away(town, night, hall):
    for day in (timezone.localdate() - 2 * DAY, timezone.localdate() + 200 * DAY):
        with pytest.raises(DomainError) as refused:
            duty.add_shift(hall, day=day, starts=time(9), ends=time(12), actor=town.secretary)
        assert refused.value.field == "day"


def test_an_empty_seat_is_not_emptied(town, night):
    free = shift_on(night.plan, 7)
    with pytest.raises(DomainError) as refused:
        duty.take_off(free, actor=town.secretary, reason="病了")
    assert refused.value.code == "empty"


def test_a_swap_is_refused_with_a_reason_and_falls_with_the_seats(town, night):
    swap = duty_swaps.ask_swap(night, asked_of=town.staff, actor=town.worker)
    with pytest.raises(DomainError) as refused:
        duty_swaps.refuse(swap, reason=" ", actor=town.staff)
    assert refused.value.field == "reason"
    DutyShift.objects.filter(pk=night.pk).update(person=town.second_worker)
    with pytest.raises(DomainError) as refused:
        duty_swaps.agree(swap, actor=town.staff)
    assert refused.value.code == "changed"


def test_what_has_begun_is_not_swapped(town, night):
    start = timezone.now() - timedelta(hours=1)
    DutyShift.objects.filter(pk=night.pk).update(
        period=DateTimeTZRange(start, start + timedelta(hours=8))
    )
    with pytest.raises(DomainError) as refused:
        duty_swaps.ask_swap(night, asked_of=town.staff, actor=town.worker)
    assert refused.value.code == "begun"
