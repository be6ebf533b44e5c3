"""The last place of the day, the same call sent twice: raced, and raced with the lock off."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from core import scope
from core.exceptions import DomainError
from requests.actions import calls, intake, ticking
from requests.actions.intake import Need
from requests.models import CallBack, MenuItem, ServiceRequest
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def no_lock(monkeypatch):
    return lambda: monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)


@pytest.mark.parametrize("locked", [True, False])
def test_the_last_place_of_the_day_goes_to_one(town, monkeypatch, no_lock, locked):
    with scope.entered(scope.EVERYTHING):
        item = MenuItem.objects.get(code="manhole-road")
        item.daily_quota = 1
        item.save()
        viewers = [town.viewer(name) for name in ("resident", "neighbour")]
    if not locked:
        no_lock()
    meeting = meet_inside(monkeypatch, ticking, "opening")

    def ask(viewer):
        return lambda: intake.submit(Need(town.community, "井盖没了", item=item), by=viewer)

    outcomes = together(*(ask(viewer) for viewer in viewers))
    with scope.entered(scope.EVERYTHING):
        taken = ServiceRequest.objects.filter(item=item).count()
    if locked:
        assert not meeting.happened
        assert taken == 1
        refused = [one.error for one in outcomes if one.error]
        assert [type(error) for error in refused] == [DomainError]
    else:
        assert meeting.happened
        assert taken == 2, "the control: without the lock both get it"


@pytest.mark.parametrize("locked", [True, False])
def test_one_call_becomes_one_order_however_often_it_is_sent(town, monkeypatch, no_lock, locked):
    with scope.entered(scope.EVERYTHING):
        by = town.viewer("staff")
        call = calls.begin(town.community, "13912345678", by=by)
    if not locked:
        no_lock()
    meeting = meet_inside(monkeypatch, ticking, "opening")
    said = {"contact_name": "王", "consent_note": "同意", "channel": "phone"}

    def order():
        return calls.order(call, Need(town.community, "水管漏了", **said), by=by)

    together(order, order)
    with scope.entered(scope.EVERYTHING):
        made = ServiceRequest.objects.count()
    assert meeting.happened is not locked
    assert made == (1 if locked else 2)


def test_two_who_promise_the_same_call_promise_one(town, monkeypatch):
    with scope.entered(scope.EVERYTHING):
        by = town.viewer("staff")
        call = calls.begin(town.community, "13912345678", by=by)
    due = timezone.now() + timedelta(hours=1)

    def promise():
        return calls.ask_call_back(town.community, about="回电", due_at=due, by=by, call=call)

    outcomes = together(promise, promise)
    assert [one.error for one in outcomes] == [None, None]
    with scope.entered(scope.EVERYTHING):
        assert CallBack.objects.waiting().filter(call=call).count() == 1
