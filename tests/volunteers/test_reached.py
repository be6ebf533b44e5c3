"""受益: 人 and 人次 of shifts and of entries by hand, and all of a year added up on one page."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from charity.actions import deliveries, meals
from charity.models import AidRecord, Meal
from core import scope
from core.exports.registry import by_kind
from core.models import ExportJob
from tests.activities.conftest import begin
from tests.charity.dining import canteen, diner, elder, now_it_is_that_day, tomorrow
from tests.volunteers.hour_help import deed, entered
from tests.volunteers.test_shifts import a_shift, refused
from volunteers.actions import hours, reached
from volunteers.actions.shifts import Calling
from volunteers.models import ServiceRecord, Shift
from volunteers.queries import reached as queries

pytestmark = pytest.mark.django_db


def held(town, **said) -> Shift:
    shift = a_shift(town, **said)
    begin(shift.activity)
    return shift


def lines(town, name="staff", year=None):
    with scope.entered(scope.EVERYTHING):
        return {line.name: line for line in queries.page(town.viewer(name), year).lines}


# --- told -----------------------------------------------------------------------------------------
def test_a_shift_tells_people_and_visits_and_the_last_word_holds(town):
    shift = held(town)
    reached.note_shift(shift, people=9, visits=20, actor=town.staff)
    reached.note_shift(shift, people=12, visits=31, actor=town.staff)
    shift.refresh_from_db()
    assert (shift.people, shift.visits) == (12, 31)


def test_nobody_was_served_before_it_began_or_when_it_was_called_off(town):
    shift = a_shift(town)
    with refused("not_held"):
        reached.note_shift(shift, people=1, visits=1, actor=town.staff)
    begin(shift.activity)
    Activity.objects.filter(pk=shift.activity_id).update(status="cancelled", reason="下雨")
    with refused("not_held"):
        reached.note_shift(shift, people=1, visits=1, actor=town.staff)


@pytest.mark.parametrize("kind", ["meeting", "training"])
def test_meetings_and_trainings_serve_nobody_yet(town, kind):
    with refused("no_service"):
        shift = held(town, calling=Calling(kind=kind))
        reached.note_shift(shift, people=1, visits=1, actor=town.staff)


@pytest.mark.parametrize(
    ("people", "visits", "field"),
    [(0, 1, "people"), (5, 4, "visits"), (10_001, 10_001, "people"), (1, 10_001, "visits")],
)
def test_visits_are_never_fewer_than_people(town, people, visits, field):
    with refused(field=field):
        reached.note_shift(held(town), people=people, visits=visits, actor=town.staff)


def test_the_database_too_keeps_both_or_neither(town, volunteer):
    shift, record = held(town), entered(town, volunteer)
    for rows in (Shift.objects.filter(pk=shift.pk), ServiceRecord.objects.filter(pk=record.pk)):
        for said in ({"people": 3}, {"people": 3, "visits": 2}, {"visits": 2}):
            with pytest.raises(IntegrityError, match="people_and_visits"), transaction.atomic():
                rows.update(**said)


def test_only_an_entry_by_hand_tells_its_own(town, volunteer):
    record = entered(town, volunteer)
    reached.note_record(record, people=2, visits=2, actor=town.staff)
    [noted] = hours.note_deed(deed(town), [town.resident.pk])
    with refused("not_by_hand"):
        reached.note_record(noted, people=2, visits=2, actor=town.staff)
    with pytest.raises(IntegrityError, match="no_clock_saw"), transaction.atomic():
        ServiceRecord.objects.filter(pk=noted.pk).update(people=1, visits=1)


def test_what_does_not_count_tells_nothing(town, volunteer):
    record = entered(town, volunteer)
    hours.refuse(record, reason="记错了", actor=town.secretary)
    with refused("moved_on"):
        reached.note_record(record, people=2, visits=2, actor=town.staff)


# --- added up -------------------------------------------------------------------------------------
def test_a_year_adds_visits_and_keeps_people_apart(town, volunteer):
    reached.note_shift(held(town), people=9, visits=20, actor=town.staff)
    reached.note_shift(held(town, title="护学"), people=4, visits=4, actor=town.staff)
    held(town, title="没数过")
    record = entered(town, volunteer)
    reached.note_record(record, people=2, visits=3, actor=town.staff)
    assert lines(town)["补录的服务"].visits == 0  # nobody has looked at it yet
    hours.approve(record, actor=town.secretary)
    found = lines(town)
    shifts, by_hand = found["志愿者班次"], found["补录的服务"]
    assert (shifts.times, shifts.people, shifts.visits, shifts.at_most) == (2, 13, 24, True)
    assert (by_hand.times, by_hand.people, by_hand.visits) == (1, 2, 3)
    with scope.entered(scope.EVERYTHING):
        assert queries.page(town.viewer("staff")).visits == 27
    last = timezone.localdate().year - 1
    assert sum(line.visits for line in lines(town, year=last).values()) == 0
    assert queries.page(town.viewer("staff"), 1999).year == last + 1


def test_orders_and_aid_know_their_people(town):
    found = lines(town)
    assert not found["办结的求助"].at_most
    assert not found["帮扶"].at_most
    assert AidRecord.objects.count() == found["帮扶"].visits == 0


def test_meals_that_were_had_count_by_who_ate_them(town):
    canteens = canteen(town), canteen(town, name="老年助餐点", kind="elder_meals")
    both, one = elder(town), elder(town, "钱婆", phone="13900006666")
    for table in canteens:
        diner(town, table, both)
    diner(town, canteens[0], one)
    brought = diner(town, canteens[0], elder(town, "何公", phone="13900006667"), way="home")
    days = [tomorrow(table) for table in canteens]
    assert lines(town)["食堂、助餐和托育的餐"].visits == 0  # ordered, not had
    for day in days:
        now_it_is_that_day(day)
    here = Meal.objects.filter(way="here")
    for meal in here:
        meals.serve(meal, actor=town.staff)
    deliveries.fail(Meal.objects.get(diner=brought), why="no_answer", actor=town.staff)
    found = lines(town)["食堂、助餐和托育的餐"]
    assert (found.times, found.people, found.visits, found.at_most) == (2, 2, 3, False)
    with scope.entered(scope.EVERYTHING):
        assert queries.page(town.viewer("staff")).visits == 3
    assert lines(town, "sibling_staff")["食堂、助餐和托育的餐"].visits == 0


def test_the_year_goes_home_as_it_stands(town):
    reached.note_shift(held(town), people=9, visits=20, actor=town.staff)
    kept = by_kind["volunteers.reached"]
    said = {"owner": town.staff, "kind": kept.kind, "acting_as": str(town.staff.grants.get().pk)}
    this = timezone.localdate().year

    def told(**params):
        with scope.entered(()):
            return [list(line) for line in kept.produce(ExportJob(**said, params=params)).rows]

    [shifts] = [line for line in told() if line[1] == "志愿者班次"]
    assert shifts == [this, "志愿者班次", 1, 9, "每次现场数人头，最多这么多", 20]
    assert told()[-1] == [this, "合计", "", "", "", 20]
    assert told(year=str(this - 1))[-1] == [this - 1, "合计", "", "", "", 0]
    assert told(year="去年")[-1][0] == this
    assert kept.allowed(town.viewer("staff"))
    for name in ("worker", "resident", "volunteer", "org_manager", "street_official"):
        assert not kept.allowed(town.viewer(name)), name


def test_a_neighbouring_desk_reads_its_own(town):
    reached.note_shift(held(town), people=9, visits=20, actor=town.staff)
    assert lines(town, "sibling_staff")["志愿者班次"].visits == 0


# --- on the pages ---------------------------------------------------------------------------------
def test_the_desk_tells_and_reads_it(town, enter):
    shift = held(town)
    staff, act = enter("staff"), reverse("volunteers:shift_act", args=[shift.pk, "reached"])
    staff.post(act, {"people": "7", "visits": "8", "idempotency_key": "reached-0001"})
    page = staff.get(reverse("volunteers:desk_shift", args=[shift.pk])).content.decode()
    assert "7 人，8 人次" in page
    page = staff.get(reverse("volunteers:reached")).content.decode()
    assert "最多 7" in page
    assert 'value="volunteers.reached"' in page
    assert staff.get(reverse("volunteers:reached"), {"year": "abc"}).status_code == 200


def test_nothing_to_tell_before_it_began(town, enter):
    shift = a_shift(town)
    act = reverse("volunteers:shift_act", args=[shift.pk, "reached"])
    assert enter("staff").get(act).status_code == 404


@pytest.mark.parametrize("name", ["worker", "resident", "neighbour"])
def test_it_is_the_desks_page(town, enter, name):
    assert enter(name).get(reverse("volunteers:reached")).status_code == 404
