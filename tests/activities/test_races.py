"""Two hundred people, twenty places."""

import pytest
from django.db import models

from activities.actions import enrolling, waiting
from core import outbox, scope
from core.exceptions import DomainError
from tests.activities.conftest import guest, published
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db(transaction=True)
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
THREADS, EACH, PLACES = 20, 10, 20


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


@LOCK_OFF
def test_two_hundred_people_for_twenty_places(town, monkeypatch, locked):
    activity = published(town, capacity=PLACES)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, enrolling, "_seat_for", after=True)

    def come(turn):
        codes = []
        for n in range(EACH):
            with scope.entered([town.community.pk]):
                try:
                    guest(activity, turn * EACH + n)
                except DomainError as error:
                    codes.append(error.code)
        return codes

    outcomes = together(
        *[lambda turn=turn: come(turn) for turn in range(THREADS)], communities=None, patience=120
    )
    assert [each.error for each in outcomes if each.error] == []
    refused = [code for each in outcomes for code in each.value]
    with scope.entered(scope.EVERYTHING):
        rows = list(activity.enrolments.order_by("pk").values_list("status", "seat"))
    seats = sorted(seat for status, seat in rows if status == "taken")
    assert meeting.happened is not locked
    assert seats == list(range(1, len(seats) + 1))  # whatever happens, none is taken twice
    assert len(seats) <= PLACES
    if locked:
        assert refused == []
        assert [status for status, _seat in rows] == ["taken"] * 20 + ["waiting"] * 180
        assert [seat for _status, seat in rows[:PLACES]] == list(range(1, PLACES + 1))
    else:
        assert set(refused) == {"busy"}


@LOCK_OFF
def test_a_place_that_is_confirmed_does_not_lapse_too(town, monkeypatch, locked):
    activity = published(town, capacity=1)
    with scope.entered(scope.EVERYTHING):
        first, waits, last = (guest(activity, n) for n in range(3))
        enrolling.leave(first, actor=None)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, waiting, "free")
    monkeypatch.setattr(waiting, "telling", type("Quiet", (), {"of_place": lambda row: None}))
    outcomes = together(*[lambda: enrolling.leave(waits, actor=None)] * 2)
    refused = [each.error.code for each in outcomes if each.error]
    assert meeting.happened is not locked
    with scope.entered(scope.EVERYTHING):
        last.refresh_from_db()
    assert last.status == "offered"
    assert refused == (["moved_on"] if locked else [])
