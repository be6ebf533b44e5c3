"""Who has checked in and serves: posts, claims, what was told of them, the letter of a quarter."""

from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from core.spans import quarter_before
from organizations.actions import (
    checkins,
    courses,
    facilities,
    positions,
    posts,
    recruitments,
    schooling,
    stationings,
    supervision_asks,
    trainers,
    training_bases,
    turns,
)
from organizations.actions.courses import Course
from organizations.actions.facilities import Place
from organizations.actions.posts import PostFacts
from organizations.actions.recruitments import Wanted
from organizations.models import EducationHours, PostClass, QuarterLetter, SocialWorker
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
        things.get(t.social_worker, place), year=timezone.localdate().year, level="assistant",
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
    courses.enrol(made, worker=_at_work(things, place), actor=None)
    return made


def _at_work(things: t.Things, place: str) -> SocialWorker:
    worker = SocialWorker.objects.get(pk=things.get(t.social_worker, place).pk)
    if worker.status == "proposed":
        stationings.confirm(things.get(t.stationing, place), actor=things.clerk(place))
    return SocialWorker.objects.get(pk=worker.pk)


def supervision_ask(things: t.Things, place: str) -> Any:
    """Nobody found yet."""
    worker = _at_work(things, place)
    return supervision_asks.ask(worker, topics=["cases"], actor=things.clerk(place))


def position(things: t.Things, place: str) -> Any:
    post = positions.Post("站长", 1, "none", Decimal(900), Decimal(1300))
    return positions.open_post(
        things.get(t.community, place), post, organization=things.get(t.organization, place),
        opened_on=timezone.localdate(), actor=None,
    )  # fmt: skip


def training_base(things: t.Things, place: str) -> Any:
    unit = things.get(t.organization, place)
    return training_bases.name(unit, what="现场教学", since=timezone.localdate(), actor=None)


def trainer(things: t.Things, place: str) -> Any:
    return trainers.register(
        things.get(t.community, place), name="程老师", unit="省社工协会", topics=["cases"],
        since=timezone.localdate(), actor=None,
    )  # fmt: skip


def certified(things: t.Things, place: str) -> Any:
    """Another course of that base, over: his certificate."""
    first = things.get(course, place)
    said = Course(
        kind="lecture", title="个案记录", hours=3, held_on=timezone.localdate(),
        starts_at=time(14), capacity=9, trainer_name="程老师", trainer_unit="省社工协会",
    )  # fmt: skip
    made = courses.announce(first.base, said, actor=None)
    worker = things.get(t.social_worker, place)
    courses.enrol(made, worker=type(worker).objects.get(pk=worker.pk), actor=None)
    there = made.places.values_list("pk", flat=True)
    return courses.sign(made, present=there, actor=things.clerk(place)).places.get()


def recruitment(things: t.Things, place: str) -> Any:
    """By its organisation; its social worker, who has no account, was put down for it."""
    said = Wanted("驻站社工", "照看孩子", 1, timezone.localdate())
    made = recruitments.announce(things.get(t.organization, place), said, actor=None)
    recruitments.reply(made, worker=_at_work(things, place), actor=None)
    return made
