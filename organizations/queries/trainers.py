"""Bases of training and who teaches there: two lists, and one trainer with what he taught."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area
from organizations.access import keeps_place, keeps_register, under
from organizations.history import book_of
from organizations.models import (
    Facility,
    Organization,
    SocialWorker,
    Trainer,
    TrainingBase,
    TrainingCourse,
)
from organizations.models.trainers import HELD
from organizations.queries.courses import holds, sees_courses
from organizations.queries.past import past_of
from organizations.queries.places import places_for
from organizations.supervision_workflow import Topic

SHOWN = 100
LEAST = 3
"""So many have said how it was before it is told: fewer would know each other."""


@dataclass(frozen=True)
class BaseBoard:
    rows: list[TrainingBase]
    over: list[TrainingBase]
    may_name: bool


@dataclass(frozen=True)
class TrainerBoard:
    rows: list[Trainer]
    topic: str
    may_register: bool


@dataclass(frozen=True)
class Received:
    """How many said what."""

    good: int
    fair: int
    poor: int

    @property
    def total(self) -> int:
        return self.good + self.fair + self.poor

    @property
    def is_told(self) -> bool:
        return self.total >= LEAST


@dataclass(frozen=True)
class TrainerPage:
    trainer: Trainer
    courses: list[TrainingCourse]
    received: Received
    history: list[Event]


def base_board(viewer: Viewer) -> BaseBoard:
    if not sees_courses(viewer):
        raise Http404
    seen = TrainingBase.objects.visible_to(viewer).with_courses()
    seen = seen.select_related("area", "facility", "organization")
    rows = seen.standing().order_by("area__path", "pk")[:SHOWN]
    over = seen.filter(until__isnull=False).order_by("-until", "-pk")[:20]
    return BaseBoard(list(rows), list(over), keeps_register(viewer))


def get_base(viewer: Viewer, pk: int) -> TrainingBase:
    rows = TrainingBase.objects.manageable_by(viewer)
    return get_object_or_404(rows.select_related("area", "facility", "organization"), pk=pk)


def may_end(viewer: Viewer, base: TrainingBase) -> bool:
    return base.until is None and keeps_place(viewer, base.area)


def could_be_bases(viewer: Viewer) -> "list[Facility | Organization]":
    """Open places, and organisations of the place, that are none yet."""
    if not keeps_register(viewer):
        return []
    taken = TrainingBase.objects.standing()
    rooms: QuerySet[Any] = Facility.objects.open().filter(under(viewer, "area"))
    rooms = rooms.exclude(pk__in=taken.filter(facility__isnull=False).values("facility_id"))
    seats: QuerySet[Any] = Organization.objects.active().kept_by(viewer)
    seats = seats.exclude(pk__in=taken.filter(organization__isnull=False).values("organization_id"))
    return [
        *rooms.select_related("area").order_by("area__path", "name", "pk"),
        *seats.select_related("area").order_by("name_key", "pk"),
    ]


# --- trainers -------------------------------------------------------------------------------------
def trainer_board(viewer: Viewer, topic: str = "") -> TrainerBoard:
    """Longest in the register first."""
    if not sees_courses(viewer):
        raise Http404
    found = Trainer.objects.visible_to(viewer).standing()
    if topic in Topic.values:
        found = found.filter(topics__contains=[topic])
    rows = [_named(row) for row in found.select_related("area").order_by("since", "pk")[:SHOWN]]
    return TrainerBoard(rows, topic if topic in Topic.values else "", keeps_register(viewer))


def get_trainer(viewer: Viewer, pk: int) -> Trainer:
    if not sees_courses(viewer):
        raise Http404
    rows = Trainer.objects.visible_to(viewer).select_related("area")
    return _named(get_object_or_404(rows, pk=pk))


def trainer_page(viewer: Viewer, trainer: Trainer) -> TrainerPage:
    taught = TrainingCourse.objects.visible_to(viewer).filter(lecturer=trainer, status__in=HELD)
    sums = taught.aggregate(good=Sum("said_good"), fair=Sum("said_fair"), poor=Sum("said_poor"))
    rows = taught.select_related("area", "base", "holder").order_by("-held_on", "pk")[:SHOWN]
    keeps = keeps_place(viewer, trainer.area)
    return TrainerPage(
        trainer=trainer,
        courses=list(rows),
        received=Received(sums["good"] or 0, sums["fair"] or 0, sums["poor"] or 0),
        history=past_of(viewer, trainer, book_of(trainer.area)) if keeps else [],
    )


def may_change(viewer: Viewer, trainer: Trainer) -> bool:
    return trainer.is_standing and keeps_place(viewer, trainer.area)


def to_invite(viewer: Viewer) -> "QuerySet[Trainer]":
    return Trainer.objects.visible_to(viewer).standing().order_by("unit", "pk")


def workers(viewer: Viewer) -> "QuerySet[SocialWorker]":
    """Who could come into the register."""
    rows = SocialWorker.objects.visible_to(viewer).active()
    standing = Trainer.objects.standing().filter(worker__isnull=False)
    rows = rows.exclude(pk__in=standing.values("worker_id"))
    return rows.select_related("organization", "community").order_by("name_key", "pk")


def places(viewer: Viewer) -> "QuerySet[Area]":
    return places_for(viewer) if keeps_register(viewer) else Area.objects.none()


def label_of(row: Trainer) -> str:
    row.name.disclose()
    return f"{row.name} · {row.unit} · {row.teaches}"


# --- how a course was received --------------------------------------------------------------------
def may_say(viewer: Viewer, course: TrainingCourse) -> bool:
    if course.status not in HELD or viewer.user_id is None or viewer.sleeping:
        return False
    return course.places.signed().filter(user=viewer.user_id, mark="").exists()


def received(course: TrainingCourse) -> Received:
    return Received(course.said_good, course.said_fair, course.said_poor)


def words_on(viewer: Viewer, course: TrainingCourse) -> list[str]:
    """For who held it, in no order that would tell whose they are."""
    if not received(course).is_told or not holds(viewer, course):
        return []
    said = course.places.filter(~Q(word="")).order_by("word").values_list("word", flat=True)
    return list(said[:SHOWN])


def _named(row: Trainer) -> Trainer:
    """Announced by name, as on a poster."""
    row.name.disclose()
    return row
