"""Two people want the same room at the same moment."""

from datetime import time, timedelta

import pytest
from django.db import models
from django.utils import timezone

from communities.actions import rooms
from communities.models import Room, RoomBooking, RoomKind
from core import outbox, scope
from core.exceptions import DomainError
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db(transaction=True)
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


@pytest.fixture
def hall(town):
    with scope.entered(scope.EVERYTHING):
        return Room.objects.create(
            community=town.community, kind=RoomKind.objects.get(code="multi"), name="多功能厅",
            is_bookable=True, opens_at=time(9), closes_at=time(18),
        )  # fmt: skip


def slot(start):
    day = timezone.localdate() + timedelta(days=1)
    return {"day": day, "starts": time(start), "ends": time(start + 2), "purpose": "排练"}


def unlock(monkeypatch):
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)


def check(outcomes, locked):
    """One has it, the other hears no in words, with the lock and without (the constraint)."""
    refused = [outcome.error for outcome in outcomes if outcome.error]
    assert len(refused) == 1
    assert isinstance(refused[0], DomainError), refused
    # two rows written in one instant may wait for each other, until the server lets one go: "busy"
    assert refused[0].code in ({"taken"} if locked else {"taken", "busy"})
    with scope.entered(scope.EVERYTHING):
        assert RoomBooking.objects.standing().count() == 1


@LOCK_OFF
def test_two_desks_give_one_room_at_once(town, hall, monkeypatch, locked):
    if not locked:
        unlock(monkeypatch)
    meeting = meet_inside(monkeypatch, rooms, "_in_the_way", after=True)
    outcomes = together(
        lambda: rooms.book_room(hall, **slot(10), actor=town.staff),
        lambda: rooms.book_room(hall, **slot(11), actor=town.secretary),
    )
    assert meeting.happened is not locked
    check(outcomes, locked)


@LOCK_OFF
def test_two_requests_for_one_hour_are_confirmed_at_once(town, hall, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        asked = [
            rooms.ask_for_room(hall, **slot(10), actor=who)
            for who in (town.resident, town.neighbour)
        ]
    if not locked:
        unlock(monkeypatch)
    meeting = meet_inside(monkeypatch, rooms, "_in_the_way", after=True)
    outcomes = together(
        *(lambda one=one: rooms.confirm_booking(one, actor=town.staff) for one in asked)
    )
    assert meeting.happened is not locked
    check(outcomes, locked)
