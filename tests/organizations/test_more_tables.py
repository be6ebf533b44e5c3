"""Assessments, seats, courses, supervisors, posts go home: what each may read, nobody's number."""

import pytest
from django.utils import timezone

from core.exports.registry import by_kind
from organizations.actions import assessments, commissioners, courses, supervision
from organizations.models import SocialWorker
from tests.organizations.test_assessments import FOURS
from tests.organizations.test_cadre_scores import cadre, published, rate, school
from tests.organizations.test_checkin_tables import lines
from tests.organizations.test_commissioners import seated
from tests.organizations.test_course_results import a_held
from tests.organizations.test_courses import base
from tests.organizations.test_pairings import of_the_manager, running
from tests.organizations.test_posts import claimed
from tests.organizations.test_supervision import named, senior

__all__ = ["base", "cadre", "running", "school", "senior"]
pytestmark = pytest.mark.django_db
KINDS = ("assessments", "commissioners", "course_places", "supervisors", "checkin_posts")


def allowed(town, name):
    return {
        kind for kind in KINDS if by_kind[f"organizations.{kind}"].allowed(town.viewer(name))
    }  # fmt: skip


def test_who_works_on_the_page_takes_its_table_home(town):
    assert allowed(town, "staff") == set(KINDS)
    assert allowed(town, "worker") == allowed(town, "resident") == set()


def test_assessments_go_home_as_they_are_read_and_name_nobody(town, cadre):
    published(town, cadre, comment="踏实")
    rate(town, cadre, "cadre_home")
    (row,) = lines(town, "staff", "organizations.assessments")
    unit = cadre.organization.name
    assert (row[2], row[4], row[9]) == (unit, f"{unit} 科员", "踏实")
    assert "钱向阳" not in str(row)
    assert lines(town, "far_staff", "organizations.assessments") == []


def test_of_a_unit_it_says_who_is_judged(town, running):
    of_the_manager(town)
    for direction in ("on_unit", "on_community"):
        row = assessments.write(
            town.organization, town.community, direction=direction,
            year=timezone.localdate().year, scores=FOURS, actor=town.staff,
        )  # fmt: skip
        assessments.publish(
            assessments.submit(row, actor=town.staff), actor=town.street_official
        )  # fmt: skip
    rows = lines(town, "staff", "organizations.assessments")
    assert [row[4] for row in rows] == [town.organization.name, town.community.name]


def test_seats_go_home_by_unit_and_office(town, school):
    row = seated(town, school)
    commissioners.unseat(row, reason="调走了", actor=town.staff)
    (told,) = lines(town, "staff", "organizations.commissioners")
    assert (told[0], told[2], told[7]) == ("第一小学", row.office, "调走了")
    assert row.name.open() not in str(told)
    assert lines(town, "far_staff", "organizations.commissioners") == []


def test_a_list_goes_home_with_its_results(town, base):
    worker = SocialWorker.objects.get(user=town.social_worker)
    course = a_held(town, base, worker)
    first, second = course.places.all()
    courses.grade(course, passed=[first.pk], actor=town.org_manager)
    rows = lines(town, "staff", "organizations.course_places")
    first.refresh_from_db()
    assert [(row[6], row[10], row[11]) for row in rows] == [
        ("华清", "是", first.certificate), (second.name.open(), "否", ""),
    ]  # fmt: skip
    assert lines(town, "far_staff", "organizations.course_places") == []


def test_the_pool_goes_home_without_its_sittings(town, senior):
    row = named(town, senior)
    (told,) = lines(town, "staff", "organizations.supervisors")
    assert told[0] == row.name.open()
    supervision.take_out(senior, actor=town.org_manager)
    assert lines(town, "staff", "organizations.supervisors") == []


def test_posts_go_home_with_how_many_serve(town):
    claimed(town)
    (told,) = lines(town, "staff", "organizations.checkin_posts")
    assert told[6] == "1"
    assert lines(town, "far_staff", "organizations.checkin_posts") == []
