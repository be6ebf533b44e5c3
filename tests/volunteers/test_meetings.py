"""Meetings of volunteers: each word becomes an order or is answered, once, and shows what came."""

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from requests.models import ServiceRequest
from tests.days import day
from tests.races import meet_inside, together
from tests.volunteers.hour_help import of
from volunteers.actions import meetings
from volunteers.models import Meeting, Opinion, VolunteerTeam
from volunteers.queries import meetings as queries

pytestmark = pytest.mark.django_db


def a_meeting(town, title="志愿者月会", **values):
    said = {
        "held_on": timezone.localdate(), "place": "议事厅", "others": 3,
        "present": [of(town, "volunteer")],
    }  # fmt: skip
    return meetings.write_down(town.community, title=title, actor=town.staff, **{**said, **values})


@pytest.fixture
def meeting(town):
    return a_meeting(town)


@pytest.fixture
def opinion(town, meeting):
    return meetings.say(
        meeting, words="三号楼门口的灯不亮", said_by=of(town, "volunteer"), actor=town.staff
    )


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"held_on": day(1)}, "held_on"),
        ({"present": [], "others": 0}, "present"),
    ],
)
def test_a_meeting_says_when_and_who_was_there(town, said, field):
    with pytest.raises(DomainError) as refused:
        a_meeting(town, **said)
    assert refused.value.field == field


def test_it_is_of_this_place_and_written_once(town, meeting):
    with pytest.raises(DomainError, match="已经记过") as refused, transaction.atomic():
        a_meeting(town)
    assert refused.value.field == "title"
    team = VolunteerTeam.objects.filter(community=town.community).first()
    assert a_meeting(town, "队会", team=team).team == team
    with pytest.raises(DomainError, match="不是这个社区的队伍"):
        meetings.write_down(
            town.sibling, title="会", held_on=timezone.localdate(), place="x", team=team,
            others=1, actor=None,
        )  # fmt: skip
    with pytest.raises(DomainError, match="不是这个社区的志愿者"):
        meetings.write_down(
            town.sibling, title="会", held_on=timezone.localdate(), place="x",
            present=[of(town, "volunteer")], actor=None,
        )  # fmt: skip


def test_a_word_is_of_somebody_who_was_there_and_holds_no_number(town, meeting):
    with pytest.raises(DomainError) as refused:
        meetings.say(meeting, words=" ", actor=None)
    assert refused.value.field == "words"
    with pytest.raises(DomainError, match="不在到会"):
        meetings.say(meeting, words="灯", said_by=of(town, "team_leader"), actor=None)
    with pytest.raises(DomainError, match="电话号码"):
        meetings.say(meeting, words="打 13912345678", actor=None)


def test_a_word_becomes_an_order_of_the_loop_once(town, opinion):
    row = meetings.turn_into_order(opinion, by=town.viewer("staff"))
    order = ServiceRequest.objects.get(public_id=row.order_key)
    assert (order.channel, order.number) == ("meeting", row.order_number)
    assert "三号楼门口的灯不亮" in f"{order.title} {order.body}"
    assert "志愿者月会" in order.consent_note
    assert order.community == opinion.community
    for act in (
        lambda: meetings.turn_into_order(opinion, by=town.viewer("staff")),
        lambda: meetings.answer(opinion, answer="会修", actor=town.staff),
    ):
        with pytest.raises(DomainError, match="已经有结果"):
            act()
    [told] = queries.page(town.viewer("staff"), opinion.meeting).opinions
    assert told.stands == str(order.get_status_display())


def test_a_word_is_answered_in_words(town, opinion):
    with pytest.raises(DomainError) as refused:
        meetings.answer(opinion, answer="", actor=town.staff)
    assert refused.value.field == "answer"
    assert meetings.answer(opinion, answer="下周就换", actor=town.staff).outcome == "answered"
    assert not Opinion.objects.open().exists()
    with pytest.raises(IntegrityError, match="outcome_is_shown"), transaction.atomic():
        Opinion.objects.update(outcome="order")
    with pytest.raises(IntegrityError, match="meeting_written_once"), transaction.atomic():
        Meeting.objects.create(
            community=town.community, title="志愿者月会", held_on=timezone.localdate(), place="x"
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_two_who_turn_it_at_once_make_one_order(town, opinion, monkeypatch, guarded):
    if not guarded:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, meetings.meeting_orders, "make")
    viewer = town.viewer("staff")
    outcomes = together(*[lambda: meetings.turn_into_order(opinion, by=viewer)] * 2)
    assert meeting.happened is not guarded
    if guarded:
        assert len([each for each in outcomes if each.error]) == 1
        assert ServiceRequest.objects.filter(channel="meeting").count() == 1


def test_the_desk_writes_it_down_and_the_volunteers_read_what_came(town, enter):
    staff, one = enter("staff"), of(town, "volunteer")
    said = {
        "community": town.community.pk, "title": "秋季例会", "place": "议事厅", "others": "2",
        "held_on": timezone.localdate().isoformat(), "present": f"{one.number} 0000",
    }  # fmt: skip
    new = reverse("volunteers:new_meeting")
    answer = staff.post(new, {**said, "idempotency_key": "meet-0001"})
    assert "0000" in str(answer.context["form"].errors["present"])
    answer = staff.post(new, {**said, "present": one.number, "idempotency_key": "meet-0002"})
    row = Meeting.objects.get()
    assert answer.url == reverse("volunteers:meeting", args=[row.pk])
    say = reverse("volunteers:meeting_act", args=[row.pk, "say"])
    for n, words in enumerate(("路灯不亮", "想要遮雨棚")):
        said = {"words": words, "said_by": one.pk, "idempotency_key": f"meet-001{n}"}
        staff.post(say, said)
    first, second = Opinion.objects.order_by("pk")
    act = reverse("volunteers:opinion_act", args=[first.pk, "order"])
    staff.post(act, {"idempotency_key": "meet-0020"})
    act = reverse("volunteers:opinion_act", args=[second.pk, "answer"])
    staff.post(act, {"answer": "明年列进计划", "idempotency_key": "meet-0021"})
    first.refresh_from_db()
    shown = staff.get(answer.url).content.decode()
    assert first.order_number in shown
    assert one.name.open() in shown
    assert row.title in staff.get(reverse("volunteers:meetings")).content.decode()
    his = enter("volunteer")
    assert row.title in his.get(reverse("volunteers:my_meetings")).content.decode()
    shown = his.get(reverse("volunteers:my_meeting", args=[row.pk])).content.decode()
    assert "明年列进计划" in shown
    assert first.order_number in shown


@pytest.mark.parametrize("name", ["worker", "dispatcher", "org_manager", "resident", "volunteer"])
def test_to_others_the_desk_is_not_there(town, enter, opinion, name):
    client = enter(name)
    for page, args in (
        ("meetings", []),
        ("new_meeting", []),
        ("meeting", [opinion.meeting_id]),
        ("meeting_act", [opinion.meeting_id, "say"]),
        ("opinion_act", [opinion.pk, "order"]),
    ):
        assert client.get(reverse(f"volunteers:{page}", args=args)).status_code == 404, page
    mine = reverse("volunteers:my_meeting", args=[opinion.meeting_id])
    assert client.get(mine).status_code == (200 if name == "volunteer" else 404)
