"""Two at one record at the same moment; one deed told twice at once."""

from datetime import timedelta

import pytest
from django.db import models
from django.utils import timezone

from core import outbox
from core.models import TallyDelta
from tests.races import meet_inside, together
from tests.volunteers.hour_help import deed, entered, of
from volunteers.actions import hours
from volunteers.models import ServiceRecord

pytestmark = pytest.mark.django_db(transaction=True)
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


def in_tally() -> int:
    steps = TallyDelta.objects.filter(measure="volunteers.minutes")
    return sum(steps.values_list("delta", flat=True))


@LOCK_OFF
def test_an_entry_that_two_approve_counts_once(town, monkeypatch, locked):
    record = entered(town, of(town, "volunteer"))
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, hours, "_require_pending")
    outcomes = together(
        lambda: hours.approve(record, actor=town.secretary),
        lambda: hours.approve(record, actor=town.dispatcher),
    )
    refused = [each.error.code for each in outcomes if each.error]
    assert meeting.happened is not locked
    assert (refused, in_tally()) == ((["moved_on"], 90) if locked else ([], 180))


@LOCK_OFF
def test_the_same_hours_written_down_by_two_at_once_stand_once(town, monkeypatch, locked):
    volunteer, begun = of(town, "volunteer"), timezone.now() - timedelta(days=1)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, hours, "_in_a_day")
    outcomes = together(
        lambda: entered(town, volunteer, begun_at=begun),
        lambda: entered(town, volunteer, begun_at=begun + timedelta(minutes=30)),
    )
    assert meeting.happened is not locked
    refused = [each.error.code for each in outcomes if each.error]
    assert refused == (["overlaps"] if locked else [])


def test_a_deed_told_twice_at_once_counts_once(town, monkeypatch):
    meeting = meet_inside(monkeypatch, hours, "_save")  # both have found none of it
    told = deed(town)
    outcomes = together(*[lambda: hours.note_deed(told, [town.volunteer.pk])] * 2)
    assert meeting.happened
    assert [each.error.code for each in outcomes if each.error] == ["once"]
    assert (ServiceRecord.objects.count(), in_tally()) == (1, 60)
