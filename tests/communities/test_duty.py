"""The duty roster: planned fairly, published, changed in everybody's sight."""

import itertools
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from accounts import roles
from accounts.actions import leaving
from accounts.models import RoleGrant
from communities import duty_personal, duty_rotation
from communities.actions import duty, duty_plans
from communities.duty_rotation import Away
from communities.models import CareLabel, DutyPlan, DutyShift
from communities.queries import duty as queries
from communities.queries import duty_door
from core.exceptions import DomainError
from core.models import AuditEvent, CalendarDay, Message
from core.workcalendar import Calendar, DayKind
from tests.communities.duty_help import DAY, at, next_month, planned, post, shift_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(town):
    return post(town.community)


@pytest.fixture
def month(town, night):
    """Published, everybody on it."""
    plan = planned(town, night)
    return duty_plans.publish_plan(plan, actor=town.secretary)


# --- when a post is manned -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 10, 1), DayKind.HOLIDAY),
        (date(2026, 10, 10), DayKind.WORKDAY),  # a Saturday that is worked
        (date(2026, 10, 17), DayKind.WEEKEND),
        (date(2026, 10, 19), DayKind.WORKDAY),
    ],
)
def test_a_day_is_a_workday_a_weekend_or_a_holiday(db, day, kind):
    assert Calendar().kind_of(day) == kind


def test_a_holiday_that_the_admin_entered_is_one(db):
    CalendarDay.objects.create(date=date(2026, 10, 19), kind="holiday")
    assert Calendar().kind_of(date(2026, 10, 19)) == DayKind.HOLIDAY


@pytest.mark.parametrize(
    ("days", "manned"),
    [
        ("daily", {1, 10, 17, 19}),
        ("workday", {10, 19}),
        ("day_off", {1, 17}),
        ("weekend", {17}),
        ("holiday", {1}),
        ("sat", {10, 17}),
        ("mon", {19}),
    ],
)
def test_hours_follow_the_weekday_and_the_holiday(db, days, manned):
    calendar = Calendar()
    found = {n for n in (1, 10, 17, 19) if duty_rotation.applies(days, date(2026, 10, n), calendar)}
    assert found == manned


def test_two_rules_for_one_beginning_man_the_post_once(town):
    counter = post(town.community, "大厅窗口", (("daily", 9, 17), ("sat", 9, 12)), seats=2)
    days = [date(2026, 10, 17)]
    seats = list(duty_rotation.seats_of(counter, days, Calendar()))
    assert [seat.number for seat in seats] == [1, 2]
    assert all(seat.is_hard for seat in seats)


# --- a month is planned --------------------------------------------------------------------------
def test_a_month_is_handed_round_fairly(town, night):
    plan = planned(town, night)
    shifts = list(plan.shifts.order_by("period"))
    assert len(shifts) == (next_month(2) - next_month()).days
    counts = Counter(shift.person_id for shift in shifts)
    assert None not in counts
    assert max(counts.values()) - min(counts.values()) <= 1
    pairs = itertools.pairwise(shifts)
    assert all(one.person_id != two.person_id for one, two in pairs)


def test_nights_and_days_off_are_shared_apart_from_the_hours(town, night):
    counter = post(town.community, "大厅窗口", (("workday", 9, 17),))
    plan = planned(town, night, counter)
    loads = queries.month(town.viewer("secretary"), town.community, plan.month).loads
    assert len(loads) == 4
    assert max(load.hard for load in loads) - min(load.hard for load in loads) <= 14
    page = queries.month(town.viewer("secretary"), town.community, plan.month)
    assert page.gaps == []


def test_who_is_away_is_passed_over(town, night):
    first = next_month()
    gone = Away(town.staff.pk, first, first + 9 * DAY)
    plan = planned(town, night, absences=[gone])
    until = at(first + 10 * DAY, 0)
    assert not plan.shifts.filter(person=town.staff, period__startswith__lt=until).exists()
    assert plan.shifts.filter(person=town.staff).exists()


def test_a_room_above_tells_who_is_away(town, night, monkeypatch):
    first = next_month()
    known = [lambda ids, a, b: [Away(pk, first, first + 40 * DAY) for pk in ids]]
    monkeypatch.setattr(duty_rotation, "_finders", known)
    plan = planned(town, night)
    assert plan.shifts.empty().count() == plan.shifts.count()
    with pytest.raises(DomainError, match="请了假"):
        duty.assign(plan.shifts.first(), person=town.staff, actor=town.secretary)


def test_nobody_goes_from_the_night_to_the_counter(town, night):
    counter = post(town.community, "大厅窗口", (("daily", 9, 17),))
    plan = planned(town, night, counter, people=("staff",))
    shifts = list(plan.shifts.exclude(person=None).order_by("period"))
    for one in shifts:
        for two in shifts:
            if one.person_id == two.person_id and one.period.lower < two.period.lower:
                assert two.period.lower - one.period.upper >= duty_rotation.REST
    assert plan.shifts.empty().exists()  # one cannot do it all: gaps are shown


def test_what_stands_is_kept_and_gaps_are_filled_again(town, night):
    plan = planned(town, night, people=("staff",))
    kept = set(plan.shifts.filter(person=town.staff).values_list("pk", flat=True))
    gaps = plan.shifts.empty().count()
    assert gaps
    planned(town, night, people=("staff", "secretary", "worker"))
    assert not plan.shifts.empty().exists()
    assert kept <= set(plan.shifts.filter(person=town.staff).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"month": date(2020, 1, 1)}, "已经过去"),
        ({"month": next_month(5)}, "最多提前"),
        ({"people": ("far_staff",)}, "不在本社区工作"),
        ({"people": ("resident",)}, "不在本社区工作"),
    ],
)
def test_what_cannot_be_planned(town, night, values, words):
    with pytest.raises(DomainError, match=words):
        planned(town, night, **values)


def test_a_post_of_another_community_is_not_planned_here(town):
    for wrong in (post(town.sibling), post(town.community, is_active=False)):
        with pytest.raises(DomainError, match="岗位"):
            planned(town, wrong)
    with pytest.raises(DomainError, match="请选"):
        planned(town)


def test_a_month_that_runs_is_planned_from_today_on(town, night):
    plan = planned(town, night, month=timezone.localdate())
    first = min(plan.shifts.values_list("period", flat=True), key=lambda period: period.lower)
    assert timezone.localdate(first.lower) == timezone.localdate()


# --- published -----------------------------------------------------------------------------------
def test_publishing_tells_everybody_on_it_once(town, night):
    plan = planned(town, night)
    duty_plans.publish_plan(plan, actor=town.secretary)
    told = Message.objects.filter(code="communities.duty_published")
    assert set(told.values_list("to_user", flat=True)) == {
        town.accounts[name].pk for name in ("staff", "secretary", "worker", "second_worker")
    }
    with pytest.raises(DomainError, match="已经公布"):
        duty_plans.publish_plan(plan, actor=town.secretary)
    for step in (
        lambda: planned(town, night),
        lambda: duty_plans.clear_plan(plan, actor=town.secretary),
        lambda: duty.remove_shift(plan.shifts.first(), actor=town.secretary),
    ):
        with pytest.raises(DomainError):
            step()


def test_an_empty_month_is_not_published(town):
    plan = DutyPlan.objects.create(community=town.community, month=next_month())
    with pytest.raises(DomainError, match="空表"):
        duty_plans.publish_plan(plan, actor=town.secretary)


def test_a_draft_can_be_thrown_away(town, night):
    plan = planned(town, night, people=("staff",))
    duty.remove_shift(plan.shifts.empty().first(), actor=town.secretary)
    duty_plans.clear_plan(plan, actor=town.secretary)
    assert not plan.shifts.exists()


def test_a_later_change_needs_a_reason_leaves_history_and_is_told(town, month):
    shift = shift_on(month, 5)
    before = shift.person
    with pytest.raises(DomainError, match="原因"):
        duty.take_off(shift, actor=town.sibling_staff)
    duty.take_off(shift, actor=town.sibling_staff, reason="家里有事 13912345678")
    taken = Message.objects.get(code="communities.duty_taken")
    assert taken.to_user == before
    event = AuditEvent.objects.get(verb="communities.duty_taken_off")
    assert "13912345678" not in str(event.details)
    page = queries.month(town.viewer("staff"), town.community, month.month)
    assert [line.pk for line in page.gaps] == [shift.pk]
    other = town.worker if before != town.worker else town.staff
    free = shift_on(month, 5)
    assert free.is_empty
    DutyShift.objects.filter(person=other).update(person=None)
    duty.assign(free, person=other, actor=town.sibling_staff)
    assert Message.objects.get(code="communities.duty_given").to_user == other


def test_a_helper_from_outside_sits_by_name(town, month):
    shift = duty.take_off(shift_on(month, 6), actor=town.secretary, reason="病了")
    with pytest.raises(DomainError, match="二者选一"):
        duty.assign(shift, actor=town.secretary)
    with pytest.raises(DomainError, match="二者选一"):
        duty.assign(shift, person=town.staff, helper="何方", actor=town.secretary)
    duty.assign(shift, helper="何方 13912345678", helper_unit="区税务局", actor=town.secretary)
    fresh = DutyShift.objects.get(pk=shift.pk)
    assert str(fresh.helper) == "何*"
    assert queries.name_of(fresh).endswith("（区税务局）")
    assert "13912345678" not in fresh.helper.open()
    assert "何方" not in str(AuditEvent.objects.filter(verb="communities.duty_assigned").last())


def test_nobody_is_assigned_twice_at_once_nor_from_elsewhere(town, month):
    counter = post(town.community, "大厅窗口", (("daily", 9, 17),))
    shift = shift_on(month, 7)
    with pytest.raises(DomainError, match="已经有人"):
        duty.assign(shift, person=town.staff, actor=town.secretary)
    extra = duty.add_shift(
        counter, day=month.month.replace(day=7), starts=timezone.datetime(2000, 1, 1, 20).time(),
        ends=timezone.datetime(2000, 1, 1, 22).time(), actor=town.secretary,
    )  # fmt: skip
    with pytest.raises(DomainError, match="已经有班"):
        duty.assign(extra, person=shift.person, actor=town.secretary)
    with pytest.raises(DomainError, match="本社区工作"):
        duty.assign(extra, person=town.far_staff, actor=town.secretary)


def test_the_database_refuses_what_got_past_the_action(town, month):
    shift = shift_on(month, 8)
    same = {"community": town.community, "plan": month, "period": shift.period}
    for wrong in (
        {"post": shift.post, "seat": shift.seat},
        {"post": post(town.community, "另一岗"), "person": shift.person},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            DutyShift.objects.create(**same, **wrong)


def test_a_person_sits_in_one_community_at_a_time(town, month):
    RoleGrant.objects.filter(user=town.staff).first().area_scopes.create(area=town.sibling)
    elsewhere = post(town.sibling)
    plan = duty_plans.plan_month(
        town.sibling, month=month.month, posts=[elsewhere],
        people=[town.staff, town.sibling_staff], actor=town.sibling_staff,
    )  # fmt: skip
    for shift in plan.shifts.filter(person=town.staff):
        assert (
            DutyShift.objects.filter(person=town.staff, period__overlap=shift.period).count() == 1
        )


def test_what_is_over_is_not_rewritten(town, month):
    shift = shift_on(month, 9)
    past = timezone.now() - timedelta(hours=20)
    DutyShift.objects.filter(pk=shift.pk).update(
        period=DateTimeTZRange(past, past + timedelta(hours=8))
    )
    with pytest.raises(DomainError, match="值完"):
        duty.take_off(shift, actor=town.secretary, reason="改历史")


# --- who is there --------------------------------------------------------------------------------
def test_the_roster_answers_across_midnight(town, month):
    tenth, eleventh = month.month.replace(day=10), month.month.replace(day=11)
    first, second = shift_on(month, 10), shift_on(month, 11)
    viewer = town.viewer("worker")

    def names(day, hour):
        return queries.answer(viewer, town.community, at(day, hour)).names

    assert names(tenth, 20) == [queries.name_of(first)]
    assert names(eleventh, 3) == [queries.name_of(first)]
    assert names(eleventh, 8) == []
    assert names(eleventh, 20) == [queries.name_of(second)]
    assert queries.answer(viewer, town.community, at(eleventh, 12)).next.who == queries.name_of(
        second
    )


def test_a_draft_answers_nobody(town, night):
    plan = planned(town, night)
    answer = queries.answer(town.viewer("staff"), town.community, at(plan.month, 20))
    assert (answer.there, answer.next) == ([], None)


def test_everybody_is_told_the_surname_and_the_post_never_a_number(town, night, client):
    night.telephone = "0858-2200110"
    night.save()
    plan = duty_plans.publish_plan(
        planned(town, night, month=timezone.localdate(), people=("staff",)), actor=town.secretary
    )
    shift = plan.shifts.filter(person=town.staff).order_by("period").first()
    (there,) = duty_door.there_now(town.community, shift.period.lower + timedelta(hours=1))
    assert there.names == ["吴（社区工作者）"]
    night.door_names = "full"
    night.save()
    (there,) = duty_door.there_now(town.community, shift.period.lower + timedelta(hours=1))
    assert there.names == ["吴静"]
    DutyShift.objects.exclude(pk=shift.pk).delete()  # whatever else lies in these hours
    DutyShift.objects.filter(pk=shift.pk).update(
        period=DateTimeTZRange(timezone.now() - timedelta(hours=1), timezone.now() + DAY)
    )
    page = client.get(f"/centre/{town.community.pk}/").content.decode()
    assert "现在值班" in page
    assert "0858-2200110" in page
    assert "13800000002" not in page


def test_a_draft_is_for_those_who_make_it_a_published_month_for_who_works_there(town, night):
    plan = planned(town, night, people=("worker", "second_worker"))

    def seen():
        return {
            name
            for name in [*town.accounts, "anonymous"]
            if DutyShift.objects.visible_to(town.viewer(name)).exists()
        }

    assert seen() == {"staff", "secretary"}
    duty_plans.publish_plan(plan, actor=town.secretary)
    colleagues = {"staff", "secretary", "worker", "second_worker", "social_worker"}
    assert seen() == colleagues | {"dispatcher", "street_official"}
    managed = {
        name
        for name in [*town.accounts, "anonymous"]
        if DutyShift.objects.manageable_by(town.viewer(name)).exists()
    }
    assert managed == {"staff", "secretary"}


# --- reminders, leaving, what is kept ------------------------------------------------------------
def test_who_serves_tomorrow_is_reminded_once(town, month):
    eve = at(month.month.replace(day=14), 18, 30)
    assert duty.remind(eve) == 1
    duty.remind(eve)
    told = Message.objects.get(code="communities.duty_tomorrow")
    assert told.to_user == shift_on(month, 15).person


def test_who_leaves_hands_his_shifts_over(town, month):
    grant = RoleGrant.objects.get(user=town.staff, role=roles.COMMUNITY_STAFF)
    mine = DutyShift.objects.filter(person=town.staff).count()
    assert mine
    with pytest.raises(DomainError, match="值班"):
        leaving.leave_post(grant, None, actor=town.secretary, reason="调走")
    leaving.leave_post(grant, town.secretary, actor=town.secretary, reason="调走")
    assert not DutyShift.objects.filter(person=town.staff).exists()
    theirs = DutyShift.objects.filter(person=town.secretary)
    spans = sorted((shift.period.lower, shift.period.upper) for shift in theirs)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))


def test_what_is_kept_about_who_served(town, month):
    told = duty_personal.export_duty(town.staff)
    assert told
    assert set(told[0]) == {"post", "from", "to"}
    today = next_month(2)
    assert duty_personal.expire_duty(today) == 0
    served = DutyShift.objects.exclude(person=None).count()
    assert duty_personal.expire_duty(today + timedelta(days=1200)) == served
    assert CareLabel.objects.exists()  # nothing else was touched
