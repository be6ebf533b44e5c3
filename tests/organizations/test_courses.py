"""Training courses: announced by a base, taken while there is room, signed; hours arise."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.models import Message, OutboxMessage
from organizations.actions import courses, facilities, organizations, schooling, social_workers
from organizations.actions.courses import Course
from organizations.actions.facilities import Place
from organizations.actions.social_workers import WorkerFacts
from organizations.checkin_subscribers import give_hours
from organizations.course_workflow import STEPS, CourseStatus, PlaceStatus
from organizations.models import (
    CoursePlace,
    EducationHours,
    Facility,
    Organization,
    SocialWorker,
    TrainingCourse,
)
from organizations.panels import todo
from organizations.personal_data import erase_person, export_person
from organizations.queries import courses as queries
from organizations.search import search
from organizations.tasks import remind_of_courses
from tests.organizations.test_pairings import refused
from tests.organizations.test_visibility import managing, seeing
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def worker(town) -> SocialWorker:
    return SocialWorker.objects.get(user=town.social_worker)


@pytest.fixture
def base(town) -> Facility:
    """Run by `town.organization`."""
    return a_base(town, operator=town.organization)


def a_base(town, **said):
    place = Place(kind="social_room", name="金秋社工室", **said)
    made = facilities.add(town.community, place, actor=town.staff)
    return facilities.open_up(made, opened_on=TODAY(), actor=town.staff)


def said(**more):
    values = {
        "kind": "workshop", "title": "个案工作坊", "hours": 6, "capacity": 2,
        "held_on": TODAY() + timedelta(days=3), "starts_at": time(9),
        "trainer_name": "程老师", "trainer_unit": "省社工协会",
    }  # fmt: skip
    return Course(**values | more)


def announced(town, where, **more):
    return courses.announce(where, said(**more), actor=town.org_manager)


def own_worker(town, name="佘社工", place=None):
    """Of a community, with no account."""
    return social_workers.register_social_worker(
        place or town.community, WorkerFacts(name), actor=town.secretary, station="社工室"
    )


def today(course):
    """The day has come."""
    TrainingCourse.objects.filter(pk=course.pk).update(held_on=TODAY())
    return TrainingCourse.objects.get(pk=course.pk)


def signed(town, course, *places, actor=None):
    pks = [place.pk for place in places]
    return courses.sign(course, present=pks, actor=actor or town.org_manager)


# --- announced ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("kind", {"kind": "party"}),
        ("title", {"title": " "}),
        ("title", {"title": "找 13900001111"}),
        ("hours", {"hours": 0}),
        ("hours", {"hours": 41}),
        ("held_on", {"held_on": date(2020, 1, 1)}),
        ("exam", {"exam": "poem"}),
        ("capacity", {"capacity": 0}),
        ("capacity", {"capacity": 501}),
        ("trainer_name", {"trainer_name": " "}),
        ("trainer_unit", {"trainer_unit": " "}),
    ],
)
def test_it_says_what_when_for_how_many_and_who_teaches(town, base, field, more):
    assert refused(announced, town, base, **more) == field


def test_it_takes_place_where_somebody_is(town, base, worker):
    own = announced(town, town.organization)
    assert (own.base, own.holder, own.where) == (None, town.organization, own.holder.title)
    assert announced(town, base).holder == town.organization
    left = social_workers.leave(worker, reason="合同到期", last_day=TODAY(), actor=town.staff)
    assert refused(announced, town, base, trainer=left) == "trainer"
    shut = facilities.pause(base, reason="修", actor=None)
    assert refused(announced, town, shut) == "where"
    organizations.suspend(town.organization, reason="换届", actor=town.staff)
    unit = Organization.objects.select_related("area").get(pk=town.organization.pk)
    assert refused(announced, town, unit) == "where"


def test_a_social_worker_teaches_under_his_name_and_does_not_enrol(town, base, worker):
    course = announced(town, base, trainer=worker, trainer_name="", trainer_unit="")
    assert (course.trainer_name, course.trainer_unit) == ("华清", town.organization.name)
    assert refused(courses.enrol, course, worker=worker, actor=town.staff) == "worker"
    assert worker not in queries.to_enrol(town.viewer("staff"), course)


# --- taken ----------------------------------------------------------------------------------------
def test_places_are_as_many_as_said_once_for_each(town, base, worker):
    course = announced(town, base)
    first = courses.enrol(course, worker=worker, actor=town.social_worker)
    assert refused(courses.enrol, course, worker=worker, actor=town.staff) == "worker"
    courses.enrol(course, worker=own_worker(town), actor=town.staff)
    late = own_worker(town, "迟社工")
    assert refused(courses.enrol, course, worker=late, actor=town.staff) == "full"
    courses.withdraw(course, place=first, actor=town.social_worker)
    assert refused(courses.withdraw, course, place=first, actor=town.social_worker) == "place"
    assert courses.enrol(course, worker=late, actor=town.staff).status == PlaceStatus.ENROLLED
    assert TrainingCourse.objects.get().taken == 2


def test_who_works_enrols_until_the_day(town, base, worker):
    course = announced(town, base)
    TrainingCourse.objects.update(held_on=TODAY() - timedelta(days=1))
    assert refused(courses.enrol, course, worker=worker, actor=town.staff) == "over"
    today(course)
    courses.enrol(course, worker=worker, actor=town.staff)
    left = social_workers.leave(worker, reason="合同到期", last_day=TODAY(), actor=town.staff)
    assert TrainingCourse.objects.get().taken == 0
    assert CoursePlace.objects.get().status == PlaceStatus.WITHDRAWN
    assert refused(courses.enrol, course, worker=left, actor=town.staff) == "worker"


def test_a_place_without_an_organisation_trains_its_own(town):
    course = announced(town, a_base(town))
    assert course.holder is None
    far = own_worker(town, "远社工", town.far_community)
    assert refused(courses.enrol, course, worker=far, actor=town.far_staff) == "worker"
    assert courses.enrol(course, worker=own_worker(town), actor=town.staff)


def test_who_is_enrolled_by_another_hears_of_it_and_all_the_day_before(town, base, worker):
    course = announced(town, base, held_on=TODAY() + timedelta(days=1))
    place = courses.enrol(course, worker=worker, actor=town.staff)
    told = Message.objects.filter(code="organizations.course_enrolled")
    assert [message.to_user for message in told] == [town.social_worker]
    for _run in range(2):
        remind_of_courses()
    assert Message.objects.filter(code="organizations.course_tomorrow").count() == 1
    courses.withdraw(course, place=place, actor=town.social_worker)
    courses.enrol(course, worker=worker, actor=town.social_worker)
    assert told.count() == 1
    assert refused(courses.cancel, course, reason=" ", actor=town.org_manager) == "reason"
    assert refused(courses.cancel, course, reason="13900001111", actor=None) == "reason"
    courses.cancel(course, reason="老师病了", actor=town.org_manager)
    assert Message.objects.filter(code="organizations.course_cancelled").count() == 1


# --- signed ---------------------------------------------------------------------------------------
def test_the_base_signs_on_the_day_for_who_was_there(town, base, worker):
    course = announced(town, base)
    was, _was_not = (
        courses.enrol(course, worker=one, actor=town.staff) for one in (worker, own_worker(town))
    )
    assert refused(signed, town, course, was) == "early"
    course = today(course)
    assert refused(signed, town, course) == "present"
    assert refused(courses.sign, course, present=[was.pk + 99], actor=town.org_manager) == "present"
    assert refused(signed, town, course, was, actor=town.social_worker) == "present"
    assert signed(town, course, was).status == CourseStatus.HELD
    assert [row.status for row in course.places.all()] == [PlaceStatus.SIGNED, PlaceStatus.ABSENT]
    with pytest.raises(IntegrityError), transaction.atomic():
        CoursePlace.objects.filter(pk=was.pk).update(signed_by=town.social_worker)


@pytest.mark.parametrize("status", CourseStatus)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_it_moves_as_the_table_says(town, base, worker, status, step):
    course = announced(town, base)
    place = courses.enrol(course, worker=worker, actor=town.staff)
    course = today(course)
    if status in (CourseStatus.HELD, CourseStatus.GRADED):
        TrainingCourse.objects.update(exam="paper")
        course = signed(town, course, place)
    if status == CourseStatus.GRADED:
        course = courses.grade(course, passed=[place.pk], actor=town.org_manager)
    if status == CourseStatus.CANCELLED:
        course = courses.cancel(course, reason="病了", actor=None)
    move = {
        "signed": lambda: signed(town, course, place),
        "cancelled": lambda: courses.cancel(course, reason="病了", actor=None),
        "graded": lambda: courses.grade(course, passed=[place.pk], actor=town.org_manager),
    }[step.name]
    if status in step.sources:
        assert move().status == step.target
    else:
        assert refused(move) == "moved_on"
        if status != CourseStatus.OPEN:
            assert refused(courses.enrol, course, worker=worker, actor=None) == "moved_on"


def test_hours_arise_from_the_signature_and_wait_for_a_second_person(town, base, worker):
    course = announced(town, base)
    place = courses.enrol(course, worker=worker, actor=town.staff)
    other = courses.enrol(course, worker=own_worker(town), actor=town.staff)
    signed(town, today(course), place)
    promised = OutboxMessage.objects.get(subscriber="organizations.give_hours_of_course")
    for _run in range(2):
        give_hours(promised.payload)
    row = EducationHours.objects.get()
    assert (row.worker, row.hours, row.what, row.status) == (worker, 6, "个案工作坊", "told")
    assert row.evidence.startswith("金秋社工室签到")
    assert other.worker.education.count() == 0
    assert refused(schooling.count_hours, row, actor=town.org_manager) == "own"
    schooling.refuse_hours(row, reason="没有听完", actor=town.staff)
    give_hours(promised.payload)
    assert EducationHours.objects.count() == 1


def test_who_told_of_it_himself_has_no_second_line_and_who_left_none(town, base, worker):
    course = announced(town, base, held_on=TODAY())
    own = own_worker(town)
    places = [courses.enrol(course, worker=one, actor=town.staff) for one in (worker, own)]
    signed(town, course, *places)
    schooling.tell_hours(
        worker, held_on=TODAY(), hours=6, what="个案工作坊", evidence="结业证", actor=town.staff
    )
    social_workers.leave(own, reason="合同到期", last_day=TODAY(), actor=town.staff)
    assert courses.give_hours(course) == 0
    assert EducationHours.objects.count() == 1


def test_hours_come_through_the_wall_before_who_signed(town, base):
    """The base's manager does not see a stranger's record; his signature still counts for him."""
    course = announced(town, base, held_on=TODAY())
    far = own_worker(town, "远社工", town.far_community)
    place = courses.enrol(course, worker=far, actor=town.far_staff)
    mine, manager = [town.organization.pk], town.viewer("org_manager")
    with scope.entered([], user_id=town.org_manager.pk, organizations=mine):
        assert not SocialWorker.objects.filter(pk=far.pk).exists()
        assert queries.list_to_sign(manager, course) == [(place.pk, "远社工 · 远山社区")]
    with scope.entered([], user_id=town.org_manager.pk, organizations=mine):
        signed(town, course, place)
    give_hours({"course_id": course.pk})
    assert far.education.get().told_by == town.org_manager


# --- who sees what --------------------------------------------------------------------------------
def test_the_list_is_for_the_base_and_for_who_keeps_the_record(town, base, worker):
    course = announced(town, base)
    place = courses.enrol(course, worker=worker, actor=town.social_worker)
    here = {"staff", "secretary", "street_official", "district_official", "org_manager"}
    rows = CoursePlace.objects.all()
    assert seeing(town, rows, place.pk) == here | {"social_worker"}
    assert managing(town, rows, place.pk) == {
        "staff", "secretary", "org_manager", "social_worker",
    }  # fmt: skip
    assert managing(town, TrainingCourse.objects.all(), course.pk) == here
    seat = announced(town, town.organization)
    assert managing(town, TrainingCourse.objects.all(), seat.pk) == {"org_manager"}
    for name in here | {"resident", "far_staff"}:
        viewer = town.viewer(name)
        for one in (course, seat):
            kept = TrainingCourse.objects.manageable_by(viewer).filter(pk=one.pk).exists()
            assert queries.holds(viewer, one) == kept, name


def labels(client, course):
    answer = client.get(reverse("organizations:course", args=[course.pk]))
    if answer.status_code == 404:
        return None
    return [str(act["label"]) for act in answer.context["buttons"]]


def test_what_each_may_do_on_the_page(enter, town, base, worker):
    course = announced(town, base, held_on=TODAY())
    assert labels(enter("social_worker"), course) == ["报名"]
    assert labels(enter("org_manager"), course) == ["报名", "取消培训"]
    for name in ("resident", "volunteer", "liaison"):
        assert labels(enter(name), course) is None, name
    act = reverse("organizations:course_act", args=[course.pk, "enrol"])
    values = {"worker": worker.pk, "idempotency_key": "course-0001"}
    assert enter("social_worker").post(act, values).status_code == 302
    assert labels(enter("social_worker"), course) == ["退名额"]
    assert labels(enter("dispatcher"), course) == []
    assert labels(enter("org_manager"), course) == ["签到", "退名额", "取消培训"]
    assert "“个案工作坊”等您签到" in [one["title"] for one in todo(town.viewer("org_manager"))]
    place = CoursePlace.objects.get()
    act = reverse("organizations:course_act", args=[course.pk, "sign"])
    values = {"present": [place.pk], "idempotency_key": "course-0002"}
    assert enter("org_manager").post(act, values).status_code == 302
    assert CoursePlace.objects.get().status == PlaceStatus.SIGNED
    assert labels(enter("org_manager"), course) == []


def test_the_base_announces_and_everybody_who_works_with_them_finds_it(enter, town, base, worker):
    url = reverse("organizations:new_course")
    values = {
        "where": f"facility-{base.pk}", "kind": "workshop", "title": "危机干预", "hours": 8,
        "exam": "none",
        "held_on": TODAY() + timedelta(days=5), "starts_at": "09:00", "capacity": 20,
        "trainer": worker.pk, "idempotency_key": "course-0003",
    }  # fmt: skip
    manager = enter("org_manager")
    assert manager.post(url, values | {"where": "facility-0"}).status_code == 422
    assert manager.post(url, values | {"idempotency_key": "course-0004"}).status_code == 302
    assert enter("dispatcher").get(url).status_code == 404
    course = TrainingCourse.objects.get()
    assert course.trainer_name == "华清"
    board = queries.board(town.viewer("far_staff"), queries.Filters())
    assert (board.rows, board.may_announce) == ([course], False)
    assert queries.board(town.viewer("staff"), queries.Filters(q="华清")).rows == [course]
    assert queries.board(town.viewer("staff"), queries.Filters(q="别的")).rows == []
    assert queries.board(town.viewer("staff"), queries.Filters(status="held")).rows == []
    own = own_worker(town)
    courses.enrol(course, worker=own, actor=town.staff)
    assert not queries.board(town.viewer("social_worker"), queries.Filters()).mine
    courses.cancel(course, reason="病了", actor=None)
    found = [one["title"] for one in search(town.viewer("dispatcher"), "危机干预")]
    assert found == ["危机干预"]
    page = enter("staff").get(reverse("organizations:courses")).content.decode()
    assert "危机干预" not in page


# --- a person's rights ----------------------------------------------------------------------------
def test_what_is_stored_goes_with_the_person_and_the_figures_stay(town, base, worker):
    course = announced(town, base, held_on=TODAY())
    taught = announced(town, base, trainer=worker, trainer_name="", trainer_unit="")
    place = courses.enrol(course, worker=worker, actor=town.staff)
    signed(town, course, place)
    courses.give_hours(course)
    kept = export_person(town.social_worker.subject)["social_work"][0]
    assert kept["courses"][0]["course"] == "个案工作坊"
    assert kept["taught"][0]["course"] == "个案工作坊"
    erase_person(town.social_worker.subject)
    row = CoursePlace.objects.get()
    assert (row.name.open(), row.user, row.status) == ("—", None, PlaceStatus.SIGNED)
    taught.refresh_from_db()
    assert (taught.trainer, taught.trainer_name) == (None, "—")


# --- many at once ---------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_at_once_for_the_last_place(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        course = announced(town, a_base(town, operator=town.organization), capacity=1)
        both = [own_worker(town, name) for name in ("甲社工", "乙社工")]
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, courses, "_count")
    together(*[lambda one=one: courses.enrol(course, worker=one, actor=None) for one in both])
    assert CoursePlace.objects.count() == (1 if locked else 2)
    assert meeting.happened is not locked
