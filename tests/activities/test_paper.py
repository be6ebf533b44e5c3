"""Who came, from the list that went round on paper: after the end, before it is registered."""

from datetime import timedelta

import pytest
from django.urls import reverse

from activities.actions import activities, paper
from activities.models import Attendance
from core.exceptions import DomainError
from tests.activities.conftest import begin, guest, published

pytestmark = pytest.mark.django_db
OVER = timedelta(hours=3)


def listed(activity, *rows, others=(), actor):
    return paper.write_down(activity, rows, others, actor=actor)


def test_who_signed_on_paper_was_there_as_long_as_it_lasted(town, activity):
    came, stayed = guest(activity, 1), guest(activity, 2)
    begin(activity, OVER)
    [made] = listed(activity, came, actor=town.staff)
    assert (made.how, made.signed_by, made.minutes) == ("paper", town.staff, 120)
    assert (made.came_at, made.left_at) == (activity.starts_at, activity.ends_at)
    activities.hold(activity, actor=town.staff)
    assert not Attendance.objects.filter(enrolment=stayed).exists()


def test_who_had_not_enrolled_stands_with_his_name_while_places_are_free(town, activity):
    guest(activity, 1)
    begin(activity, OVER)
    [made] = listed(activity, others=["路过的人"], actor=town.staff)
    assert (made.enrolment.name.open(), made.enrolment.seat) == ("路过的人", 2)
    with pytest.raises(DomainError) as refused:
        listed(activity, others=["又一位"], actor=town.staff)
    assert refused.value.code == "full"


def test_who_waited_and_came_takes_a_free_place(town, activity):
    rows = [guest(activity, n) for n in range(3)]
    begin(activity, OVER)
    with pytest.raises(DomainError) as refused:
        listed(activity, rows[2], actor=town.staff)
    assert refused.value.code == "full"
    type(rows[0]).objects.filter(pk=rows[0].pk).update(status="left", seat=None)
    [made] = listed(activity, rows[2], actor=town.staff)
    assert made.enrolment.status == "taken"
    for gone in (rows[0], rows[2]):
        with pytest.raises(DomainError) as refused:
            listed(activity, gone, actor=town.staff)
        assert refused.value.code in {"not_enrolled", "twice"}


def test_paper_is_read_after_the_end_and_before_it_is_registered(town, activity):
    row = guest(activity, 1)
    for ago in (timedelta(days=-1), timedelta(hours=1)):
        begin(activity, ago)
        with pytest.raises(DomainError) as refused:
            listed(activity, row, actor=town.staff)
        assert refused.value.code == "no_paper"
    begin(activity, OVER)
    with pytest.raises(DomainError) as refused:
        listed(activity, actor=town.staff)
    assert refused.value.field == "came"
    activities.hold(activity, nobody=True, actor=town.staff)
    with pytest.raises(DomainError) as refused:
        listed(activity, row, actor=town.staff)
    assert refused.value.code == "no_paper"


def test_children_are_handed_over_one_by_one_never_by_a_list(town):
    course = begin(published(town, capacity=2, has_roster=True), OVER)
    assert not paper.takes_paper(course)


def test_that_nobody_came_is_said_not_left_to_an_empty_list(town, activity):
    row = guest(activity, 1)
    begin(activity, OVER)
    with pytest.raises(DomainError) as refused:
        activities.hold(activity, actor=town.staff)
    assert (refused.value.code, refused.value.field) == ("nobody", "nobody")
    listed(activity, row, actor=town.staff)
    assert activities.hold(activity, actor=town.staff).status == "held"
    assert activities.hold(begin(published(town)), actor=town.staff).status == "held"


def test_the_leader_writes_the_list_down_at_his_door(enter, town, activity):
    activity.leader = town.neighbour
    activity.save()
    came, stayed = guest(activity, 1), guest(activity, 2)
    begin(activity, OVER)
    door = reverse("activities:door", args=[activity.pk])
    act = reverse("activities:door_act", args=[activity.pk, "paper"])
    leader = enter("neighbour")
    assert act in leader.get(door).content.decode()
    assert stayed.name.open() in leader.get(act).content.decode()
    said = {"came": [came.pk], "others": "\n", "idempotency_key": "paper-list-0001"}
    assert leader.post(act, said).url == door
    assert [row.enrolment_id for row in Attendance.objects.all()] == [came.pk]
    for name in ("resident", "sibling_staff"):
        assert enter(name).get(act).status_code == 404


def test_the_desk_reads_before_it_registers_that_nobody_is_signed_in(enter, town, activity):
    guest(activity, 1)
    begin(activity, OVER)
    act = reverse("activities:activity_act", args=[activity.pk, "hold"])
    desk = enter("staff")
    refused = desk.post(act, {"idempotency_key": "paper-hold-0001"})
    assert refused.status_code == 422
    assert "纸质名单" in refused.content.decode()
    desk.post(act, {"nobody": "on", "idempotency_key": "paper-hold-0002"})
    activity.refresh_from_db()
    assert activity.status == "held"
