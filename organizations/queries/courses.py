"""Training courses: what is announced, one of them with its list, where one may hold one."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.history import Event
from organizations.access import keeps_place, keeps_register, under
from organizations.course_workflow import CourseStatus, PlaceStatus
from organizations.history import book_of
from organizations.models import (
    CoursePlace,
    Facility,
    Organization,
    SocialWorker,
    TrainingCourse,
)
from organizations.models.courses import TrainingCourseQuerySet
from organizations.queries.past import past_of
from organizations.queries.social_workers import sees_workers

SHOWN = 100


@dataclass(frozen=True)
class Filters:
    q: str = ""
    status: str = CourseStatus.OPEN


@dataclass(frozen=True)
class CourseBoard:
    rows: list[TrainingCourse]
    mine: set[int]
    """For which of them the viewer himself enrolled."""
    may_announce: bool
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class CoursePage:
    course: TrainingCourse
    places: list[CoursePlace]
    """All for the base, for others those of whom they keep the record."""
    signs: bool
    history: list[Event]


def sees_courses(viewer: Viewer) -> bool:
    return not viewer.sleeping and (sees_workers(viewer) or keeps_register(viewer))


def board(viewer: Viewer, filters: Filters) -> CourseBoard:
    """The next one first; of those that are over the last."""
    if not sees_courses(viewer):
        raise Http404
    found = TrainingCourse.objects.visible_to(viewer).filter(status=filters.status)
    if text := filters.q.strip():
        found = found.filter(Q(title__icontains=text) | Q(trainer_name__icontains=text))
    newest = "held_on" if filters.status == CourseStatus.OPEN else "-held_on"
    rows = list(_whole(found).order_by(newest, "pk")[:SHOWN])
    own = CoursePlace.objects.enrolled().filter(user=viewer.user_id, course__in=rows)
    mine = set(own.values_list("course_id", flat=True)) if viewer.user_id else set()
    return CourseBoard(rows, mine, bool(places_to_hold(viewer)), filters)


def get_course(viewer: Viewer, pk: int) -> TrainingCourse:
    if not sees_courses(viewer):
        raise Http404
    return get_object_or_404(_whole(TrainingCourse.objects.visible_to(viewer)), pk=pk)


def course_page(viewer: Viewer, course: TrainingCourse) -> CoursePage:
    signs = holds(viewer, course)
    places = CoursePlace.objects.visible_to(viewer).filter(course=course)
    return CoursePage(
        course=course,
        places=[_named(row) for row in places.exclude(status=PlaceStatus.WITHDRAWN)],
        signs=signs,
        history=past_of(viewer, course, book_of(course.area)) if signs else [],
    )


def holds(viewer: Viewer, course: TrainingCourse) -> bool:
    """As `manageable_by`, of a course at hand."""
    if course.holder_id is not None and course.holder_id in viewer.organization_ids:
        return True
    return course.base_id is not None and keeps_place(viewer, course.area)


def may_cancel(viewer: Viewer, course: TrainingCourse) -> bool:
    return course.is_open and holds(viewer, course)


def may_sign(viewer: Viewer, course: TrainingCourse) -> bool:
    return course.has_come and course.taken > 0 and may_cancel(viewer, course)


def may_grade(viewer: Viewer, course: TrainingCourse) -> bool:
    return course.is_to_be_graded and holds(viewer, course)


def may_enrol(viewer: Viewer, course: TrainingCourse) -> bool:
    if not course.is_open or course.is_over or course.room_left < 1:
        return False
    return to_enrol(viewer, course).exists()


def may_withdraw(viewer: Viewer, course: TrainingCourse) -> bool:
    return course.is_open and to_withdraw(viewer, course).exists()


def to_enrol(viewer: Viewer, course: TrainingCourse) -> "QuerySet[SocialWorker]":
    """Himself, and those whose record he keeps."""
    kept = SocialWorker.objects.manageable_by(viewer).values("pk")
    rule = Q(pk__in=kept) | (Q(user_id=viewer.user_id) if viewer.user_id else Q(pk__in=[]))
    rows = SocialWorker.objects.active().filter(rule)
    if course.trainer_id is not None:
        rows = rows.exclude(pk=course.trainer_id)
    if course.holder_id is None:
        rows = rows.filter(community__path__startswith=course.area.path)
    there = course.places.exclude(status=PlaceStatus.WITHDRAWN)
    rows = rows.exclude(pk__in=there.values("worker_id"))
    return rows.select_related("organization", "community").order_by("name_key", "pk")


def to_withdraw(viewer: Viewer, course: TrainingCourse) -> "QuerySet[CoursePlace]":
    return CoursePlace.objects.manageable_by(viewer).enrolled().filter(course=course)


def list_to_sign(viewer: Viewer, course: TrainingCourse) -> list[tuple[int, str]]:
    rows = CoursePlace.objects.visible_to(viewer).enrolled().filter(course=course)
    return [(row.pk, label_of(row)) for row in rows]


def list_to_grade(viewer: Viewer, course: TrainingCourse) -> list[tuple[int, str]]:
    rows = CoursePlace.objects.visible_to(viewer).signed().filter(course=course)
    return [(row.pk, label_of(row)) for row in rows]


def get_certificate(viewer: Viewer, pk: int) -> CoursePlace:
    """For himself, for who keeps his record, and for the base."""
    if not sees_courses(viewer):
        raise Http404
    rows = CoursePlace.objects.visible_to(viewer).exclude(certificate="")
    rows = rows.select_related("course__area", "course__base", "course__holder")
    return _named(get_object_or_404(rows, pk=pk))


def label_of(row: CoursePlace | SocialWorker) -> str:
    """A social worker works under his name, as colleagues do."""
    row.name.disclose()
    if isinstance(row, CoursePlace):
        return f"{row.name} · {row.unit}"
    return f"{row.name} · {(row.organization or row.community).title}"


def trainers(viewer: Viewer) -> "QuerySet[SocialWorker]":
    rows = SocialWorker.objects.visible_to(viewer).active()
    return rows.select_related("organization", "community").order_by("name_key", "pk")


def places_to_hold(viewer: Viewer) -> "list[Facility | Organization]":
    """Open places that he or his organisation keeps, and the seat of his organisation."""
    if viewer.sleeping:
        return []
    rule = Q(operator_id__in=viewer.organization_ids)
    if keeps_register(viewer):
        rule |= under(viewer, "area")
    bases: QuerySet[Any] = Facility.objects.open().filter(rule).select_related("area", "operator")
    seats = Organization.objects.active().filter(pk__in=viewer.organization_ids)
    return [
        *bases.order_by("area__path", "name", "pk"),
        *(
            seats.select_related("area").order_by("name_key", "pk")
            if viewer.organization_ids
            else ()
        ),
    ]


def waiting_courses(viewer: Viewer) -> "QuerySet[TrainingCourse]":
    """Held, and nobody has said who was there."""
    rows = TrainingCourse.objects.manageable_by(viewer).to_be_signed().filter(taken__gt=0)
    return rows.order_by("held_on", "pk")


def ungraded_courses(viewer: Viewer) -> "QuerySet[TrainingCourse]":
    """Examined, and nobody has said who passed."""
    rows = TrainingCourse.objects.manageable_by(viewer).to_be_graded()
    return rows.order_by("held_on", "pk")


def _whole(rows: TrainingCourseQuerySet) -> TrainingCourseQuerySet:
    return rows.select_related("area", "base", "holder")


def _named(row: CoursePlace) -> CoursePlace:
    row.name.disclose()
    return row
