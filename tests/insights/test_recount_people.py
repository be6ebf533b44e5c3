"""People beside visits, and earned money: read off figures, counted by hand in the tables."""

from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from activities.actions import enrolling, presence
from charity.actions import earning_books, gifts
from charity.models import Pot
from core import scope
from insights.actions import folding
from insights.indicators import REGISTRY
from insights.periods import year
from insights.queries.readings import read
from organizations.actions import courses
from organizations.models import SocialWorker
from requests.actions import conclude, dispatch, work
from requests.actions.dispatch import Who
from requests.models.parties import Lane
from tests.activities.conftest import begin, guest, published
from tests.charity.conftest import admit, give, money
from tests.charity.test_earnings import a_project, a_rule, earn
from tests.organizations.test_courses import a_base, announced, own_worker, signed, today
from tests.requests.conftest import desk
from tests.volunteers.hour_help import deed, entered, of
from tests.volunteers.test_shifts import a_shift
from volunteers.actions import hours, reached

__all__ = ["desk"]
pytestmark = pytest.mark.django_db(transaction=True)


def said(town, code):
    folding.fold()
    this_year = year(timezone.localdate().year)
    return read([REGISTRY[code]], [town.community.pk], this_year)[town.community.pk, code]


def asked(sql, *values):
    with scope.entered(scope.EVERYTHING), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def held(town, *names, guests=0):
    activity = published(town)
    rows = [guest(activity, n) for n in range(guests)]
    for name in names:
        person = enrolling.Person(name, user=town.accounts[name], resident=town.people[name])
        rows.append(enrolling.enrol(activity, person, actor=None))
    begin(activity)
    for row in rows:
        presence.arrive(row, actor=town.staff)
    with transaction.atomic():
        presence.close_all(activity)


def test_people_of_activities_are_each_counted_once_and_visits_each_time(town):
    held(town, "resident", "neighbour")
    held(town, "resident", guests=1)
    visits = asked(
        "SELECT count(*) FROM activities_attendance"
        " WHERE left_at IS NOT NULL AND community_id = %s",
        town.community.pk,
    )
    assert said(town, "activity_visits").part == visits == 4
    people = asked(
        "SELECT count(DISTINCT e.resident_id) FROM activities_attendance a"
        " JOIN activities_enrolment e ON e.id = a.enrolment_id"
        " WHERE a.left_at IS NOT NULL AND a.community_id = %s",
        town.community.pk,
    )
    assert said(town, "activity_people").part == people == 2, "a name alone is nobody again"
    rate = said(town, "participation_rate")
    residents = asked(
        "SELECT count(*) FROM communities_resident WHERE status = 'present' AND community_id = %s",
        town.community.pk,
    )
    assert (rate.part, rate.base) == (people, residents)
    assert rate.share is None, "of a handful nobody makes a percentage"


def test_whoever_served_is_active_until_his_hours_are_void(town):
    mine = of(town, "volunteer")
    for minutes in (30, 40):
        hours.note_deed(deed(town, minutes=minutes, reference=str(minutes)), [town.volunteer.pk])
    sql = """SELECT count(DISTINCT volunteer_id) FROM volunteers_servicerecord
        WHERE status = 'counted' AND community_id = %s"""
    assert said(town, "active_volunteers").part == asked(sql, town.community.pk) == 1
    rate = said(town, "active_volunteer_rate")
    base = asked(
        "SELECT count(*) FROM volunteers_volunteer WHERE status = 'active' AND community_id = %s",
        town.community.pk,
    )
    assert (rate.part, rate.base) == (1, base)
    for record in mine.records.all():
        hours.make_void(record, reason="写错了", actor=town.staff)
    assert said(town, "active_volunteers").part == asked(sql, town.community.pk) == 0


def test_earned_money_and_what_became_of_it(town):
    a_rule(town)
    project = a_project(town)
    row = earn(town, project, 1000)
    earn(town, project, 500)
    earning_books.take_back(row, voucher="更", why="多记了", actor=town.staff)
    income = asked(
        "SELECT sum(amount) FROM charity_income WHERE community_id = %s", town.community.pk
    )
    assert Decimal(str(said(town, "community_income_yuan").value)) == income == 500
    pot = Pot.objects.get(community=town.community, head="upkeep")
    spent = earning_books.spend(
        pot, amount=Decimal(200), what="换灯", resolution="居民会议", actor=town.staff
    )
    by_hand = """SELECT -sum(amount) FROM charity_potline
        WHERE kind <> 'share' AND community_id = %s"""
    assert Decimal(str(said(town, "community_spent_yuan").value)) == 200
    assert asked(by_hand, town.community.pk) == 200
    earning_books.put_back(spent, what="没换", actor=town.staff)
    assert said(town, "community_spent_yuan").value == asked(by_hand, town.community.pk) == 0


def test_the_share_of_earned_money(town):
    a_rule(town)
    earn(town, a_project(town), 1000)
    admit(town)
    gifts.receive(give(town, money(3000)), actor=town.secretary)
    found = said(town, "self_funding_rate")
    assert (found.part, found.base) == (1000 * 100, 4000 * 100)
    assert found.share == 25


def test_led_by_members_of_the_party(town, desk):
    desk.closed()
    row = desk.classified()
    who = Who(Lane.LEAD, user=town.neighbour, reason="会修灯")
    row = dispatch.assign(row, who, by=desk.viewer("secretary"))
    row = dispatch.sign(row, by=desk.viewer("neighbour"))
    row = work.complete(row, result="好了", by=desk.viewer("neighbour"))
    conclude.rate(row, grade=5, by=desk.viewer("resident"))
    by_hand = asked(
        "SELECT count(DISTINCT r.id) FROM requests_servicerequest r JOIN requests_party p"
        " ON p.service_request_id = r.id AND p.role = 'lead' AND p.lane = 'lead'"
        " WHERE r.status = 'closed' AND r.community_id = %s",
        town.community.pk,
    )
    found = said(town, "members_rate")
    assert (found.part, found.base) == (by_hand, 2) == (1, 2)


SERVED = """SELECT coalesce((SELECT sum(visits) FROM volunteers_shift WHERE community_id = %s), 0)
    + coalesce((SELECT sum(visits) FROM volunteers_servicerecord
                WHERE status = 'counted' AND community_id = %s), 0)"""


def test_whom_volunteers_served_is_counted_as_the_last_word_has_it(town):
    here = [town.community.pk] * 2
    shift = a_shift(town)
    begin(shift.activity)
    reached.note_shift(shift, people=9, visits=20, actor=town.staff)
    reached.note_shift(shift, people=9, visits=12, actor=town.staff)
    assert said(town, "people_served").part == asked(SERVED, *here) == 12
    record = entered(town, of(town, "volunteer"))
    reached.note_record(record, people=2, visits=3, actor=town.staff)
    assert said(town, "people_served").part == asked(SERVED, *here) == 12, "nobody checked it yet"
    record = hours.approve(record, actor=town.secretary)
    assert said(town, "people_served").part == asked(SERVED, *here) == 15
    reached.note_record(record, people=2, visits=5, actor=town.staff)
    assert said(town, "people_served").part == asked(SERVED, *here) == 17
    record.refresh_from_db()
    hours.make_void(record, reason="写错了", actor=town.secretary)
    assert said(town, "people_served").part == asked(SERVED, *here) == 12


def test_who_signed_at_a_course_was_trained(town):
    base = a_base(town, operator=town.organization)
    worker = SocialWorker.objects.get(user=town.social_worker)
    for title in ("个案", "小组"):
        course = announced(town, base, title=title)
        place = courses.enrol(course, worker=worker, actor=town.social_worker)
        away = courses.enrol(course, worker=own_worker(town, f"{title}社工"), actor=town.staff)
        assert away.pk != place.pk
        signed(town, today(course), place)
    by_hand = """SELECT {} FROM organizations_courseplace
        WHERE status = 'signed' AND community_id = %s"""
    here = town.community.pk
    assert said(town, "training_visits").part == asked(by_hand.format("count(*)"), here) == 2
    people = asked(by_hand.format("count(DISTINCT worker_id)"), here)
    assert said(town, "people_trained").part == people == 1
