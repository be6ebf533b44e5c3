"""Whoever is asked, refused or let go hears of it: nobody waits at a door for nothing."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from organizations.models import MemberCheckin
from requests.actions import conclude, dispatch, ringing, work
from requests.actions.dispatch import Who
from requests.models import ServiceRequest
from requests.models.parties import Lane, Role
from requests.queries import mine, queue
from tests.requests.test_doing import told_all, two
from tests.requests.test_loop import begun_long_ago
from tests.town import enter

__all__ = ["enter", "two"]


def heard(code: str) -> dict[int | None, str]:
    """By whom, and where the message leads."""
    told_all()
    return dict(Message.objects.filter(code=f"requests.{code}").values_list("to_user_id", "link"))


def longer(row: ServiceRequest, desk) -> ServiceRequest:
    later = row.due_at + timedelta(days=2)
    return work.ask_extension(row, until=later, reason="等配件", by=desk.viewer("worker"))


def test_who_asked_for_more_time_hears_the_answer(desk):
    row = longer(desk.in_progress(), desk)
    row = work.refuse_extension(row, reason="老人等不了", by=desk.viewer("secretary"))
    assert set(heard("extension_refused")) == {desk.town.worker.pk}
    row = longer(row, desk)
    work.extend(row, until=row.due_at + timedelta(days=1), by=desk.viewer("secretary"))
    assert set(heard("more_time")) == {desk.town.worker.pk}
    assert set(heard("extended")) == {row.reporter_id}


def test_the_desk_reads_which_day_is_asked_for_and_finds_it_in_the_form(desk, enter):
    row = longer(desk.in_progress(), desk)
    day = timezone.localdate(row.due_at + timedelta(days=2) - timedelta(seconds=1))
    client = enter("secretary")
    page = client.get(reverse("requests:case", args=[row.pk])).content.decode()
    assert f"申请延期：到 {day.month}月{day.day}日" in page
    form = client.get(reverse("requests:case_act", args=[row.pk, "extend"])).content.decode()
    assert f'value="{day.isoformat()}"' in form


def test_whoever_waits_reads_why_it_stands_still_and_until_when(desk, enter):
    until = timezone.make_aware(datetime.combine(timezone.localdate(), time())) + timedelta(days=3)
    row = work.suspend(
        desk.in_progress(), reason="waiting_for_parts", until=until, by=desk.viewer("worker")
    )
    day = timezone.localdate(until - timedelta(seconds=1))
    page = enter("resident").get(reverse("requests:mine_one", args=[row.public_id]))
    assert f"先停一停：等材料、配件 · 到 {day.month}月{day.day}日" in page.content.decode()
    assert f"时钟停到 {day.month}月{day.day}日" in page.content.decode()


def test_whose_sight_it_leaves_by_his_own_step_is_not_sent_to_a_page_that_is_gone(desk, enter):
    """Of another grid: once he says that it is not his, he sees it no longer."""
    far = desk.town.accounts["second_worker"]
    who = Who(Lane.HOST, user=far, reason="他会")
    row = dispatch.assign(desk.classified(), who, by=desk.viewer("secretary"))
    act = reverse("requests:case_act", args=[row.pk, "object"])
    answer = enter("second_worker").post(act, {"reason": "在外面开会"}, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == reverse("requests:work")


def test_who_is_asked_to_help_hears_so_and_later_that_he_need_not(desk):
    who = Who(Lane.HOST, user=desk.town.staff)
    row = dispatch.add_helper(desk.in_progress(), who, by=desk.viewer("secretary"))
    assert heard("asked_to_help") == {desk.town.staff.pk: reverse("requests:case", args=[row.pk])}
    party = row.parties.standing().get(role=Role.HELPER)
    dispatch.end_helper(row, party=party.pk, by=desk.viewer("secretary"))
    assert heard("let_go") == {desk.town.staff.pk: reverse("requests:work")}


@pytest.mark.parametrize("how", ["recall", "transfer", "withdraw"])
def test_whose_hands_it_is_taken_from_hears_so(desk, two, how):
    row, lead, _other = two
    secretary = desk.viewer("secretary")
    colleague = Who(Lane.HOST, user=desk.town.worker, reason="离得近")
    if how == "withdraw":
        conclude.withdraw(row, by=desk.viewer("resident"))
    else:
        row = dispatch.transfer(row, colleague, reason="他出差了", by=secretary)
        if how == "recall":
            lead = desk.viewer("worker")
            Message.objects.all().delete()
            dispatch.recall(row, by=secretary)
    assert lead.user_id in heard("let_go")
    page = "requests:work" if how == "recall" else "requests:tasks"
    assert heard("let_go")[lead.user_id] == reverse(page)


def test_another_is_named_before_he_signed(desk):
    row = desk.assigned()
    who = Who(Lane.HOST, user=desk.town.staff)
    dispatch.assign(row, who, by=desk.viewer("secretary"))
    assert set(heard("let_go")) == {desk.town.worker.pk}


def test_who_hands_it_back_himself_is_told_nothing_and_his_helper_is(desk):
    who = Who(Lane.HOST, user=desk.town.staff)
    row = dispatch.add_helper(desk.in_progress(), who, by=desk.viewer("secretary"))
    work.hand_back(row, reason="要出差", by=desk.viewer("worker"))
    assert set(heard("let_go")) == {desk.town.staff.pk}


def test_what_was_done_long_ago_and_is_opened_again_sends_nobody_home(desk):
    conclude.reopen(desk.closed(), reason="又不亮了", by=desk.viewer("resident"))
    assert heard("let_go") == {}


def test_who_said_that_it_is_not_well_hears_that_it_is_done_again(desk):
    row = conclude.rate(desk.completed(), grade=1, by=desk.viewer("resident"))
    conclude.rework(row, reason="换得不对", by=desk.viewer("secretary"))
    assert set(heard("again")) == {row.reporter_id}


def test_a_member_who_is_given_it_where_he_lives_is_led_to_a_page_that_opens(desk, enter):
    town = desk.town
    MemberCheckin.objects.create(
        community=town.community,
        user=town.neighbour,
        name=town.neighbour.name.open(),
        status="active",
        decided_by=town.secretary,
        decided_at=timezone.now(),
    )
    who = Who(Lane.LEAD, user=town.neighbour, reason="会修灯")
    dispatch.assign(desk.classified(), who, by=desk.viewer("secretary"))
    link = heard("assigned")[town.neighbour.pk]
    page = enter("neighbour").get(link)
    assert page.status_code == 200
    assert "联系" in page.content.decode()  # by when he is to be reached stands there too


def test_each_rung_goes_by_its_own_name(desk):
    row = begun_long_ago(desk.in_progress(), days=40)
    ringing.sweep()
    assert {code: set(heard(code)) for code in ("reminder", "pressed")} == {
        "reminder": {desk.town.worker.pk},
        "pressed": {desk.town.worker.pk},
    }
    assert heard("supervised")
    assert heard("reach_him")
    assert heard("escalated")
    lines = [line["text"] for line in queue.case(desk.viewer("secretary"), row).timeline]
    for word in ("提醒了一次", "催办了一次", "督办了一次"):
        assert any(word in line for line in lines)


def test_what_was_rated_low_and_is_not_answered_says_so(desk):
    row = conclude.rate(desk.completed(), grade=1, by=desk.viewer("resident"))
    begun_long_ago(row, days=40)
    ringing.sweep()
    assert heard("answer_him")


def test_who_has_rated_is_sent_no_text_asking_him_to(desk):
    row = desk.completed()
    told_all()
    waiting = Message.objects.filter(code="requests.completed", to_user=desk.town.resident)
    assert waiting.get().status == "queued"  # the text message, behind the inbox
    conclude.rate(row, grade=5, by=desk.viewer("resident"))
    told_all()
    assert waiting.get().status == "read"


def test_why_somebody_could_not_come_is_not_read_by_who_waits(desk):
    who = Who(Lane.HOST, user=desk.town.staff, reason="他父亲住院")
    row = dispatch.transfer(
        desk.in_progress(), who, reason="他父亲住院", by=desk.viewer("secretary")
    )
    lines = mine.page_of(desk.viewer("resident"), row).timeline
    assert "转给别人办" in [line["text"] for line in lines]
    assert "他父亲住院" not in [line["note"] for line in lines]
    desk_lines = queue.case(desk.viewer("secretary"), row).timeline
    assert any(line["note"] == "他父亲住院" for line in desk_lines)
