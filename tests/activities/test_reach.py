"""由旁观者变为参与者: how many of who lives here came, how many came again, as what."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.actions import activities, children, presence
from activities.models import Attendance
from activities.queries import door
from activities.queries import reach as queries
from communities.models import Resident
from core import scope
from tests.activities.conftest import begin, guest, published
from tests.activities.neighbours import comes, shared, sister

pytestmark = pytest.mark.django_db


def held(town, *names, role="", guests=0, **values):
    """Whoever is named came, as what is said, and left."""
    activity = published(town, **values)
    rows = [comes(town, activity, name) for name in names]
    for row in rows:
        if role:
            presence.set_role(row, role=role, actor=town.staff)
    rows += [guest(activity, n) for n in range(guests)]
    begin(activity)
    for row in rows:
        presence.arrive(row, actor=town.staff)
    activities.hold(activity, actor=town.staff)
    return activity


def reached(town, name="staff", period=queries.YEAR):
    viewer = town.viewer(name)
    with scope.entered(viewer.community_ids, user_id=viewer.user_id):
        return queries.reach(viewer, period)


def test_of_those_who_live_here_so_many_came_and_so_many_again(town):
    held(town, "resident", "neighbour")
    held(town, "resident", guests=2)
    found = reached(town)
    lives_here = Resident.objects.present().filter(community=town.community).count()
    assert (found.came.part, found.came.whole) == (2, lives_here)
    assert found.came.percent == f"{2 / lives_here:.1%}"
    assert (found.again.part, found.again.whole, found.unknown) == (1, 2, 2)
    assert found.again.percent == "50.0%"
    assert (found.held, found.people, found.visits) == (2, 4, 5)


def test_twice_at_one_activity_is_not_again_and_a_guest_is_nobody_twice(town):
    held(town, "resident", guests=1)
    held(town, guests=1)
    assert reached(town).again == queries.Rate(0, 1)


def test_who_has_moved_away_is_in_neither_part_of_the_rate(town):
    held(town, "resident")
    Resident.objects.filter(pk=town.people["resident"].pk).update(status="moved")
    found = reached(town)
    assert (found.came.part, found.people) == (0, 1)


def test_each_role_is_counted_and_all_are_taking_part(town):
    held(town, "resident", role="organizer")
    held(town, "resident", "neighbour", role="assistant")
    held(town, "resident")
    found = reached(town)
    said = [(row.role, row.people, row.visits) for row in found.roles]
    assert said == [("participant", 1, 1), ("assistant", 2, 2), ("organizer", 1, 1)]
    assert (found.came.part, found.again.part) == (2, 1)


def test_who_is_still_there_has_not_been_counted_yet(town):
    activity = published(town)
    row = comes(town, activity, "resident")
    begin(activity)
    presence.arrive(row, actor=town.staff)
    assert reached(town).people == 0


def test_a_guest_counts_where_he_belongs(town):
    sister(town)
    activity = shared(town)
    rows = [comes(town, activity, "resident"), comes(town, activity, "sister", far=True)]
    begin(activity)
    for row in rows:
        presence.arrive(row, actor=town.staff)
    activities.hold(activity, actor=town.staff)
    assert reached(town).came.part == 1
    theirs = reached(town, "sibling_staff")
    assert (theirs.came.part, theirs.held) == (1, 0)
    assert reached(town, "far_staff").people == 0


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        (queries.YEAR, date(2026, 1, 1), date(2026, 11, 22)),
        (queries.QUARTER, date(2026, 10, 1), date(2026, 11, 22)),
        (queries.MONTH, date(2026, 11, 1), date(2026, 11, 22)),
        (queries.LAST_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_goes_from_its_first_day_to_its_last(period, since, until):
    assert queries.days_of(period, date(2026, 11, 22)) == (since, until)


def test_what_was_in_another_period_is_not_in_this_one(town):
    held(town, "resident")
    past = timezone.now().replace(year=timezone.localdate().year - 1, month=7, day=1)
    Attendance.objects.update(came_at=past, left_at=past + timedelta(hours=1))
    assert reached(town).people == 0
    assert reached(town, period=queries.LAST_YEAR).people == 1


def test_nobody_to_count_is_no_rate(town):
    assert reached(town).again.percent == "–"


def test_two_children_of_one_guardian_are_two_people(town):
    course = published(town, has_roster=True)
    said = {"guardian_name": "张明", "phone": "13911110001", "actor": town.staff}
    rows = [children.write_down(course, name=name, **said) for name in ("大宝", "小宝")]
    begin(course)
    for row in rows:
        presence.arrive(row, actor=town.staff)
    Attendance.objects.update(left_at=timezone.now(), minutes=1)
    with scope.entered([town.community.pk]):
        found = door.reached(town.viewer("staff"))
    assert (found.people, found.visits) == (2, 2)


def test_the_page_says_the_base_and_is_the_desks(enter, town, django_assert_max_num_queries):
    held(town, "resident", "neighbour")
    page = reverse("activities:reach")
    desk = enter("staff")
    words = desk.get(page, {"period": "month"}).content.decode()
    whole = Resident.objects.present().filter(community=town.community).count()
    assert f"2 ÷ {whole}" in words
    assert "组织者" in words
    assert desk.get(page, {"period": "x"}).status_code == 200
    for name in ("resident", "worker", "volunteer"):
        assert enter(name).get(page).status_code == 404, name
    viewer = town.viewer("staff")
    with scope.entered(viewer.community_ids), django_assert_max_num_queries(6):
        queries.reach(viewer, queries.YEAR)
