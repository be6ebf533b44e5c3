"""Hours: counted by the clock, by hand with a second person, void, corrected; whose they are."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.viewer import Viewer
from core.exceptions import DomainError
from core.models import Message, OutboxMessage, TallyDelta
from core.spans import in_hours, in_hours_each
from organizations.models import MemberCheckin
from tests.volunteers.hour_help import deed, entered, of
from volunteers.actions import hours, standing, teams
from volunteers.models import ServiceRecord, Source, StarLevel, Volunteer, VolunteerTeam
from volunteers.queries import hours as queries
from volunteers.subscribers import tell_hours_answered
from volunteers.workflow import RecordStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper(town) -> Volunteer:
    return of(town, "volunteer")


def in_tally() -> int:
    steps = TallyDelta.objects.filter(measure="volunteers.minutes")
    return sum(steps.values_list("delta", flat=True))


def refused(code: str):
    return pytest.raises(DomainError, check=lambda error: error.code == code)


# --- by the clock ---------------------------------------------------------------------------------
def test_what_the_clock_saw_counts_by_the_minute(town, helper):
    [record] = hours.note_deed(deed(town, minutes=95), [town.volunteer.pk])
    assert (record.status, record.minutes, record.hours) == ("counted", 95, "1.5")
    assert record.recorded_by is None
    assert in_tally() == 95


def test_a_deed_told_twice_counts_once(town, helper):
    for _turn in range(2):
        hours.note_deed(deed(town), [town.volunteer.pk])
    assert ServiceRecord.objects.count() == 1
    assert in_tally() == 60


def test_what_a_colleague_refused_does_not_come_back_by_itself(town, helper):
    [record] = hours.note_deed(deed(town, minutes=700), [town.volunteer.pk])
    hours.refuse(record, reason="那天没有去", actor=town.staff)
    assert hours.note_deed(deed(town, minutes=700), [town.volunteer.pk]) == []


def test_an_hour_of_nobodys_register_is_not_counted(town):
    assert hours.note_deed(deed(town), [town.neighbour.pk]) == []


def test_less_than_a_minute_is_nothing(town, helper):
    assert hours.note_deed(deed(town, minutes=0), [town.volunteer.pk]) == []


def test_a_clock_that_ran_too_long_waits_for_a_colleague(town, helper, settings):
    settings.SERVICE_RECORD_MOST_MINUTES = 240
    [record] = hours.note_deed(deed(town, minutes=300), [town.volunteer.pk])
    assert (record.status, record.minutes) == ("pending", 240)
    assert in_tally() == 0


def test_twice_as_long_as_such_a_thing_takes_waits_for_a_colleague(town, helper):
    [record] = hours.note_deed(deed(town, minutes=100, usual=40), [town.volunteer.pk])
    assert (record.status, record.minutes) == ("pending", 40)
    done = hours.approve(record, minutes=70, actor=town.staff)
    assert (done.status, done.minutes, in_tally()) == ("counted", 70, 70)


def test_no_more_counts_than_the_clock_saw(town, helper):
    [record] = hours.note_deed(deed(town, minutes=100, usual=40), [town.volunteer.pk])
    with refused("beyond_the_clock"):
        hours.approve(record, minutes=101, actor=town.staff)


def test_a_checked_in_member_who_is_no_volunteer_has_hours(town):
    member = MemberCheckin.objects.create(
        community=town.community, user=town.neighbour, name="钱邻", status="active",
        decided_by=town.staff,
    )  # fmt: skip
    [record] = hours.note_deed(deed(town), [town.neighbour.pk])
    assert (record.member, record.volunteer) == (member, None)
    found = queries.my_hours(Viewer(user=town.neighbour))
    assert found.stars.hours == "1"


def test_what_was_not_done_after_all_counts_no_more(town, helper):
    hours.note_deed(deed(town), [town.volunteer.pk])
    assert hours.forget_deed(Source.ORDER, "7.1", reason="退回重办") == 1
    assert hours.forget_deed(Source.ORDER, "7.1", reason="退回重办") == 0
    record = ServiceRecord.objects.get()
    assert (record.status, record.reason, in_tally()) == ("void", "退回重办", 0)


# --- by hand --------------------------------------------------------------------------------------
def test_an_entry_by_hand_counts_when_another_has_looked(town, helper):
    record = entered(town, helper)
    assert (record.status, in_tally()) == ("pending", 0)
    with refused("self"):
        hours.approve(record, actor=town.staff)
    hours.approve(record, actor=town.secretary)
    record.refresh_from_db()
    assert (record.status, record.decided_by, in_tally()) == ("counted", town.secretary, 90)


def test_the_one_who_wrote_it_down_does_not_refuse_it_either(town, helper):
    with refused("self"):
        hours.refuse(entered(town, helper), reason="不是", actor=town.staff)


def test_nobody_writes_down_approves_or_voids_his_own(town):
    own = of(town, "volunteer")
    own.user = town.secretary
    own.save(update_fields=["user"])
    with refused("himself"):
        entered(town, own, actor=town.secretary)
    record = entered(town, own)
    with refused("himself"):
        hours.approve(record, actor=town.secretary)
    hours.approve(record, actor=town.accounts["dispatcher"])
    with refused("himself"):
        hours.make_void(record, reason="错", actor=town.secretary)


def test_the_database_itself_wants_two_people(town, helper):
    record = entered(town, helper)
    with pytest.raises(IntegrityError, match="record_by_hand_is_seen_by_two"), transaction.atomic():
        ServiceRecord.objects.filter(pk=record.pk).update(
            status=RecordStatus.COUNTED, decided_by=town.staff
        )


def test_nobody_serves_at_two_places_at_a_time(town, helper):
    begun = timezone.now() - timedelta(days=1)
    first = entered(town, helper, begun_at=begun, minutes=60)
    for shift in (-30, 0, 30):
        with refused("overlaps"):
            entered(town, helper, begun_at=begun + timedelta(minutes=shift), minutes=60)
    entered(town, helper, begun_at=begun + timedelta(minutes=60), minutes=60)
    hours.refuse(first, reason="记错了", actor=town.secretary)
    assert entered(town, helper, begun_at=begun, minutes=60).status == RecordStatus.PENDING


def test_a_day_written_down_by_hand_has_an_end(town, helper, settings):
    settings.SERVICE_DAY_MOST_MINUTES = 180
    eight = (timezone.localtime() - timedelta(days=1)).replace(hour=8, minute=0)
    entered(town, helper, begun_at=eight, minutes=120)
    with refused("long_day"):
        entered(town, helper, begun_at=eight + timedelta(hours=3), minutes=61)
    entered(town, helper, begun_at=eight + timedelta(hours=3), minutes=60)
    entered(town, helper, begun_at=eight - timedelta(days=1), minutes=180)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"what": " "}, "what"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 481}, "minutes"),
        ({"begun_at": timezone.now}, "begun_at"),
    ],
)
def test_what_cannot_be_is_not_written_down(town, helper, changes, field):
    changes = {key: value() if callable(value) else value for key, value in changes.items()}
    with pytest.raises(DomainError) as caught:
        entered(town, helper, **changes)
    assert caught.value.field == field


def test_with_a_team_of_an_organisation_that_one_records(town, helper):
    team = VolunteerTeam.objects.get()
    VolunteerTeam.objects.update(founder_kind="organization", organization=town.organization)
    team.refresh_from_db()
    record = entered(town, helper, team=team)
    assert record.recorder == town.organization.title


def test_a_team_of_elsewhere_is_not_his(town, helper):
    there = teams.found_team(
        town.far_community, kind="community", name="远队", founder_kind="community",
        actor=town.far_staff,
    )  # fmt: skip
    with pytest.raises(DomainError) as caught:
        entered(town, helper, team=there)
    assert caught.value.field == "team"


def test_who_is_not_accepted_yet_has_no_hours(town, applied):
    with refused("not_accepted"):
        entered(town, applied)


def test_what_is_decided_is_not_decided_again(town, helper):
    record = hours.approve(entered(town, helper), actor=town.secretary)
    for again in (
        lambda: hours.approve(record, actor=town.secretary),
        lambda: hours.refuse(record, reason="不", actor=town.secretary),
    ):
        with refused("moved_on"):
            again()
    hours.make_void(record, reason="写错了人", actor=town.secretary)
    with refused("moved_on"):
        hours.make_void(record, reason="再来", actor=town.secretary)
    assert in_tally() == 0


def test_over_only_with_a_reason(town, helper):
    with pytest.raises(DomainError) as caught:
        hours.refuse(entered(town, helper), reason=" ", actor=town.secretary)
    assert caught.value.field == "reason"


# --- asked to be corrected ------------------------------------------------------------------------
@pytest.fixture
def counted(town, helper) -> ServiceRecord:
    return hours.approve(entered(town, helper), actor=town.secretary)


@pytest.fixture
def question(town, counted):
    return hours.ask(counted, words="少记了半小时", minutes=120, actor=town.volunteer)


def test_a_correction_voids_the_old_one_and_writes_a_new_one(town, counted, question):
    fresh = hours.correct(question, minutes=120, answer="查了签到", actor=town.secretary)
    counted.refresh_from_db()
    assert (counted.status, counted.minutes) == ("void", 90)
    assert (fresh.status, fresh.minutes, fresh.replaces) == ("counted", 120, counted)
    assert in_tally() == 120


def test_there_was_no_such_time_at_all(town, counted, question):
    assert hours.correct(question, minutes=0, answer="记错了人", actor=town.secretary) is None
    assert ServiceRecord.objects.counted().count() == 0


def test_it_may_stay_as_it_is_with_a_reason_and_he_hears_of_it(town, counted, question):
    hours.keep(question, answer="按签到时间是对的", actor=town.secretary)
    told = OutboxMessage.objects.get(topic="volunteers.hours_answered")
    tell_hours_answered(told.payload)
    message = Message.objects.get(code="volunteers.hours_answered")
    assert message.to_user == town.volunteer
    assert in_tally() == 90


def test_an_answer_has_words(town, question):
    with pytest.raises(DomainError) as caught:
        hours.keep(question, answer="", actor=town.secretary)
    assert caught.value.field == "answer"


def test_the_same_minutes_are_no_correction(town, question):
    with pytest.raises(DomainError) as caught:
        hours.correct(question, minutes=90, answer="嗯", actor=town.secretary)
    assert caught.value.field == "minutes"


def test_who_wrote_it_down_does_not_answer(town, question):
    with refused("self"):
        hours.keep(question, answer="我写的没错", actor=town.staff)


def test_one_question_at_a_time_and_answered_once(town, counted, question):
    with refused("asked"):
        hours.ask(counted, words="还有", minutes=60, actor=town.volunteer)
    hours.keep(question, answer="对的", actor=town.secretary)
    with refused("moved_on"):
        hours.keep(question, answer="对的", actor=town.secretary)


def test_a_question_says_what_is_wrong(town, counted):
    with pytest.raises(DomainError) as caught:
        hours.ask(counted, words=" ", minutes=60, actor=town.volunteer)
    assert caught.value.field == "words"


def test_only_what_counts_is_asked_about(town, helper):
    with refused("moved_on"):
        hours.ask(entered(town, helper), words="少了", minutes=60, actor=town.volunteer)


# --- stars ----------------------------------------------------------------------------------------
def test_stars_are_data_and_compare_nobody():
    assert list(StarLevel.objects.values_list("hours", flat=True)) == [100, 300, 600, 1000, 1500]
    found = queries.stars_for(100 * 60 + 30)
    assert (found.reached.level, found.next.level, found.missing) == (1, 2, "199.5")
    assert queries.stars_for(99 * 60).reached is None
    short = queries.stars_for(75 * 60 + 53)
    assert (short.hours, short.missing) == ("75.8", "24.2")
    assert queries.stars_for(9999 * 60).next is None


@pytest.mark.parametrize(("minutes", "said"), [(0, "0"), (5, "0"), (6, "0.1"), (90, "1.5")])
def test_minutes_in_hours_never_round_up(minutes, said):
    assert in_hours(minutes) == said


# --- pages ----------------------------------------------------------------------------------------
def test_his_page_has_hours_and_the_way_to_correct_them(client, town, counted):
    town.enter(client, "volunteer")
    page = client.get(reverse("volunteers:hours_mine")).content.decode()
    assert "我的时长：1.5 小时" in page
    url = reverse("volunteers:hours_ask", args=[counted.pk])
    assert url in page
    assert client.post(url, {"words": "少了", "minutes": 100}).status_code == 302
    assert counted.questions.waiting().exists()
    assert "等社区答复" in client.get(reverse("volunteers:hours_mine")).content.decode()


def test_another_mans_record_is_not_there(client, town, counted):
    town.enter(client, "team_leader")
    assert client.get(reverse("volunteers:hours_ask", args=[counted.pk])).status_code == 404
    assert "1.5" not in client.get(reverse("volunteers:hours_mine")).content.decode()
    town.enter(client, "neighbour")
    assert client.get(reverse("volunteers:hours_mine")).status_code == 404


def test_who_has_left_still_reads_his_hours(client, town, helper, counted):
    standing.withdraw(helper, actor=town.staff)
    town.enter(client, "volunteer")
    assert "1.5 小时" in client.get(reverse("volunteers:hours_mine")).content.decode()


def test_the_leader_reads_the_hours_of_his_members(client, town, counted):
    team = VolunteerTeam.objects.get()
    town.enter(client, "team_leader")
    page = client.get(reverse("volunteers:led_team", args=[team.pk])).content.decode()
    assert "1.5 小时" in page


def test_the_desk_enters_and_another_approves(client, town, helper):
    begun = timezone.localtime() - timedelta(days=1)
    said = {"what": "清理楼道", "begun_at": f"{begun:%Y-%m-%dT%H:%M}", "minutes": 90}
    town.enter(client, "staff")
    url = reverse("volunteers:volunteer_act", args=[helper.pk, "hours"])
    assert client.post(url, said).status_code == 302
    record = ServiceRecord.objects.get()
    approve = reverse("volunteers:record_act", args=[record.pk, "approve"])
    assert client.get(approve).status_code == 404  # his own entry
    town.enter(client, "secretary")
    assert "1 条等您核对" in client.get(reverse("volunteers:hours")).content.decode()
    assert client.post(approve, {"minutes": 80}).status_code == 302
    record.refresh_from_db()
    assert (record.status, record.minutes) == ("counted", 80)
    page = client.get(reverse("volunteers:record", args=[record.pk])).content.decode()
    told = page[page.index("登记人") : page.index("沿革")]
    for name in ("staff", "secretary"):  # colleagues have no mask to each other
        assert town.accounts[name].name.open() in told


def test_the_desk_answers_a_question(client, town, counted, question):
    town.enter(client, "secretary")
    page = client.get(reverse("volunteers:record", args=[counted.pk])).content.decode()
    assert "少记了半小时" in page
    url = reverse("volunteers:question_act", args=[question.pk, "correct"])
    assert client.post(url, {"minutes": 120, "answer": "是的"}).status_code == 302
    assert ServiceRecord.objects.counted().get().minutes == 120


def test_hours_by_team_and_of_one_person(client, town, counted):
    town.enter(client, "secretary")
    page = client.get(reverse("volunteers:hours"), {"team": VolunteerTeam.objects.get().pk})
    assert "邻里帮手队" in page.content.decode()
    alone = client.get(reverse("volunteers:hours"), {"volunteer": counted.volunteer_id})
    assert "华帮" in alone.content.decode()
    nobody = client.get(reverse("volunteers:hours"), {"volunteer": of(town, "team_leader").pk})
    assert "没有这样的记录" in nobody.content.decode()


@pytest.mark.parametrize("name", ["neighbour", "worker", "far_staff", "org_manager", "liaison"])
def test_the_register_is_the_desks(client, town, counted, name):
    town.enter(client, name)
    assert client.get(reverse("volunteers:record", args=[counted.pk])).status_code in {404, 302}


@pytest.mark.parametrize("parts", [[], [59], [3, 3], [100, 125, 61, 359], [5] * 12])
def test_the_months_add_up_to_what_stands_under_them(parts):
    each = in_hours_each(parts)
    assert sum(map(Decimal, each)) == Decimal(in_hours(sum(parts)))
    both = zip(map(Decimal, each), parts, strict=True)
    assert all(abs(hours - Decimal(part) / 60) <= Decimal("0.1") for hours, part in both)
