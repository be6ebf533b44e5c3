"""A shift: what must be said of it, who may take it, hours from its door, notes without blame."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from activities.actions import activities, enrolling, presence
from activities.models import Activity, Attendance
from core import outbox, scope
from core.exceptions import DomainError
from tests.activities.conftest import begin, facts
from tests.races import meet_inside, together
from tests.town import years_ago
from tests.volunteers.hour_help import of
from volunteers import subscribers
from volunteers.actions import shifts
from volunteers.models import ServiceRecord, Shift, ShiftPlace, Skill, Volunteer, VolunteerSkill
from volunteers.queries import shifts as queries

pytestmark = pytest.mark.django_db
RISKY = {"risk": "high", "risk_notice": "路口车多，穿反光背心", "insurance_number": "PICC-2026-01"}


def a_shift(town, *, capacity=2, title="路口值守", start=None, **terms) -> Shift:
    when = {} if start is None else {"starts_at": start, "ends_at": start + timedelta(hours=2)}
    said = facts(title=title, capacity=capacity, **when)
    with scope.entered(scope.EVERYTHING):
        return shifts.offer(town.community, said, actor=town.staff, **terms)


def take(town, shift, name="volunteer", **said) -> ShiftPlace:
    return shifts.take(shift, of(town, name), actor=town.accounts[name], **said)


def without_telephone(town) -> Volunteer:
    one = of(town, "volunteer")
    Volunteer.objects.filter(pk=one.pk).update(user=None, entered_by=town.staff)
    return Volunteer.objects.get(pk=one.pk)


def refused(code="", field=""):
    return pytest.raises(
        DomainError,
        check=lambda error: (error.code == code if code else True) and error.field == field,
    )


# --- offering it ----------------------------------------------------------------------------------
@pytest.mark.parametrize("missing", ["risk_notice", "insurance_number"])
def test_high_risk_is_told_of_and_insured(town, missing):
    with refused(field=missing):
        a_shift(town, **RISKY | {missing: " "})


def test_the_database_too_lets_no_risk_go_uninsured(town):
    shift = a_shift(town, **RISKY)
    with pytest.raises(IntegrityError, match="told_and_insured"), transaction.atomic():
        Shift.objects.filter(pk=shift.pk).update(insurance_number="")


def test_how_many_are_wanted_is_said(town):
    with refused(field="capacity"):
        a_shift(town, capacity=None)


# --- taking it ------------------------------------------------------------------------------------
def test_it_has_places_and_a_waiting_list_as_any_activity(town, volunteer):
    shift = a_shift(town, capacity=1)
    first = take(town, shift)
    second = take(town, shift, "resident")
    assert (first.enrolment.status, second.enrolment.status) == ("taken", "waiting")
    enrolling.leave(first.enrolment, actor=town.volunteer)
    second.enrolment.refresh_from_db()
    assert second.enrolment.status == "offered"


def test_nobody_takes_it_twice_also_without_a_telephone(town):
    shift = a_shift(town)
    one = without_telephone(town)
    shifts.take(shift, one, actor=town.staff)
    with refused("twice"):
        shifts.take(shift, one, actor=town.staff)


def test_who_gave_it_back_may_take_it_again_and_stands_there_once(town):
    shift = a_shift(town)
    enrolling.leave(take(town, shift).enrolment, actor=town.volunteer)
    take(town, shift)
    assert ShiftPlace.objects.get().enrolment.status == "taken"


def test_the_risk_is_read_first(town):
    shift = a_shift(town, **RISKY)
    with refused(field="told"):
        take(town, shift)
    assert take(town, shift, told=True).told_at is not None


def test_a_minor_takes_no_risky_one(town):
    shift = a_shift(town, **RISKY)
    Volunteer.objects.filter(user=town.volunteer).update(born_on=years_ago(17))
    with refused("minor"):
        take(town, shift, told=True)
    take(town, a_shift(town, title="整理书架"))


def test_only_accepted_volunteers_of_the_place(town, applied):
    shift = a_shift(town)
    with refused("not_active"):
        take(town, shift, "resident")
    Volunteer.objects.filter(user=town.volunteer).update(community=town.sibling)
    with refused("elsewhere"):
        take(town, shift)


def test_the_paper_was_seen_and_holds_on_that_day(town):
    paper = Skill.objects.filter(needs_licence=True)[0]
    shift = a_shift(town, licence=paper)
    me = of(town, "volunteer")
    with refused("licence"):
        take(town, shift)
    held = VolunteerSkill.objects.create(
        community=town.community, volunteer=me, skill=paper, checked_by=town.staff,
        checked_at=timezone.now(), valid_until=timezone.localdate() + timedelta(days=1),
    )  # fmt: skip
    with refused("licence"):  # it runs out the day before
        take(town, shift)
    VolunteerSkill.objects.filter(pk=held.pk).update(valid_until=None)
    take(town, shift)


# --- for volunteers only --------------------------------------------------------------------------
def test_residents_neither_see_it_on_the_calendar_nor_enrol(town, client, volunteer):
    shift = a_shift(town)
    with refused("helpers_only"):
        enrolling.enrol(shift.activity, enrolling.Person("来客"), actor=None)
    for route in ("calendar", "feed"):
        page = client.get(reverse(f"activities:{route}", args=[town.community.pk]))
        assert shift.activity.title not in page.content.decode()
    town.enter(client, "neighbour")
    page = client.get(reverse("activities:activity", args=[shift.activity_id])).content.decode()
    assert "只招志愿者" in page
    assert "我要报名" not in page


def test_it_is_not_repeated_without_its_terms(town):
    with refused("helpers_only"):
        activities.repeat(a_shift(town).activity, times=2, actor=town.staff)


# --- what comes of it -----------------------------------------------------------------------------
def served(town, place) -> Attendance:
    begin(Activity.objects.get(pk=place.shift.activity_id), timedelta(minutes=70))
    there = presence.arrive(place.enrolment, actor=town.staff)
    Attendance.objects.update(came_at=timezone.now() - timedelta(minutes=60))
    return presence.go(there, actor=town.staff)


@pytest.mark.parametrize("has_phone", [True, False])
def test_hours_come_from_the_door_once_for_each_volunteer_and_shift(town, has_phone):
    one = of(town, "volunteer") if has_phone else without_telephone(town)
    there = served(town, shifts.take(a_shift(town), one, actor=town.staff))
    for _twice in range(2):
        subscribers.note_activity({"attendance": there.pk})
    [record] = ServiceRecord.objects.all()
    assert (record.volunteer, record.minutes, record.source) == (one, 60, "activity")


@pytest.mark.parametrize(("ahead", "note"), [(timedelta(hours=5), "late"), (timedelta(3), "")])
def test_dropping_out_on_the_last_day_is_noted(town, ahead, note):
    place = take(town, a_shift(town, start=timezone.now() + ahead))
    left = enrolling.leave(place.enrolment, actor=town.volunteer)
    subscribers.note_left({"enrolment_id": left.pk})
    place.refresh_from_db()
    assert place.note == note


def test_not_coming_is_noted_and_nothing_follows(town, volunteer):
    shift = a_shift(town)
    came, stayed = take(town, shift), take(town, shift, "resident")
    served(town, came)
    activities.hold(shift.activity, actor=town.staff)
    subscribers.note_absent({"activity_id": shift.activity_id})
    notes = dict(ShiftPlace.objects.values_list("pk", "note"))
    assert notes == {came.pk: "", stayed.pk: "absent"}
    assert take(town, a_shift(town, title="下一班"), "resident").enrolment.status == "taken"


def test_the_room_hears_of_it():
    for topic, name in (
        ("activities.left", "volunteers.note_late_drop_out"),
        ("activities.held", "volunteers.note_no_show"),
    ):
        assert name in [each.name for each in outbox.by_topic[topic]]


# --- pages ----------------------------------------------------------------------------------------
def test_a_volunteer_takes_it_and_gives_it_back_on_his_page(town, client):
    shift = a_shift(town, **RISKY)
    town.enter(client, "volunteer")
    assert "路口值守" in client.get(reverse("volunteers:my_shifts")).content.decode()
    page = reverse("volunteers:shift", args=[shift.pk])
    assert "穿反光背心" in client.get(page).content.decode()
    assert client.post(page).status_code == 422
    client.post(page, {"told": "on"})
    place = ShiftPlace.objects.get()
    assert place.enrolment.status == "taken"
    client.post(reverse("volunteers:leave_shift", args=[shift.pk]))
    place.enrolment.refresh_from_db()
    assert place.enrolment.status == "left"
    assert client.post(reverse("volunteers:leave_shift", args=[shift.pk])).status_code == 404


def test_the_desk_offers_it_and_writes_down_who_has_no_telephone(town, client):
    town.enter(client, "staff")
    day = timezone.localdate() + timedelta(days=4)
    said = {
        "what_for": "service",
        "community": town.community.pk, "title": "送餐", "place": "食堂", "day": day.isoformat(),
        "from_time": "10:00", "to_time": "12:00", "capacity": 2, "risk": "low",
    }  # fmt: skip
    assert client.post(reverse("volunteers:new_shift"), said | {"risk": "high"}).status_code == 422
    client.post(reverse("volunteers:new_shift"), said)
    shift = Shift.objects.get()
    act = reverse("volunteers:shift_act", args=[shift.pk, "enrol"])
    assert client.post(act, {"volunteer": "x"}).status_code == 422
    one = of(town, "volunteer")
    client.post(act, {"volunteer": one.number})
    page = client.get(reverse("volunteers:desk_shift", args=[shift.pk])).content.decode()
    assert one.name.open() in page
    assert "送餐" in client.get(reverse("volunteers:shifts")).content.decode()


@pytest.mark.parametrize("name", ["far_staff", "resident", "sibling_staff"])
def test_strangers_find_no_shift(town, client, name):
    shift = a_shift(town)
    town.enter(client, name)
    for path in (
        reverse("volunteers:desk_shift", args=[shift.pk]),
        reverse("volunteers:shift", args=[shift.pk]),
    ):
        assert client.get(path).status_code == 404
    assert shift not in Shift.objects.visible_to(town.viewer(name))


def test_a_volunteer_sees_the_shifts_of_his_place(town):
    shift = a_shift(town)
    assert shift in Shift.objects.visible_to(town.viewer("volunteer"))
    assert queries.own(of(town, "volunteer")).open[0].free == 2


# --- two at once ----------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_for_the_last_place_one_has_it_and_one_waits(town, volunteer, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    shift = a_shift(town, capacity=1)
    if not locked:
        rows = Activity.objects.select_related("community")
        monkeypatch.setattr(shifts.waiting, "lock_activity", lambda pk: rows.get(pk=pk))
    meeting = meet_inside(monkeypatch, enrolling, "_seat_for", after=True)
    outcomes = together(
        *[lambda n=name: take(town, shift, n) for name in ("volunteer", "resident")]
    )
    assert meeting.happened is not locked
    with scope.entered(scope.EVERYTHING):
        states = sorted(ShiftPlace.objects.values_list("enrolment__status", flat=True))
    errors = [each.error.code for each in outcomes if each.error]
    assert (states, errors) == ((["taken", "waiting"], []) if locked else (["taken"], ["busy"]))


# --- every week, and unannounced ------------------------------------------------------------------
def test_a_shift_is_planned_every_week_with_the_same_terms(town):
    first = a_shift(town, **RISKY)
    with pytest.raises(DomainError, match="一次最多"):
        shifts.repeat(first, times=0, actor=town.staff)
    made = shifts.repeat(first, times=3, actor=town.staff)
    starts = [shift.activity.starts_at - first.activity.starts_at for shift in made]
    assert starts == [timedelta(days=7 * n) for n in (1, 2, 3)]
    for shift in made:
        assert (shift.risk_notice, shift.insurance_number) == (
            first.risk_notice, first.insurance_number,
        )  # fmt: skip
        assert shift.activity.helpers_only
        assert shift.activity.status == "published"
    assert len({shift.activity.series_id for shift in made}) == 1
    [later] = shifts.repeat(first, times=1, actor=town.staff)
    assert later.activity.starts_at - first.activity.starts_at == timedelta(days=28)
    with pytest.raises(DomainError, match="在“班次”里排"):
        activities.repeat(first.activity, times=1, actor=town.staff)


def at_the_door(town, **said):
    shift = a_shift(town, **said)
    begin(shift.activity)
    return Shift.objects.select_related("activity").get(pk=shift.pk)


def test_who_comes_unannounced_is_put_on_and_signed_in(town, volunteer):
    shift = at_the_door(town, capacity=1, risk_notice="路口车多")
    with refused(field="told"):
        shifts.walk_in(shift, of(town, "volunteer"), actor=town.staff)
    place = shifts.walk_in(shift, of(town, "volunteer"), told=True, actor=town.staff)
    assert (place.enrolment.status, place.enrolment.role) == ("taken", "assistant")
    assert place.enrolment.attendance.signed_by == town.staff
    with pytest.raises(DomainError, match="签过到"), transaction.atomic():
        shifts.walk_in(shift, of(town, "volunteer"), told=True, actor=town.staff)
    with refused("full"), transaction.atomic():
        shifts.walk_in(shift, of(town, "resident"), told=True, actor=town.staff)


def test_who_had_enrolled_is_signed_in_and_nobody_before_the_door_opens(town):
    shift = a_shift(town)
    take(town, shift)
    with refused("closed"):
        shifts.walk_in(shift, of(town, "volunteer"), actor=town.staff)
    begin(shift.activity)
    shift = Shift.objects.select_related("activity").get(pk=shift.pk)
    shifts.walk_in(shift, of(town, "volunteer"), actor=town.staff)
    assert ShiftPlace.objects.count() == Attendance.objects.count() == 1


def test_the_desk_does_both_with_a_button(town, enter):
    staff, shift = enter("staff"), at_the_door(town)
    page = reverse("volunteers:desk_shift", args=[shift.pk])
    assert "来了就签到" in staff.get(page).content.decode()
    number = of(town, "volunteer").number
    act = reverse("volunteers:shift_act", args=[shift.pk, "walk_in"])
    staff.post(act, {"volunteer": number, "idempotency_key": "walk-0001"})
    assert "在现场" in staff.get(page).content.decode()
    weekly = reverse("volunteers:shift_act", args=[shift.pk, "repeat"])
    staff.post(weekly, {"every": "weekly", "times": "2", "idempotency_key": "walk-0002"})
    assert Shift.objects.count() == 3
    ahead = Shift.objects.exclude(pk=shift.pk).first()
    closed = reverse("volunteers:shift_act", args=[ahead.pk, "walk_in"])
    assert staff.get(closed).status_code == 404


def test_the_board_goes_on_to_earlier_ones(town, enter, monkeypatch):
    monkeypatch.setattr(queries, "SHOWN", 2)
    made = [a_shift(town, start=timezone.now() + timedelta(days=n)) for n in (1, 2, 3)]
    staff, url = enter("staff"), reverse("volunteers:shifts")
    first = staff.get(url)
    assert [row.shift for row in first.context["rows"]] == [made[2], made[1]]
    rest = staff.get(url + first.context["next_url"])
    assert [row.shift for row in rest.context["rows"]] == [made[0]]
    assert not rest.context["next_url"]
