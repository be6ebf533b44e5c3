"""Stationed cadres: agreed by two sides, each day seen by two, over by itself."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from accounts.roles import Door
from core import scope
from core.models import CalendarDay, Message
from organizations.actions import organizations, secondment_days, secondments
from organizations.actions.secondments import Plan
from organizations.models import Organization, Secondment, SecondmentDay, SecondmentReport
from organizations.panels import panels, todo
from organizations.secondment_workflow import DAY_STEPS, SECONDMENT_STEPS, SecondmentStatus
from organizations.tasks import tend_pairings
from organizations.views.secondment_acts import (
    OWN_DAY_ACTS,
    SECONDMENT_ACTS,
    SECONDMENT_DAY_ACTS,
)
from tests.organizations.conftest import facts
from tests.organizations.test_pairings import a_school, refused
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
PHONE = "13900007777"


@pytest.fixture
def school(town) -> Organization:
    return a_school(town)


def proposed(town, unit, *, place=None, plan=None, **said):
    values = {
        "name": "钱向阳", "phone": PHONE, "office": "科员", "from_unit": False,
        "starts_on": TODAY() - timedelta(days=20), "ends_on": TODAY() + timedelta(days=200),
        "actor": town.staff,
    } | said  # fmt: skip
    plan = plan or Plan("在便民大厅办税", weekdays=[2, 4], hours="9:00–11:30")
    return secondments.propose(unit, place or town.community, plan, **values)


def running(town, unit, **said):
    row = proposed(town, unit, **said)
    return secondments.agree_on_paper(row, paper="学校来函", actor=town.secretary)


def of_the_manager(town):
    """From the unit `org_manager` speaks for."""
    Secondment.objects.update(organization=town.organization)


def his(town, row, name="resident"):
    secondments.link(row, user=town.accounts[name], actor=town.staff)
    row.refresh_from_db()
    return row


def told(town, row, *, ago=1, by="staff"):
    day = TODAY() - timedelta(days=ago)
    return secondment_days.tell_day(
        row, on_day=day, did="帮 6 户核了扣除", actor=town.accounts[by]
    )  # fmt: skip


# --- agreed by two --------------------------------------------------------------------------------
def test_only_a_partner_of_the_register_comes_to_a_community_for_a_time(town, school, association):
    assert refused(proposed, town, association) == "organization"
    assert refused(proposed, town, school, place=town.street) == "community"
    assert refused(proposed, town, school, phone="12345") == "phone"
    assert refused(proposed, town, school, phone="0851-88888888") == "phone"
    assert refused(proposed, town, school, name=" ") == "name"
    assert refused(proposed, town, school, office=" ") == "office"
    assert refused(proposed, town, school, ends_on=TODAY() - timedelta(days=20)) == "ends_on"
    assert refused(proposed, town, school, ends_on=TODAY() + timedelta(days=1300)) == "ends_on"
    late = TODAY() + timedelta(days=201)
    for field, plan in (
        ("post", Plan(" ", weekdays=[1])),
        ("post", Plan("找 13900001111", weekdays=[1])),
        ("hours", Plan("办税", weekdays=[1], hours="打 13900001111")),
        ("weekdays", Plan("办税")),
        ("weekdays", Plan("办税", weekdays=[8])),
        ("dates", Plan("办税", dates=[late])),
        ("dates", Plan("办税", dates=[TODAY() + timedelta(days=n) for n in range(61)])),
    ):
        assert refused(proposed, town, school, plan=plan) == field
    proposed(town, school)
    assert refused(proposed, town, school) == "phone"
    assert proposed(town, school, place=town.sibling).community == town.sibling
    assert proposed(town, school, phone="13900007778").status == SecondmentStatus.PROPOSED
    organizations.suspend(school, reason="停课", actor=town.staff)
    assert refused(proposed, town, school, phone="13900007779") == "organization"


def test_the_other_side_agrees_or_its_letter_is_written_down(town, school):
    row = proposed(town, school)
    assert refused(secondments.agree, row, actor=town.staff) == "own"
    assert refused(secondments.agree_on_paper, row, paper=" ", actor=town.staff) == "paper"
    row = secondments.agree_on_paper(row, paper="学校 11 月来函", actor=town.staff)
    assert (row.is_running, row.paper, row.agreed_by) == (True, "学校 11 月来函", town.staff)
    assert refused(secondments.agree, row, actor=town.secretary) == "moved_on"
    theirs = proposed(
        town, school, phone="13900007778", from_unit=True, actor=town.org_manager
    )  # fmt: skip
    assert refused(secondments.agree_on_paper, theirs, paper="函", actor=town.staff) == "from_unit"
    assert secondments.agree(theirs, actor=town.staff).is_running
    told = Message.objects.filter(code="organizations.secondment_answered")
    assert {message.to_user for message in told} == {town.org_manager}
    old = proposed(town, school, phone="13900007779")
    Secondment.objects.filter(pk=old.pk).update(ends_on=TODAY() - timedelta(days=1))
    assert refused(secondments.agree, old, actor=town.secretary) == "over"


def test_whoever_has_to_answer_hears_of_it_and_may_let_it_go(town, school):
    theirs = proposed(town, school, from_unit=True, actor=town.org_manager)
    asked = Message.objects.filter(code="organizations.secondment_proposed")
    assert {message.to_user for message in asked} == {town.staff, town.secretary}
    assert "第一小学想派人来驻点" in [line["title"] for line in todo(town.viewer("staff"))]
    assert refused(secondments.decline, theirs, reason=" ", actor=town.staff) == "reason"
    row = secondments.decline(theirs, reason="人手够了", actor=town.staff)
    assert (row.status, row.ended_on) == (SecondmentStatus.DECLINED, TODAY())
    assert refused(secondments.decline, row, reason="再说", actor=town.staff) == "moved_on"
    assert proposed(town, school).status == SecondmentStatus.PROPOSED


def test_the_plan_changes_from_today_on_and_the_unit_hears(town, school):
    row = running(town, school, plan=Plan("办税", weekdays=range(1, 8)))
    of_the_manager(town)
    yesterday = TODAY() - timedelta(days=1)
    before = list(row.due_between(row.starts_on, yesterday))
    old = {"post": "办税", "dates": [yesterday]}
    assert refused(secondments.replan, row, actor=None, **old) == "dates"
    ahead = TODAY() + timedelta(days=3)
    row = secondments.replan(row, post="辅导", dates=[ahead], actor=town.staff)
    assert list(row.due_between(row.starts_on, yesterday)) == before
    assert list(row.due_between(TODAY(), row.ends_on)) == [ahead]
    assert row.days_in_words == ahead.isoformat()
    longer = row.ends_on + timedelta(days=30)
    assert refused(secondments.renew, row, ends_on=row.ends_on, actor=None) == "ends_on"
    far = row.starts_on + timedelta(days=1200)
    assert refused(secondments.renew, row, ends_on=far, actor=None) == "ends_on"
    assert secondments.renew(row, ends_on=longer, actor=town.staff).ends_on == longer
    changed = Message.objects.filter(code="organizations.secondment_changed")
    assert [message.to_user for message in changed] == [town.org_manager] * 2
    secondments.stop(row, reason="调走了", actor=town.staff)
    assert refused(secondments.replan, row, actor=None, **old) == "moved_on"
    assert refused(secondments.renew, row, ends_on=longer, actor=None) == "moved_on"


def test_on_a_holiday_nobody_expects_him_unless_that_day_was_named():
    monday = date(2026, 11, 2)
    row = Secondment(
        starts_on=monday, ends_on=date(2026, 11, 30), weekly_from=monday, weekdays=[1, 6],
        dates=[date(2026, 11, 11), date(2026, 11, 16)],
    )  # fmt: skip
    for day in (date(2026, 11, 9), date(2026, 11, 16)):
        CalendarDay.objects.create(date=day, kind=CalendarDay.Kind.HOLIDAY, note="停电")
    due = list(row.due_between(date(2026, 10, 1), date(2026, 11, 17)))
    assert [day.day for day in due] == [2, 7, 11, 14, 16]


@pytest.mark.parametrize(
    ("weekdays", "said"),
    [(range(1, 8), "每天"), (range(1, 6), "周一到周五"), ([2, 4], "每周二、周四"), ([], "")],
)
def test_duty_days_are_said_as_one_says_them(weekdays, said):
    assert Secondment(weekdays=list(weekdays), dates=[date(2020, 1, 1)]).days_in_words == said


# --- each day is seen by two ----------------------------------------------------------------------
def test_a_day_is_told_within_its_time_once_with_a_line(town, school):
    row = proposed(town, school)
    assert refused(told, town, row) == "not_agreed"
    row = secondments.agree_on_paper(row, paper="函", actor=town.staff)
    assert refused(told, town, row, ago=-1) == "on_day"
    assert refused(told, town, row, ago=32) == "on_day"
    assert refused(told, town, row, ago=21) == "on_day"
    values = {"on_day": TODAY(), "actor": town.staff}
    assert refused(secondment_days.tell_day, row, did=" ", **values) == "did"
    assert refused(secondment_days.tell_day, row, did="找 13900001111", **values) == "did"
    told(town, row)
    assert refused(told, town, row) == "on_day"
    day = SecondmentDay.objects.get()
    secondment_days.refuse_day(day, reason="那天他请了假", actor=town.secretary)
    assert told(town, row).status == "told"


def test_who_told_it_does_not_confirm_it(town, school):
    row = his(town, running(town, school))
    own, ours = told(town, row, ago=1, by="resident"), told(town, row, ago=2)
    assert refused(secondment_days.confirm_day, own, actor=town.resident) == "own"
    assert refused(secondment_days.confirm_day, ours, actor=town.staff) == "own"
    reason = {"reason": "没有来"}
    assert refused(secondment_days.refuse_day, ours, actor=town.staff, **reason) == "own"
    assert refused(secondment_days.refuse_day, own, reason=" ", actor=town.staff) == "reason"
    assert secondment_days.confirm_day(own, actor=town.staff).status == "counted"
    assert secondment_days.confirm_day(ours, actor=town.resident).status == "counted"
    assert refused(secondment_days.confirm_day, own, actor=town.secretary) == "moved_on"
    wrong = told(town, row, ago=3, by="resident")
    secondment_days.refuse_day(wrong, actor=town.staff, **reason)
    assert refused(secondment_days.refuse_day, wrong, actor=town.staff, **reason) == "moved_on"
    refusal = Message.objects.get(code="organizations.secondment_day_refused")
    assert refusal.to_user == town.resident
    mistaken = told(town, row, ago=4)
    secondment_days.refuse_day(mistaken, actor=town.resident, **reason)
    assert Message.objects.filter(code=refusal.code, to_user=town.staff).count() == 1


def test_staff_who_see_him_link_his_account_once(town, school):
    row = proposed(town, school)
    assert refused(secondments.link, row, user=town.resident, actor=town.staff) == "moved_on"
    row = secondments.agree_on_paper(row, paper="函", actor=town.staff)
    assert refused(secondments.link, row, user=town.staff, actor=town.staff) == "own_account"
    assert "organizations/_panel_secondment.html" not in shown_at_home(town)
    his(town, row)
    assert "organizations/_panel_secondment.html" in shown_at_home(town)
    assert refused(secondments.link, row, user=town.neighbour, actor=town.staff) == "linked"


def shown_at_home(town):
    return [one["template"] for one in panels(town.viewer("resident"), Door.HOME)]


# --- by the clock ---------------------------------------------------------------------------------
def test_both_sides_and_he_hear_a_month_ahead_and_it_ends_by_itself(town, school):
    row = his(town, running(town, school))
    of_the_manager(town)
    Secondment.objects.update(ends_on=TODAY() + timedelta(days=31))
    tend_pairings()
    told = Message.objects.filter(code="organizations.secondment_ends")
    assert not told.exists()
    Secondment.objects.update(ends_on=TODAY() + timedelta(days=30))
    for _run in range(2):
        tend_pairings()
    hears = [town.staff, town.secretary, town.org_manager, town.resident]
    assert sorted(message.to_user.pk for message in told) == sorted(one.pk for one in hears)
    assert Secondment.objects.get().ends_soon
    assert f"{town.organization.name}的驻点快到期" in [
        line["title"] for line in todo(town.viewer("staff"))
    ]
    assert f"您派到{town.community.name}的驻点快到期" in [
        line["title"] for line in todo(town.viewer("org_manager"))
    ]
    Secondment.objects.update(ends_on=TODAY() - timedelta(days=1))
    for _run in range(2):
        tend_pairings()
    row.refresh_from_db()
    assert (row.status, row.ended_on) == (SecondmentStatus.ENDED, TODAY() - timedelta(days=1))
    report = SecondmentReport.objects.get()
    assert (report.closing, report.last) == (True, row.ended_on)


def test_what_nobody_answered_lapses_without_a_report(town, school):
    row = proposed(town, school)
    Secondment.objects.update(ends_on=TODAY() - timedelta(days=1))
    tend_pairings()
    row.refresh_from_db()
    assert (row.status, row.reason) == (SecondmentStatus.DECLINED, "日子过了，没有答复")
    ahead = running(town, school, starts_on=TODAY() + timedelta(days=9))
    assert refused(secondments.stop, ahead, reason=" ", actor=town.staff) == "reason"
    secondments.stop(ahead, reason="不来了", actor=town.staff)
    assert not SecondmentReport.objects.exists()


# --- the database ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "values",
    [
        {"status": "away"},
        {"ends_on": date(2000, 1, 1)},
        {"weekdays": [8]},
        {"weekdays": [], "dates": []},
        {"office": ""},
        {"post": ""},
        {"agreed_at": None},
        {"ended_on": date(2026, 1, 1)},
        {"status": "stopped", "ended_on": date(2026, 1, 1)},
    ],
)
def test_the_database_holds_what_was_agreed(town, school, values):
    running(town, school)
    with pytest.raises(IntegrityError), transaction.atomic():
        Secondment.objects.update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"status": "perhaps"},
        {"did": ""},
        {"decided_at": None},
        {"decided_by": "staff"},
        {"status": "refused"},
    ],
)
def test_the_database_holds_what_a_day_says(town, school, values):
    secondment_days.confirm_day(told(town, running(town, school)), actor=town.secretary)
    if "decided_by" in values:
        values = {"decided_by": town.staff}
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondmentDay.objects.update(**values)


def test_every_step_that_somebody_takes_has_its_button():
    taken = {step.name for step in SECONDMENT_STEPS if step.by}
    assert taken <= SECONDMENT_ACTS.keys()
    days = {step.name for step in DAY_STEPS}
    assert days == SECONDMENT_DAY_ACTS.keys() == OWN_DAY_ACTS.keys()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_stopped_twice_at_once_he_leaves_once(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        unit = organizations.register(
            town.community, facts("小学", kind="school", registration="none"), actor=None
        )
        row = running(town, unit)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, secondments, "_close")
    outcomes = together(*[lambda: secondments.stop(row, reason="调走了", actor=town.staff)] * 2)
    assert meeting.happened is not locked
    if locked:
        assert [one.error.code for one in outcomes if one.error] == ["moved_on"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_a_day_confirmed_twice_at_once_counts_once(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        unit = organizations.register(
            town.community, facts("小学", kind="school", registration="none"), actor=None
        )
        day = told(town, running(town, unit))
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, secondment_days, "_decide")
    confirm = [lambda: secondment_days.confirm_day(day, actor=town.secretary)] * 2
    outcomes = together(*confirm)
    assert meeting.happened is not locked
    assert [one.error.code for one in outcomes if one.error] == (["moved_on"] if locked else [])
