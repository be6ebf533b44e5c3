"""Training courses: announced by a base, taken by social workers, signed on the day.

Topic published: `organizations.course_held` {course_id}.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from core import audit, messaging, outbox, tally
from core.exceptions import DomainError
from core.models import TallyDelta
from core.refusals import refusing
from organizations.actions import schooling
from organizations.actions.guards import words_of
from organizations.course_workflow import (
    CANCEL,
    GRADE,
    MOST_COURSE_HOURS,
    MOST_PLACES,
    SIGN,
    CourseExam,
    CourseKind,
    CourseStatus,
    CourseStep,
    PlaceStatus,
)
from organizations.facility_workflow import FacilityStatus
from organizations.history import book_of
from organizations.models import (
    CoursePlace,
    Facility,
    Organization,
    SocialWorker,
    Trainer,
    TrainingCourse,
)
from organizations.worker_workflow import WorkerStatus
from organizations.workflow import Status

_CERTIFIED = ("certificate", "certified_on")


@dataclass(frozen=True)
class Course:
    """What its announcement says."""

    kind: str
    title: str
    hours: int
    held_on: date
    starts_at: time
    capacity: int
    exam: str = CourseExam.NONE
    lecturer: Trainer | None = None
    trainer: SocialWorker | None = None
    trainer_name: str = ""
    trainer_unit: str = ""


@transaction.atomic
def announce(where: Facility | Organization, said: Course, *, actor: User | None) -> TrainingCourse:
    """At a place of the register, or at the seat of an organisation."""
    holder = where.operator if isinstance(where, Facility) else where
    if isinstance(where, Facility) and where.status != FacilityStatus.OPEN:
        raise DomainError(_("请选一处开放的地方"), field="where")
    if holder is not None and holder.status != Status.ACTIVE:
        raise DomainError(_("办培训的组织要在册"), field="where")
    if said.kind not in CourseKind.values:
        raise DomainError(_("请选种类"), field="kind")
    if said.exam not in CourseExam.values:
        raise DomainError(_("请选怎么考核"), field="exam")
    if not 1 <= said.hours <= MOST_COURSE_HOURS:
        raise DomainError(_("学时写 1 到 {most}").format(most=MOST_COURSE_HOURS), field="hours")
    if said.held_on < timezone.localdate():
        raise DomainError(_("那天已经过了"), field="held_on")
    if not 1 <= said.capacity <= MOST_PLACES:
        raise DomainError(_("名额写 1 到 {most}").format(most=MOST_PLACES), field="capacity")
    name, unit = _trainer(said)
    known = _lecturer(said)
    course = TrainingCourse.objects.create(
        area=where.area,
        base=where if isinstance(where, Facility) else None,
        holder=holder,
        kind=said.kind,
        title=words_of(said.title, "title", _("请写学什么")),
        hours=said.hours,
        exam=said.exam,
        held_on=said.held_on,
        starts_at=said.starts_at,
        capacity=said.capacity,
        lecturer=known,
        trainer_id=known.worker_id if known else said.trainer.pk if said.trainer else None,
        trainer_name=name,
        trainer_unit=unit,
        announced_by=actor,
    )
    _note("announced", course, actor)
    return course


@transaction.atomic
def enrol(course: TrainingCourse, *, worker: SocialWorker, actor: User | None) -> CoursePlace:
    """By himself, or by who keeps his record; as long as there is room."""
    fresh = _at(course, SIGN)
    if fresh.held_on < timezone.localdate():
        raise DomainError(_("那天已经过了，不再报名"), code="over")
    if worker.status != WorkerStatus.ACTIVE:
        raise DomainError(_("在岗的社工才能报名"), field="worker")
    if worker.pk == fresh.trainer_id:
        raise DomainError(_("他是讲课的人，不用报名"), field="worker")
    if fresh.holder_id is None and not worker.community.path.startswith(fresh.area.path):
        raise DomainError(_("这次培训只收本地的社工"), field="worker")
    if fresh.taken >= fresh.capacity:
        raise DomainError(_("名额满了，有人退了再报"), code="full")
    sent_by = worker.organization or worker.community
    place = CoursePlace(
        community_id=worker.community_id,
        course=fresh,
        worker=worker,
        user_id=worker.user_id,
        holder_id=fresh.holder_id,
        name=worker.name.open(),
        unit=sent_by.name,
        enrolled_by=actor,
    )
    twice = DomainError(_("他已经报过名了"), code="twice", field="worker")
    with refusing(course_taken_once_by_each=twice):
        place.save(force_insert=True)
    _count(fresh, 1)
    if actor is None or actor.pk != worker.user_id:
        _tell("organizations.course_enrolled", fresh, [place])
    return place


@transaction.atomic
def withdraw(course: TrainingCourse, *, place: CoursePlace, actor: User | None) -> CoursePlace:
    """The place is free again for the next one."""
    fresh = _at(course, SIGN)
    row = fresh.places.enrolled().filter(pk=place.pk).first()
    if row is None:
        raise DomainError(_("他没有报名，或者已经退了"), field="place")
    row.status = PlaceStatus.WITHDRAWN
    row.save(update_fields=["status"])
    _count(fresh, -1)
    return row


@transaction.atomic
def sign(course: TrainingCourse, *, present: Iterable[int], actor: User) -> TrainingCourse:
    """The base says who of the list was there. Nobody signs for himself. Where it is not examined,
    who was there gets his certificate now."""
    fresh = _at(course, SIGN)
    if fresh.held_on > timezone.localdate():
        raise DomainError(_("还没到那天，办了再签"), code="early")
    chosen, rows = set(present), list(fresh.places.enrolled())
    if not chosen:
        raise DomainError(_("一个人也没有到的，请写原因取消"), field="present")
    if not chosen <= {row.pk for row in rows}:
        raise DomainError(_("名单变了，请重新核对"), code="moved_on", field="present")
    if any(row.user_id == actor.pk for row in rows if row.pk in chosen):
        raise DomainError(_("您自己的到场请同事来签"), code="own", field="present")
    for row in rows:
        was_there = row.pk in chosen
        row.status = PlaceStatus.SIGNED if was_there else PlaceStatus.ABSENT
        row.signed_by = actor if was_there else None
    if not fresh.is_examined:
        _certify(fresh, [row for row in rows if row.pk in chosen])
    CoursePlace.objects.bulk_update(rows, ["status", "signed_by", *_CERTIFIED])
    tally.add_all(_trained(fresh, [row for row in rows if row.pk in chosen]))
    _move(fresh, SIGN)
    _note(SIGN.name, fresh, actor, present=len(chosen), enrolled=len(rows))
    key = f"organizations.course_held:{fresh.pk}"
    outbox.publish("organizations.course_held", key=key, payload={"course_id": fresh.pk})
    return fresh


@transaction.atomic
def grade(course: TrainingCourse, *, passed: Iterable[int], actor: User) -> TrainingCourse:
    """The base says who of those that were there has passed; each hears it. The hours stay: they
    are of who was there."""
    fresh = _at(course, GRADE)
    if not fresh.is_examined:
        raise DomainError(_("这次培训不考核，签到时已经发了结业证"), code="no_exam")
    chosen, rows = set(passed), list(fresh.places.signed())
    if not chosen <= {row.pk for row in rows}:
        raise DomainError(_("名单变了，请重新核对"), code="moved_on", field="passed")
    if any(row.user_id == actor.pk for row in rows):
        raise DomainError(_("您自己也参加了，结果请同事来登记"), code="own", field="passed")
    for row in rows:
        row.passed = row.pk in chosen
    _certify(fresh, [row for row in rows if row.passed])
    CoursePlace.objects.bulk_update(rows, ["passed", *_CERTIFIED])
    _move(fresh, GRADE)
    _note(GRADE.name, fresh, actor, passed=len(chosen), present=len(rows))
    _tell("organizations.course_passed", fresh, [row for row in rows if row.passed])
    _tell("organizations.course_failed", fresh, [row for row in rows if not row.passed])
    return fresh


@transaction.atomic
def cancel(course: TrainingCourse, *, reason: str, actor: User | None) -> TrainingCourse:
    """Who enrolled hears why."""
    fresh = _at(course, CANCEL)
    fresh.reason = words_of(reason, "reason", _("请写一句原因，报了名的人看得到"))
    _move(fresh, CANCEL)
    _note(CANCEL.name, fresh, actor, reason=fresh.reason)
    _tell("organizations.course_cancelled", fresh, fresh.places.enrolled(), reason=fresh.reason)
    return fresh


# --- what follows by itself -----------------------------------------------------------------------
@transaction.atomic
def give_hours(course: TrainingCourse) -> int:
    """Of everybody who was there, once; whatever his organisation and place. They stand as told by
    who signed, and count once who keeps the record has looked."""
    signed = course.places.signed().select_related("worker", "signed_by")
    return sum(schooling.hours_of(course, place) is not None for place in signed)


def remind_of_tomorrow() -> int:
    """The evening before is too late to find a substitute: a day ahead, once."""
    courses = TrainingCourse.objects.tomorrow().select_related("area", "base", "holder")
    return sum(
        _tell("organizations.course_tomorrow", course, course.places.enrolled())
        for course in courses.order_by("pk")
    )


# --- inside ---------------------------------------------------------------------------------------
def _trained(course: TrainingCourse, present: Iterable[CoursePlace]) -> Iterator[TallyDelta]:
    """Each where he works, on the day it was held."""
    at, dims = tally.noon(course.held_on), {"kind": course.kind}
    for row in present:
        who = f"worker:{row.worker_id}"
        yield tally.step("organizations.trained", row.community_id, at, dims, 1, who)


def _at(course: TrainingCourse, step: CourseStep) -> TrainingCourse:
    """Whoever enrols, leaves, signs or cancels comes through here one at a time."""
    rows = TrainingCourse.objects.select_for_update(of=("self",), no_key=True)
    fresh = rows.select_related("area", "base", "holder").get(pk=course.pk)
    if fresh.status not in step.sources:
        status = CourseStatus(fresh.status).label
        raise DomainError(
            _("这次培训现在是“{status}”，不能再这样办").format(status=status), code="moved_on"
        )
    return fresh


def _certify(course: TrainingCourse, rows: Iterable[CoursePlace]) -> None:
    """Numbered in the order of the list: day, course, who. The caller saves."""
    today = timezone.localdate()
    for n, row in enumerate(sorted(rows, key=lambda row: row.pk), 1):
        row.certificate = f"{course.held_on:%Y%m%d}-{course.pk}-{n:03}"
        row.certified_on = today


def _move(course: TrainingCourse, step: CourseStep) -> None:
    course.status = step.target
    course.save(update_fields=["status", "reason"])


def _count(course: TrainingCourse, change: int) -> None:
    course.taken += change
    course.save(update_fields=["taken"])


def _trainer(said: Course) -> tuple[str, str]:
    """His name as on a poster: a social worker's own, or that of a guest of some organisation."""
    if said.lecturer is not None:
        return said.lecturer.name.open(), said.lecturer.unit
    if said.trainer is None:
        name = words_of(said.trainer_name, "trainer_name", _("请选一位社工，或者写谁来讲"))
        return name, words_of(said.trainer_unit, "trainer_unit", _("请写他是哪个单位的"))
    if said.trainer.status != WorkerStatus.ACTIVE:
        raise DomainError(_("讲课的社工要在岗"), field="trainer")
    sent_by = said.trainer.organization or said.trainer.community
    return said.trainer.name.open(), clean_text(sent_by.name, field="trainer")


def _lecturer(said: Course) -> Trainer | None:
    """Out of the register of trainers; of a social worker the line that stands there for him."""
    standing = Trainer.objects.standing()
    if said.lecturer is not None:
        if not standing.filter(pk=said.lecturer.pk).exists():
            raise DomainError(_("他已经不在师资库里"), field="lecturer")
        return said.lecturer
    return standing.filter(worker=said.trainer).first() if said.trainer is not None else None


def _tell(
    kind: str, course: TrainingCourse, places: Iterable[CoursePlace], **more: str
) -> int:  # fmt: skip
    context = {"title": course.title, "day": course.held_on.isoformat(), **more}
    if not more:
        context |= {"where": course.where, "time": f"{course.starts_at:%H:%M}"}
    sent = 0
    for place in places:
        if place.user_id is not None:
            sent += messaging.send_many(
                kind,
                to_users=[place.user_id],
                scope=place.community_id,
                context=context,
                dedup_key=f"{kind}:{place.pk}:{course.held_on.isoformat()}",
                link=f"/desk/courses/{course.pk}/",
            )
    return sent


def _note(verb: str, course: TrainingCourse, actor: User | None, **details: object) -> None:
    audit.record(
        f"organizations.course_{verb}",
        course,
        actor=actor,
        scope=book_of(course.area),
        details=details,
    )
