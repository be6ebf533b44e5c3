"""Whoever helps at an activity has served, by the clock of its door."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.actions import enrolling, paper, presence
from activities.models import Attendance
from core import outbox
from core.exceptions import DomainError
from tests.activities.conftest import begin, published
from tests.town import town
from volunteers.actions import hours
from volunteers.models import ServiceRecord
from volunteers.subscribers import note_activity

__all__ = ["town"]
pytestmark = pytest.mark.django_db


def been_there(town, name, role):
    """Fifty minutes, signed in at the door."""
    activity = begin(published(town), timedelta(minutes=55))
    person = enrolling.Person(name, user=town.accounts[name])
    row = enrolling.enrol(activity, person, actor=None, at_the_door=True)
    presence.set_role(row, role=role, actor=town.staff)
    there = presence.arrive(row, actor=town.staff)
    Attendance.objects.filter(pk=there.pk).update(came_at=timezone.now() - timedelta(minutes=50))
    return presence.go(there, actor=town.staff)


@pytest.mark.parametrize("role", ["assistant", "organizer"])
def test_who_helped_has_the_minutes_once(town, role):
    there = been_there(town, "volunteer", role)
    for _twice in range(2):
        note_activity({"attendance": there.pk})
    [record] = ServiceRecord.objects.all()
    assert (record.source, record.minutes, record.status) == ("activity", 50, "counted")
    assert record.volunteer.user == town.volunteer


@pytest.mark.parametrize(
    ("name", "role"), [("volunteer", "participant"), ("neighbour", "assistant")]
)
def test_who_took_part_or_is_no_volunteer_has_none(town, name, role):
    note_activity({"attendance": been_there(town, name, role).pk})
    assert not ServiceRecord.objects.exists()


def test_what_paper_says_of_a_helper_waits_for_a_second_person(town):
    activity = begin(published(town), timedelta(hours=3))
    person = enrolling.Person("volunteer", user=town.volunteer)
    row = enrolling.enrol(activity, person, actor=None, at_the_door=True, role="assistant")
    [there] = paper.write_down(activity, [row], actor=town.staff)
    note_activity({"attendance": there.pk})
    [record] = ServiceRecord.objects.all()
    assert (record.status, record.minutes, record.recorded_by) == ("pending", 120, town.staff)
    with pytest.raises(DomainError) as refused:
        hours.approve(record, actor=town.staff)
    assert refused.value.code == "self"
    assert hours.approve(record, minutes=90, actor=town.secretary).status == "counted"


def test_the_room_hears_of_it(town):
    names = [each.name for each in outbox.by_topic["activities.attended"]]
    assert "volunteers.note_hours_of_activity" in names
