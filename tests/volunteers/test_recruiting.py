"""A shift with a deadline of its own, whose people are chosen among those who asked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from activities.actions import enrolling
from activities.models import Activity, Enrolment
from core import outbox, scope
from core.models import Message, OutboxMessage
from tests.races import meet_inside, together
from tests.volunteers.hour_help import entered, of
from tests.volunteers.test_shifts import RISKY, a_shift, refused
from volunteers import panels, subscribers
from volunteers.actions import hours, recruiting, shifts, teams
from volunteers.actions.shifts import Calling
from volunteers.models import (
    Shift,
    ShiftApplication,
    ShiftPlace,
    Skill,
    Volunteer,
    VolunteerSkill,
    VolunteerTeam,
)
from volunteers.queries import shifts as queries
from volunteers.tasks import remind_of_choosing
from volunteers.views.led_shifts import LED_ACTS

pytestmark = pytest.mark.django_db


def called(town, *, hours=5, chosen=True, capacity=1, team=None, **said) -> Shift:
    until = timezone.now() + timedelta(hours=hours)
    calling = Calling(apply_until=until, is_chosen=chosen, requirement="会用血压计", team=team)
    start = timezone.now() + timedelta(days=3)
    return a_shift(town, start=start, capacity=capacity, calling=calling, **said)


def over(shift: Shift) -> Shift:
    Shift.objects.filter(pk=shift.pk).update(apply_until=timezone.now() - timedelta(minutes=1))
    return Shift.objects.select_related("activity", "community", "licence").get(pk=shift.pk)


def ask(town, shift, name="volunteer", **said) -> ShiftApplication:
    return recruiting.apply(shift, of(town, name), actor=town.accounts[name], **said)


def choose(town, shift, *rows) -> list[ShiftApplication]:
    return recruiting.choose(shift, applications=rows, actor=town.staff)


# --- a deadline -----------------------------------------------------------------------------------
@pytest.mark.parametrize("hours", [-1, 24 * 4])
def test_the_deadline_lies_between_now_and_the_beginning(town, hours):
    with refused(field="apply_until"):
        called(town, hours=hours)


def test_after_the_deadline_nobody_takes_it(town):
    shift = called(town, chosen=False)
    shifts.take(shift, of(town, "volunteer"), actor=town.volunteer)
    with refused("deadline"):
        shifts.take(over(shift), of(town, "team_leader"), actor=town.team_leader)


def test_a_closed_one_asks_nobody_on_the_pages(town, enter):
    shift = over(called(town, chosen=False, capacity=2))
    me = of(town, "volunteer")
    assert queries.own(me).open == []
    assert queries.wanting(me.community_id) == []
    page = enter("volunteer").get(reverse("volunteers:shift", args=[shift.pk])).content.decode()
    assert "现在不能报名了" in page


def test_repeated_it_closes_as_long_before(town):
    shift = called(town)
    [later] = shifts.repeat(shift, times=1, every="monthly", actor=town.staff)
    days = timedelta(days=28)
    assert later.activity.starts_at - shift.activity.starts_at == days
    assert (later.apply_until - shift.apply_until, later.is_chosen) == (days, True)
    assert later.requirement == "会用血压计"


# --- asking ---------------------------------------------------------------------------------------
def test_choosing_needs_a_deadline_and_is_not_for_meetings(town):
    with refused(field="apply_until"):
        a_shift(town, calling=Calling(is_chosen=True))
    until = timezone.now() + timedelta(minutes=5)
    with refused(field="is_chosen"):
        a_shift(town, calling=Calling(kind="meeting", apply_until=until, is_chosen=True))


def test_the_database_too(town):
    rows = Shift.objects.filter(pk=called(town).pk)
    for said, name in (
        ({"apply_until": None}, "after_a_deadline"),
        ({"kind": "meeting"}, "open_to_all"),
        ({"kind": "party"}, "kind_known"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            rows.update(**said)


def test_who_asks_holds_no_place_yet_and_asks_once(town):
    shift = called(town)
    with refused("is_chosen"):
        shifts.take(shift, of(town, "volunteer"), actor=town.volunteer)
    ask(town, shift)
    assert not Enrolment.objects.exists()
    with refused("twice"):
        ask(town, shift)


def test_where_nobody_chooses_one_takes_it(town):
    with refused("not_chosen"):
        ask(town, called(town, chosen=False))


def test_asked_in_time_for_something_that_stands_and_of_the_risk(town):
    shift = called(town, **RISKY)
    with refused(field="told"):
        ask(town, shift)
    ask(town, shift, told=True)
    with refused("deadline"):
        ask(town, over(shift), "team_leader", told=True)
    Activity.objects.update(status="cancelled", reason="下雨")
    with refused("closed"):
        ask(town, shift, "team_leader", told=True)


def test_a_word_is_taken_back_and_given_again(town):
    shift = called(town)
    recruiting.withdraw(ask(town, shift), actor=town.volunteer)
    again = ask(town, shift)
    assert (again.outcome, ShiftApplication.objects.count()) == ("asked", 1)
    choose(town, over(shift), again)
    with refused("moved_on"):
        recruiting.withdraw(again, actor=town.volunteer)


# --- choosing -------------------------------------------------------------------------------------
def test_after_the_deadline_somebody_chooses_and_the_others_are_thanked(town):
    shift = called(town)
    first, second = ask(town, shift), ask(town, shift, "team_leader")
    for early in (
        lambda: choose(town, shift, first),
        lambda: recruiting.thank_others(shift, actor=None),
    ):
        with refused("still_open"):
            early()
    shift = over(shift)
    choose(town, shift, second)
    assert ShiftPlace.objects.get().volunteer_id == second.volunteer_id
    assert ShiftPlace.objects.get().enrolment.status == "taken"
    with refused("moved_on"), transaction.atomic():
        Activity.objects.update(capacity=2)
        choose(town, shift, second)
    assert recruiting.thank_others(shift, actor=town.staff) == 1
    first.refresh_from_db()
    assert (first.outcome, first.answered_by) == ("declined", town.staff)
    for _twice in range(2):
        subscribers.tell_not_chosen({"application_id": first.pk})
    assert Message.objects.filter(code="volunteers.shift_declined").count() == 1
    subscribers.tell_not_chosen({"application_id": second.pk})
    assert Message.objects.filter(code="volunteers.shift_declined").count() == 1


def test_no_more_are_chosen_than_there_are_places(town):
    shift = called(town)
    two = [ask(town, shift), ask(town, shift, "team_leader")]
    with refused("full", "applications"):
        choose(town, over(shift), *two)
    assert not ShiftPlace.objects.exists()


def test_nobody_chooses_himself(town):
    shift = called(town)
    row = ask(town, shift)
    with refused("himself", "applications"):
        recruiting.choose(over(shift), applications=[row], actor=town.volunteer)


def test_a_first_come_shift_is_never_chosen_for(town):
    with refused("still_open"):
        choose(town, over(called(town, chosen=False)))


def test_the_database_wants_an_answer_with_its_hour(town):
    row = ask(town, called(town))
    with pytest.raises(IntegrityError, match="answered_by_somebody"), transaction.atomic():
        ShiftApplication.objects.filter(pk=row.pk).update(outcome="chosen")


def test_who_was_chosen_hears_when_and_where(town):
    shift = called(town)
    row = ask(town, shift)
    choose(town, over(shift), row)
    published = OutboxMessage.objects.get(topic="volunteers.shift_chosen")
    for _twice in range(2):
        subscribers.tell_chosen(published.payload)
    [told] = Message.objects.filter(code="volunteers.shift_chosen")
    assert told.to_user == town.volunteer
    assert shift.activity.place in told.context.open()
    subscribers.tell_not_chosen(published.payload)
    assert not Message.objects.filter(code="volunteers.shift_declined").exists()


# --- on the pages ---------------------------------------------------------------------------------
def test_he_asks_and_takes_it_back_with_buttons(town, enter):
    shift = called(town)
    me, page = enter("volunteer"), reverse("volunteers:shift", args=[shift.pk])
    text = me.get(page).content.decode()
    assert "截止以后挑选" in text
    assert "会用血压计" in text
    me.post(page, {"idempotency_key": "asking-0001"})
    assert "等挑选" in me.get(page).content.decode()
    assert [row.shift for row in queries.own(of(town, "volunteer")).mine] == [shift]
    me.post(reverse("volunteers:leave_shift", args=[shift.pk]), {"idempotency_key": "asking-0002"})
    assert ShiftApplication.objects.get().outcome == "withdrawn"
    assert "我报名" in me.get(page).content.decode()


def test_the_desk_chooses_with_boxes(town, enter):
    shift = called(town, capacity=2)
    rows = [ask(town, shift), ask(town, shift, "team_leader")]
    staff = enter("staff")
    act = reverse("volunteers:shift_act", args=[shift.pk, "choose"])
    assert staff.get(act).status_code == 404
    over(shift)
    assert "等挑选" in staff.get(reverse("volunteers:shifts")).content.decode()
    staff.post(act, {"applications": [rows[0].pk], "idempotency_key": "choosing-0001"})
    thank = reverse("volunteers:shift_act", args=[shift.pk, "thank"])
    staff.post(thank, {"idempotency_key": "choosing-0002"})
    assert list(ShiftApplication.objects.order_by("pk").values_list("outcome", flat=True)) == [
        "chosen", "declined",
    ]  # fmt: skip
    page = staff.get(reverse("volunteers:desk_shift", args=[shift.pk])).content.decode()
    assert "这次没选上" in page
    town.enter(staff, "team_leader")
    mine = staff.get(reverse("volunteers:shift", args=[shift.pk])).content.decode()
    assert "这次没有排上" in mine


# --- the leader of a team -------------------------------------------------------------------------
def helpers() -> VolunteerTeam:
    return VolunteerTeam.objects.get(name="邻里帮手队")


def pages(shift: Shift) -> list[str]:
    acts = [reverse("volunteers:led_shift_act", args=[shift.pk, slug]) for slug in LED_ACTS]
    return [reverse("volunteers:led_shift", args=[shift.pk]), *acts]


def test_a_leader_chooses_who_comes_to_his_teams_shift(town, enter):
    shift = called(town, team=helpers())
    row = ask(town, shift)
    leader, [page, choose_page, thank_page] = enter("team_leader"), pages(shift)
    mine = leader.get(reverse("volunteers:led_team", args=[helpers().pk])).content.decode()
    assert page in mine
    assert "华帮" in leader.get(page).content.decode()
    assert leader.get(choose_page).status_code == 404  # people may still ask
    over(shift)
    assert choose_page in leader.get(page).content.decode()
    leader.post(choose_page, {"applications": [row.pk], "idempotency_key": "leading-0001"})
    row.refresh_from_db()
    assert (row.outcome, row.answered_by) == ("chosen", town.team_leader)
    assert leader.get(thank_page).status_code == 404  # nobody waits any more


def test_he_thanks_the_others_and_never_chooses_himself(town, enter):
    shift = called(town, team=helpers())
    own = ask(town, shift, "team_leader")
    shift, leader = over(shift), enter("team_leader")
    _page, choose_page, thank_page = pages(shift)
    said = {"applications": [own.pk], "idempotency_key": "leading-0002"}
    assert "请社区的同事来挑" in leader.post(choose_page, said).content.decode()
    ask_again = ShiftApplication.objects.get(pk=own.pk)
    assert ask_again.outcome == "asked"
    leader.post(thank_page, {"idempotency_key": "leading-0003"})
    ask_again.refresh_from_db()
    assert (ask_again.outcome, ask_again.answered_by) == ("declined", town.team_leader)


def test_he_reads_why_each_fits_and_how_many_are_wanted(town, enter):
    shift = called(town, team=helpers(), capacity=2)
    ask(town, shift)
    hours.approve(entered(town, of(town, "volunteer"), minutes=90), actor=town.secretary)
    leader, [page, choose_page, _thank] = enter("team_leader"), pages(over(shift))
    skill = Skill.objects.filter(needs_licence=False)[0]
    me = of(town, "volunteer")
    VolunteerSkill.objects.create(community=town.community, volunteer=me, skill=skill)
    for text in (leader.get(page).content.decode(), leader.get(choose_page).content.decode()):
        assert str(skill) in text
        assert "服务过 1.5 小时" in text
    assert "2 人，已有 0 人，还要 2 人" in leader.get(page).content.decode()
    assert "还有 2 个名额" in leader.get(choose_page).content.decode()


def test_after_the_deadline_the_leader_is_told_once_and_finds_it_on_his_pages(town, enter):
    shift = called(town, team=helpers())
    ask(town, shift)
    remind_of_choosing()
    assert not Message.objects.filter(code="volunteers.shift_to_choose").exists()
    shift = over(shift)
    for _twice in range(2):
        remind_of_choosing()
    [told] = Message.objects.filter(code="volunteers.shift_to_choose")
    assert (told.to_user, told.link) == (town.team_leader, pages(shift)[0])
    leader = enter("team_leader")
    homes = [reverse(f"volunteers:{name}") for name in ("mine", "teams")]
    for home in ["/", *homes]:
        assert "1 班等您挑人" in leader.get(home).content.decode(), home
    assert "1 班志愿者等挑人" in str(panels.todo(town.viewer("staff")))
    recruiting.thank_others(shift, actor=town.team_leader)
    assert "等您挑人" not in leader.get(homes[0]).content.decode()
    assert "志愿者等挑人" not in str(panels.todo(town.viewer("staff")))


def test_a_shift_of_no_team_or_of_another_is_not_his(town, enter):
    found = {"kind": "women", "name": "巾帼队", "founder_kind": "backbone"}
    other = teams.found_team(town.community, actor=town.secretary, **found)
    for shift in (called(town), called(town, team=other), called(town, team=helpers())):
        row, name = ask(town, shift), "team_leader" if shift.team is None else "volunteer"
        over(shift)
        assert row.outcome == "asked"
        for page in pages(shift):
            assert enter(name).get(page).status_code == 404, (shift, name)
    for page in pages(called(town, team=other)):
        assert enter("team_leader").get(page).status_code == 404


def test_first_come_shifts_of_his_team_are_read_by_nobody_this_way(town, enter):
    shift = called(town, chosen=False, team=helpers())
    assert enter("team_leader").get(pages(shift)[0]).status_code == 404


def test_who_reads_that_somebody_asked(town):
    row = ask(town, called(town, team=helpers()))
    plain = ask(town, called(town))
    for name, sees, chooses in (
        ("staff", {row, plain}, {row, plain}),
        ("team_leader", {row}, {row}),
        ("volunteer", {row, plain}, set()),
        ("worker", set(), set()),
        ("resident", set(), set()),
        ("sibling_staff", set(), set()),
    ):
        viewer = town.viewer(name)
        assert set(ShiftApplication.objects.visible_to(viewer)) == sees, name
        assert set(ShiftApplication.objects.manageable_by(viewer)) == chooses, name


def test_it_is_a_team_of_the_place_that_stands(town):
    teams.dissolve_team(helpers(), reason="并入别队", actor=town.staff)
    with refused(field="team"):
        called(town, team=helpers())
    found = {"kind": "women", "name": "巾帼队", "founder_kind": "backbone"}
    elsewhere = teams.found_team(town.sibling, actor=town.secretary, **found)
    with refused(field="team"):
        called(town, team=elsewhere)


def test_repeated_it_stays_with_the_team(town):
    [later] = shifts.repeat(called(town, team=helpers()), times=1, actor=town.staff)
    assert later.team == helpers()


def test_the_desk_says_whose_team_it_is(town, enter):
    start = timezone.localtime(timezone.now() + timedelta(days=4))
    said = {
        "community": town.community.pk, "what_for": "service", "title": "分诊台", "place": "大厅",
        "day": start.date().isoformat(), "from_time": "09:00", "to_time": "11:00", "capacity": "2",
        "apply_until": f"{start - timedelta(days=2):%Y-%m-%dT%H:%M}", "is_chosen": "on",
        "team": helpers().pk, "risk": "low", "idempotency_key": "offering-0001",
    }  # fmt: skip
    staff = enter("staff")
    staff.post(reverse("volunteers:new_shift"), said)
    shift = Shift.objects.get()
    assert (shift.team, shift.is_chosen) == (helpers(), True)
    page = staff.get(reverse("volunteers:desk_shift", args=[shift.pk])).content.decode()
    assert "队长也可以挑人" in page
    town.enter(staff, "volunteer")
    page = staff.get(reverse("volunteers:shift", args=[shift.pk])).content.decode()
    assert "看得到谁报了名" in page


# --- two at once ----------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_choose_for_the_last_place(town, volunteer, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    shift = called(town)
    with scope.entered(scope.EVERYTHING):
        rows = [ask(town, shift, name) for name in ("volunteer", "resident")]
        shift = over(shift)
    if not locked:
        found = Activity.objects.select_related("community")
        monkeypatch.setattr(shifts.waiting, "lock_activity", lambda pk: found.get(pk=pk))
        meet_inside(monkeypatch, enrolling, "_seat_for", after=True, wait=10)  # both take the same
    meeting = meet_inside(monkeypatch, recruiting, "free_places", after=True)
    outcomes = together(*[lambda row=row: choose(town, shift, row) for row in rows])
    assert meeting.happened is not locked
    errors = [each.error.code for each in outcomes if each.error]
    with scope.entered(scope.EVERYTHING):
        taken = ShiftPlace.objects.filter(enrolment__status="taken").count()
        assert Volunteer.objects.count() >= 2
    assert taken == 1
    assert errors == (["full"] if locked else ["busy"])
