"""A meeting is called before it is held; a training says who was there and who passed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.actions import activities, presence
from activities.models import Attendance
from core.exceptions import DomainError
from tests.activities.conftest import begin
from tests.volunteers.hour_help import of
from tests.volunteers.test_shifts import a_shift, refused, take
from volunteers import subscribers
from volunteers.actions import trainings
from volunteers.actions.shifts import Calling
from volunteers.models import Meeting, ServiceRecord, Shift, ShiftPlace

pytestmark = pytest.mark.django_db


def called(town, kind, **said) -> Shift:
    return a_shift(town, calling=Calling(kind=kind), **said)


def attend(town, shift, *names) -> list[ShiftPlace]:
    """Those are there for an hour, and it was held."""
    places = [take(town, shift, name) for name in names]
    begin(shift.activity, timedelta(minutes=70))
    for place in places:
        there = presence.arrive(place.enrolment, actor=town.staff)
        Attendance.objects.filter(pk=there.pk).update(came_at=timezone.now() - timedelta(hours=1))
        there.refresh_from_db()
        presence.go(there, actor=town.staff)
    return places


def held(town, shift) -> Shift:
    activities.hold(shift.activity, actor=town.staff)
    return Shift.objects.select_related("activity", "community", "licence").get(pk=shift.pk)


# --- hours ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("kind", "counted"), [("service", 1), ("meeting", 0), ("training", 0)])
def test_only_a_service_counts_as_service(town, kind, counted):
    shift = called(town, kind)
    [place] = attend(town, shift, "volunteer")
    subscribers.note_activity({"attendance": place.enrolment.attendance.pk})
    assert ServiceRecord.objects.count() == counted


# --- a training -----------------------------------------------------------------------------------
def test_who_was_there_may_pass_and_the_last_word_holds(town):
    shift = called(town, "training")
    first, second = attend(town, shift, "volunteer", "team_leader")
    shift = held(town, shift)
    trainings.note_passed(shift, places=[first, second], actor=town.staff)
    trainings.note_passed(shift, places=[second], actor=town.staff)
    passed = ShiftPlace.objects.exclude(passed_on=None)
    assert [row.pk for row in passed] == [second.pk]
    assert passed[0].passed_on == timezone.localdate(shift.activity.starts_at)


def test_who_was_absent_has_not_passed(town):
    shift = called(town, "training")
    absent = take(town, shift, "team_leader")
    attend(town, shift, "volunteer")
    with refused("absent", "places"):
        trainings.note_passed(held(town, shift), places=[absent], actor=town.staff)


def test_nobody_passes_before_it_was_held_or_at_something_else(town):
    shift = called(town, "training")
    with refused("not_held"):
        trainings.note_passed(shift, places=[], actor=town.staff)
    other = called(town, "service", title="路口值守二")
    attend(town, other, "volunteer")
    with refused("other"):
        trainings.note_passed(held(town, other), places=[], actor=town.staff)


# --- a meeting ------------------------------------------------------------------------------------
def test_the_sitting_is_written_from_the_door(town):
    shift = called(town, "meeting", title="志愿者月会")
    attend(town, shift, "volunteer")
    shift = held(town, shift)
    sat = trainings.write_down(shift, others=2, actor=town.staff)
    assert (sat.title, list(sat.present.all()), sat.others) == (
        "志愿者月会", [of(town, "volunteer")], 2,
    )  # fmt: skip
    assert sat.shift == shift
    with pytest.raises(DomainError, match="已经记过"):
        trainings.write_down(shift, actor=town.staff)


def test_it_is_written_once_it_was_held_and_only_a_meeting(town):
    shift = called(town, "meeting")
    with refused("not_held"):
        trainings.write_down(shift, actor=town.staff)
    with refused("other"):
        trainings.write_down(called(town, "training", title="急救"), actor=town.staff)


# --- on the pages ---------------------------------------------------------------------------------
def test_the_desk_calls_a_meeting_and_writes_it_down(town, enter):
    staff, day = enter("staff"), timezone.localdate() + timedelta(days=2)
    said = {
        "community": town.community.pk, "what_for": "meeting", "title": "月会", "place": "议事厅",
        "day": day, "from_time": "10:00", "to_time": "12:00", "capacity": "20", "risk": "low",
        "idempotency_key": "calling-0001",
    }  # fmt: skip
    staff.post(reverse("volunteers:new_shift"), said)
    shift = Shift.objects.get()
    assert shift.kind == "meeting"
    page = reverse("volunteers:desk_shift", args=[shift.pk])
    assert "开会" in staff.get(page).content.decode()
    me = enter("volunteer")
    text = me.get(reverse("volunteers:shift", args=[shift.pk])).content.decode()
    assert "不算服务时长" in text
    attend(town, shift, "volunteer")
    staff, act = enter("staff"), reverse("volunteers:shift_act", args=[shift.pk, "sitting"])
    assert staff.get(act).status_code == 404
    held(town, shift)
    staff.post(act, {"others": "1", "idempotency_key": "calling-0002"})
    assert Meeting.objects.get().shift == shift
    assert staff.get(act).status_code == 404


def test_the_desk_ticks_who_passed_and_he_reads_it(town, enter):
    shift = called(town, "training", title="急救培训")
    [place] = attend(town, shift, "volunteer")
    held(town, shift)
    staff, act = enter("staff"), reverse("volunteers:shift_act", args=[shift.pk, "passed"])
    staff.post(act, {"places": [place.pk], "idempotency_key": "passing-0001"})
    page = staff.get(reverse("volunteers:desk_shift", args=[shift.pk])).content.decode()
    assert "培训合格" in page
    mine = enter("volunteer").get(reverse("volunteers:my_shifts")).content.decode()
    assert "培训合格" in mine
