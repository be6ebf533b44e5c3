"""Who has checked in and serves: posts, claims, what was told of them, the letter of a quarter."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from core.spans import quarter_before
from organizations.actions import (
    checkins,
    courses,
    facilities,
    posts,
    schooling,
    stationings,
    turns,
)
from organizations.actions.courses import Course
from organizations.actions.facilities import Place
from organizations.actions.posts import PostFacts
from organizations.models import EducationHours, PostClass, QuarterLetter
from tests.routes import things as t


def serving_member(things: t.Things, place: str) -> Any:
    """In one's own place that of `resident`, in a post of the community."""
    made = checkins.confirm_member(things.get(t.member_checkin, place), actor=things.clerk(place))
    return checkins.place_member(made, grid=None, actor=things.clerk(place))


def post(things: t.Things, place: str) -> Any:
    """Claimed by nobody."""
    today = timezone.localdate()
    facts = PostFacts(
        PostClass.objects.all()[0], "巡逻", "每周六", 5, today, today + timedelta(days=30)
    )
    return posts.open_post(things.get(t.community, place), facts, actor=things.clerk(place))


def claim(things: t.Things, place: str) -> Any:
    member = things.get(serving_member, place)
    wanted = things.get(post, place)
    return posts.claim_post(wanted, checkin=member, actor=things.clerk(place))


def turn(things: t.Things, place: str) -> Any:
    """Told by himself, and looked at by nobody yet."""
    held = things.get(claim, place)
    today = timezone.localdate()
    return turns.tell_turn(held, served_on=today, minutes=60, actor=held.checkin.user)


def letter(things: t.Things, place: str) -> Any:
    """To be sent to the organisation of the place."""
    today = timezone.localdate()
    return QuarterLetter.objects.create(
        community=things.get(t.community, place), organization=things.get(t.organization, place),
        quarter=quarter_before(today), members=2, served=1, times=3, minutes=90, drafted_on=today,
    )  # fmt: skip


def education(things: t.Things, place: str) -> Any:
    """Told by nobody of the table, and looked at by nobody."""
    made = schooling.tell_hours(
        things.get(t.social_worker, place), held_on=timezone.localdate(), hours=8,
        what="个案工作坊", evidence="结业证", actor=things.clerk(place),
    )  # fmt: skip
    EducationHours.objects.filter(pk=made.pk).update(status="told", decided_by=None, told_by=None)
    return made


def exam(things: t.Things, place: str) -> Any:
    return schooling.enter_exam(
        things.get(t.social_worker, place), year=timezone.localdate().year, level="senior",
        actor=things.clerk(place),
    )  # fmt: skip


def course(things: t.Things, place: str) -> Any:
    """At a station of the place that its organisation runs, today; its social worker enrolled."""
    unit = things.get(t.organization, place)
    room = facilities.add(
        things.get(t.community, place), Place(kind="social_room", name="培训室", operator=unit),
        actor=None,
    )  # fmt: skip
    room = facilities.open_up(room, opened_on=timezone.localdate(), actor=None)
    said = Course(
        kind="workshop", title="个案工作坊", hours=6, held_on=timezone.localdate(),
        starts_at=time(9), capacity=9, trainer_name="程老师", trainer_unit="省社工协会",
    )  # fmt: skip
    made = courses.announce(room, said, actor=None)
    worker = things.get(t.social_worker, place)
    stationings.confirm(things.get(t.stationing, place), actor=things.clerk(place))
    courses.enrol(made, worker=type(worker).objects.get(pk=worker.pk), actor=None)
    return made
