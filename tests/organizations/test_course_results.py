"""A course is examined or not; who finished has a certificate with a number, and finds it."""

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from core import scope
from core.models import Message
from organizations.actions import courses
from organizations.models import CoursePlace, SocialWorker, TrainingCourse
from organizations.panels import todo
from organizations.personal_data import export_person
from tests.organizations.test_courses import (
    TODAY,
    a_base,
    announced,
    base,
    own_worker,
    signed,
    worker,
)
from tests.organizations.test_pairings import refused
from tests.races import meet_inside, together

__all__ = ["base", "worker"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def held(town, base, worker):
    """Examined; two were there."""
    return a_held(town, base, worker)


def a_held(town, where, *people, exam="paper"):
    course = announced(town, where, held_on=TODAY(), exam=exam, capacity=9)
    for one in (*people, own_worker(town)):
        courses.enrol(course, worker=one, actor=town.staff)
    return signed(town, course, *course.places.all())


def grade(town, course, *passed, by="org_manager"):
    return courses.grade(course, passed=[row.pk for row in passed], actor=town.accounts[by])


def test_without_an_examination_who_was_there_has_finished(town, base, worker):
    course = announced(town, base, held_on=TODAY())
    was, _was_not = (
        courses.enrol(course, worker=one, actor=town.staff) for one in (worker, own_worker(town))
    )
    course = signed(town, course, was)
    rows = list(CoursePlace.objects.order_by("pk"))
    number = f"{TODAY():%Y%m%d}-{course.pk}-001"
    assert [(row.certificate, row.certified_on) for row in rows] == [(number, TODAY()), ("", None)]
    assert refused(grade, town, course, was) == "no_exam"


def test_where_it_is_examined_only_who_passed_has_finished(town, held):
    assert not CoursePlace.objects.exclude(certificate="").exists()
    first, second = held.places.all()
    assert refused(courses.grade, held, passed=[first.pk + 99], actor=town.staff) == "passed"
    assert refused(grade, town, held, second, by="social_worker") == "passed"
    assert grade(town, held, second).status == "graded"
    first, second = held.places.all()
    assert (first.passed, first.certificate) == (False, "")
    assert (second.passed, second.certificate) == (True, f"{TODAY():%Y%m%d}-{held.pk}-001")
    heard = Message.objects.filter(code="organizations.course_failed")
    assert [message.to_user for message in heard] == [town.social_worker]
    assert not Message.objects.filter(code="organizations.course_passed").exists()
    courses.give_hours(held)
    assert first.worker.education.count() == 1


def test_nobody_need_have_passed(town, held):
    grade(town, held)
    assert set(held.places.values_list("passed", flat=True)) == {False}


@pytest.mark.parametrize(
    "values",
    [
        {"certificate": ""},
        {"certified_on": None},
        {"passed": False},
        {"status": "absent", "signed_by": None, "passed": None},
        {"status": "absent", "signed_by": None, "certificate": "", "certified_on": None},
    ],
)
def test_the_database_holds_who_finished(town, held, values):
    grade(town, held, *held.places.all())
    row = held.places.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        CoursePlace.objects.filter(pk=row.pk).update(**values)


def test_a_number_stands_once(town, held):
    first, second = held.places.all()
    grade(town, held, first, second)
    number = held.places.first().certificate
    with pytest.raises(IntegrityError), transaction.atomic():
        CoursePlace.objects.filter(pk=second.pk).update(certificate=number)


@pytest.mark.parametrize("values", [{"exam": "poem"}, {"exam": "none", "status": "graded"}])
def test_the_database_holds_what_is_examined(town, held, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingCourse.objects.update(**values)


# --- on the pages ---------------------------------------------------------------------------------
def test_the_base_says_who_passed_and_each_finds_his_certificate(enter, town, held, worker):
    page = reverse("organizations:course", args=[held.pk])
    act = reverse("organizations:course_act", args=[held.pk, "grade"])
    first, second = held.places.all()
    said = {"passed": [first.pk], "idempotency_key": "grade-01"}
    assert "“个案工作坊”等您登记考核结果" in [
        line["title"] for line in todo(town.viewer("org_manager"))
    ]
    assert "等结果" in enter("social_worker").get(
        reverse("organizations:courses") + "?status=held"
    ).content.decode()  # fmt: skip
    for name in ("social_worker", "dispatcher", "resident", "far_staff"):
        assert enter(name).get(act).status_code == 404, name
    assert enter("org_manager").post(act, said).status_code == 302
    assert enter("org_manager").get(act).status_code == 404
    paper = reverse("organizations:course_certificate", args=[first.pk])
    mine = enter("social_worker")
    assert paper in mine.get(page).content.decode()
    text = mine.get(paper).content.decode()
    assert "华清" in text
    assert "考核（笔试）通过" in text
    for name in ("org_manager", "staff"):
        assert enter(name).get(paper).status_code == 200, name
    for name in ("far_staff", "resident", "liaison"):
        assert enter(name).get(paper).status_code == 404, name
    none = reverse("organizations:course_certificate", args=[second.pk])
    assert enter("staff").get(none).status_code == 404
    courses.give_hours(held)
    record = reverse("organizations:social_worker", args=[worker.pk])
    assert paper in mine.get(record).content.decode()


def test_he_takes_home_what_he_finished(town, held):
    grade(town, held, *held.places.all())
    (line,) = export_person(town.social_worker.subject)["social_work"][0]["courses"]
    assert (line["passed"], line["certificate"][:8]) == (True, f"{TODAY():%Y%m%d}")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_graded_twice_at_once_each_hears_once(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        course = a_held(
            town,
            a_base(town, operator=town.organization),
            SocialWorker.objects.get(user=town.social_worker),
        )
        row = course.places.first()
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, courses, "_certify")
    outcomes = together(*[lambda: grade(town, course, row)] * 2)
    assert meeting.happened is not locked
    assert [one.error.code for one in outcomes if one.error] == (["moved_on"] if locked else [])
