"""Bases of training and who teaches there; how it was received, counted without names."""

from datetime import timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core import scope
from organizations.actions import (
    courses,
    facilities,
    organizations,
    social_workers,
    trainers,
    training_bases,
)
from organizations.actions.social_workers import WorkerFacts
from organizations.models import CoursePlace, SocialWorker, Trainer, TrainingBase, TrainingCourse
from organizations.personal_data import erase_person, expire, export_person
from organizations.queries import trainers as queries
from organizations.search import search
from tests.organizations.test_checkin_tables import lines
from tests.organizations.test_courses import announced, base
from tests.organizations.test_pairings import refused
from tests.organizations.test_supervision import junior, senior
from tests.races import meet_inside, together

__all__ = ["base", "junior", "senior"]
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def a_base(town, where, **said):
    values = {"what": "现场教学", "since": TODAY(), "actor": town.staff}
    return training_bases.name(where, **values | said)


def a_guest(town, **said):
    values = {
        "name": "程老师", "unit": "省社工协会", "topics": ["cases"], "since": TODAY(),
        "actor": town.staff,
    }  # fmt: skip
    return trainers.register(town.community, **values | said)


def held(town, base, present):
    """Today; these were there."""
    made = announced(town, base, held_on=TODAY(), capacity=9)
    for worker in present:
        courses.enrol(made, worker=worker, actor=town.staff)
    there = made.places.values_list("pk", flat=True)
    return courses.sign(made, present=there, actor=town.org_manager)


def a_worker(town, name, number):
    user = town.account(name, name, f"1397777{number:04}")
    return social_workers.register_social_worker(
        town.community, WorkerFacts(name), actor=town.secretary, user=user
    )


# --- bases ----------------------------------------------------------------------------------------
def test_an_open_place_or_a_seat_is_named_once(town, base):
    assert refused(a_base, town, base, what=" ") == "what"
    assert refused(a_base, town, base, since=TODAY() + timedelta(days=1)) == "since"
    row = a_base(town, base)
    assert (row.area, row.title) == (base.area, base.title)
    assert refused(a_base, town, base) == "where"
    seat = a_base(town, town.organization)
    assert refused(a_base, town, town.organization) == "where"
    assert refused(training_bases.take_down, seat, reason=" ", actor=None) == "reason"
    seat = training_bases.take_down(seat, reason="搬走了", actor=town.staff)
    assert (seat.until, seat.reason) == (TODAY(), "搬走了")
    assert refused(training_bases.take_down, seat, reason="搬走了", actor=None) == "moved_on"
    assert a_base(town, town.organization).until is None


def test_what_is_shut_or_has_left_is_no_base(town, base):
    row, seat = a_base(town, base), a_base(town, town.organization)
    shut = facilities.close(base, reason="拆了", actor=town.staff)
    assert refused(a_base, town, shut) == "where"
    gone = organizations.close(town.organization, reason="注销", actor=town.staff)
    assert refused(a_base, town, gone) == "where"
    for each in (row, seat):
        each.refresh_from_db()
        assert each.until == TODAY()


def test_it_says_how_many_courses_it_has_held_since(town, base, senior):
    held(town, base, [senior])
    row = a_base(town, base)
    board = queries.base_board(town.viewer("far_staff"))
    assert [each.held for each in board.rows] == [1]
    TrainingCourse.objects.update(held_on=TODAY() - timedelta(days=1))
    assert queries.base_board(town.viewer("staff")).rows[0].held == 0
    assert row in TrainingBase.objects.manageable_by(town.viewer("staff"))
    assert row not in TrainingBase.objects.manageable_by(town.viewer("far_staff"))


# --- trainers -------------------------------------------------------------------------------------
def test_a_guest_has_a_name_and_a_unit_and_stands_there_once(town):
    assert refused(a_guest, town, name=" ") == "name"
    assert refused(a_guest, town, unit=" ") == "unit"
    assert refused(a_guest, town, topics=[]) == "topics"
    assert refused(a_guest, town, since=TODAY() + timedelta(days=1)) == "since"
    town.sibling.is_active = False
    assert refused(
        trainers.register, town.sibling, name="程", unit="会", topics=["cases"], since=TODAY(),
        actor=None,
    ) == "area"  # fmt: skip
    row = a_guest(town)
    assert refused(a_guest, town) == "name"
    other = a_guest(town, unit="市党校")
    assert refused(
        trainers.correct, other, unit="省社工协会", topics=["cases"], actor=None
    ) == "unit"  # fmt: skip
    assert refused(trainers.correct, row, unit=" ", topics=["cases"], actor=None) == "unit"
    row = trainers.correct(row, unit="省社工协会", topics=["ethics", "cases"], actor=None)
    assert row.topics == ["cases", "ethics"]
    row = trainers.take_out(row, actor=town.staff)
    assert row.until == TODAY()
    assert refused(trainers.take_out, row, actor=town.staff) == "moved_on"
    assert refused(trainers.correct, row, unit="会", topics=["cases"], actor=None) == "moved_on"
    assert a_guest(town).is_standing


def test_a_social_worker_comes_with_what_he_has_taught_and_goes_when_he_leaves(town, base, senior):
    before = announced(town, base, trainer=senior, trainer_name="", trainer_unit="")
    row = a_guest(town, worker=senior, name="", unit="")
    before.refresh_from_db()
    assert (before.lecturer, str(row.unit)) == (row, town.organization.name)
    assert refused(a_guest, town, worker=senior) == "name"
    later = announced(town, base, trainer=senior, title="再讲", trainer_name="", trainer_unit="")
    assert later.lecturer == row
    told = export_person(town.social_worker.subject)["social_work"][0]["teaching"]
    assert [one["teaches"] for one in told] == ["个案"]
    left = social_workers.leave(senior, reason="合同到期", last_day=TODAY(), actor=town.staff)
    row.refresh_from_db()
    assert row.until == TODAY()
    assert refused(a_guest, town, worker=left) == "worker"
    erase_person(town.social_worker.subject)
    assert Trainer.objects.get().name.open() == "—"


def test_a_course_names_a_trainer_of_the_register(town, base, senior):
    earlier = announced(town, base)
    row = a_guest(town, name=earlier.trainer_name, unit=earlier.trainer_unit)
    earlier.refresh_from_db()
    assert earlier.lecturer == row
    made = announced(town, base, lecturer=row, trainer_name="", trainer_unit="")
    assert (made.lecturer, made.trainer_name, made.trainer) == (row, row.name.open(), None)
    own = a_guest(town, worker=senior)
    made = announced(town, base, lecturer=own, trainer_name="", trainer_unit="")
    assert made.trainer == senior
    trainers.take_out(row, actor=town.staff)
    assert refused(announced, town, base, lecturer=row) == "lecturer"


def test_the_name_of_a_guest_goes_a_year_after_he_left(town, senior):
    row, own = a_guest(town), a_guest(town, worker=senior)
    for each in (row, own):
        trainers.take_out(each, actor=town.staff)
    assert expire(TODAY() + timedelta(days=365))["trainers"] == 0
    assert expire(TODAY() + timedelta(days=366))["trainers"] == 1
    row.refresh_from_db()
    own.refresh_from_db()
    assert (row.name.open(), own.name.open() != "—") == ("—", True)


# --- how it was received --------------------------------------------------------------------------
def test_who_was_there_says_once_how_it_was(town, base, senior, junior):
    made = announced(town, base, held_on=TODAY())
    say = trainers.say_how_it_was
    for worker in (senior, junior):
        courses.enrol(made, worker=worker, actor=town.staff)
    assert refused(say, made, mark="good", actor=town.stranger) == "moved_on"
    there = made.places.filter(worker=junior).values_list("pk", flat=True)
    made = courses.sign(made, present=there, actor=town.org_manager)
    assert refused(say, made, mark="good", actor=town.social_worker) == "nobody"
    assert refused(say, made, mark="great", actor=town.stranger) == "mark"
    assert refused(say, made, mark="poor", word=" ", actor=town.stranger) == "word"
    say(made, mark="poor", word="太快了", actor=town.stranger)
    assert refused(say, made, mark="good", actor=town.stranger) == "twice"
    made.refresh_from_db()
    assert (made.said_good, made.said_fair, made.said_poor) == (0, 0, 1)


def test_it_is_told_once_three_have_said_it_and_words_to_the_base_only(enter, town, base, junior):
    there = [junior, a_worker(town, "甲社工", 1), a_worker(town, "乙社工", 2)]
    made = held(town, base, there)
    guest = a_guest(town, name=made.trainer_name, unit=made.trainer_unit)
    page = reverse("organizations:trainer", args=[guest.pk])
    for n, user in enumerate((town.stranger, *(row.user for row in there[1:]))):
        assert not queries.trainer_page(town.viewer("staff"), guest).received.is_told
        assert (
            "太快了"
            not in enter("org_manager")
            .get(reverse("organizations:course", args=[made.pk]))
            .content.decode()
        )
        trainers.say_how_it_was(
            made, mark="fair" if n else "poor", word="太快了" if not n else "", actor=user
        )
    told = queries.trainer_page(town.viewer("far_staff"), guest)
    assert (told.received.good, told.received.fair, told.received.poor) == (0, 2, 1)
    assert (told.courses, told.history) == ([made], [])
    assert queries.trainer_page(town.viewer("staff"), guest).history
    course = reverse("organizations:course", args=[made.pk])
    assert "太快了" in enter("org_manager").get(course).content.decode()
    assert "太快了" not in enter("dispatcher").get(course).content.decode()
    assert enter("resident").get(page).status_code == 404


def test_the_desk_keeps_both_and_others_look(enter, town, base, senior):
    new = reverse("organizations:new_training_base")
    assert enter("social_worker").get(new).status_code == 404
    said = {
        "where": f"facility-{base.pk}", "what": "现场教学", "since": TODAY(),
        "idempotency_key": "train-0001",
    }  # fmt: skip
    assert enter("staff").post(new, said).status_code == 302
    row = TrainingBase.objects.get()
    act = reverse("organizations:training_base_act", args=[row.pk, "end"])
    assert enter("far_staff").get(act).status_code == 404
    assert enter("social_worker").get(reverse("organizations:training_bases")).status_code == 200
    said = {"reason": "搬走了", "idempotency_key": "train-0002"}
    assert enter("staff").post(act, said).status_code == 302
    new = reverse("organizations:new_trainer")
    said = {
        "area": town.community.pk, "name": "程老师", "unit": "省社工协会", "topics": ["cases"],
        "since": TODAY(), "idempotency_key": "train-0003",
    }  # fmt: skip
    assert enter("org_manager").post(new, said).status_code == 404
    assert enter("staff").post(new, said).status_code == 302
    his = Trainer.objects.get()
    act = reverse("organizations:trainer_act", args=[his.pk, "end"])
    assert enter("social_worker").get(act).status_code == 404
    assert [one["url"] for one in search(town.viewer("staff"), "程老师")] == [
        reverse("organizations:trainer", args=[his.pk])
    ]
    board = enter("social_worker").get(reverse("organizations:trainers"), {"topic": "cases"})
    assert board.context["board"].rows == [his]
    board = enter("social_worker").get(reverse("organizations:trainers"), {"topic": "crisis"})
    assert board.context["board"].rows == []
    assert enter("staff").post(
        act, {"idempotency_key": "train-0004"}
    ).status_code == 302  # fmt: skip
    assert queries.trainer_board(town.viewer("staff")).rows == []


def test_both_go_home_as_tables(town, base):
    a_base(town, base)
    a_guest(town)
    (told,) = lines(town, "staff", "organizations.trainers")
    assert told[0] == "程老师"
    (told,) = lines(town, "staff", "organizations.training_bases")
    assert told[2] == "现场教学"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ruled", [True, False], ids=["locked", "lock-off"])
def test_one_who_says_it_twice_at_once_is_counted_once(town, monkeypatch, ruled):
    with scope.entered(scope.EVERYTHING):
        worker = SocialWorker.objects.get(user=town.social_worker)
        made = announced(town, town.organization, held_on=TODAY())
        courses.enrol(made, worker=worker, actor=town.staff)
        there = list(made.places.values_list("pk", flat=True))
        made = courses.sign(made, present=there, actor=town.org_manager)
    if not ruled:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, trainers, "_word")
    say = [lambda: trainers.say_how_it_was(made, mark="good", actor=town.social_worker)] * 2
    outcomes = together(*say)
    assert meeting.happened is not ruled
    if ruled:
        assert [each.error.code for each in outcomes if each.error] == ["twice"]
        assert TrainingCourse.objects.get(pk=made.pk).said_good == 1
    assert CoursePlace.objects.exclude(mark="").count() == 1
