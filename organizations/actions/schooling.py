"""Hours of continuing education, examinations and what they bring."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import messaging
from core.exceptions import DomainError
from core.refusals import refusing
from organizations import person_history as history
from organizations.actions import worker_steps
from organizations.actions.guards import words_of
from organizations.models import (
    CoursePlace,
    EducationHours,
    ExamEntry,
    ExamReward,
    SocialWorker,
    TrainingCourse,
)
from organizations.schooling_workflow import (
    COUNT,
    FAIL,
    MOST_HOURS,
    PASS,
    PAY,
    REFUSE,
    ExamStatus,
    SchoolStep,
    may_sit,
)
from organizations.worker_workflow import WorkerStatus

Level = SocialWorker.Level


# --- hours ----------------------------------------------------------------------------------------
@transaction.atomic
def tell_hours(
    worker: SocialWorker, *, held_on: date, hours: int, what: str, evidence: str, actor: User
) -> EducationHours:
    """By himself, then who keeps his record looks at the paper; or by that one at once."""
    worker = _here(worker)
    if held_on > timezone.localdate():
        raise DomainError(_("还没到那天，学完再登记"), field="held_on")
    if not 1 <= hours <= MOST_HOURS:
        raise DomainError(_("学时写 1 到 {most}").format(most=MOST_HOURS), field="hours")
    row = EducationHours(
        community_id=worker.community_id,
        worker=worker,
        held_on=held_on,
        hours=hours,
        what=words_of(what, "what", _("请写学了什么")),
        evidence=words_of(evidence, "evidence", _("请写凭什么证明，如结业证编号")),
        told_by=actor,
    )
    if actor.pk != worker.user_id:
        row.status, row.decided_by = COUNT.target, actor
    twice = DomainError(_("那天的这一项已经登记了"), code="twice", field="what")
    with refusing(education_told_once=twice):
        row.save(force_insert=True)
    _note("education_told", worker, actor, hours=hours)
    return row


@transaction.atomic
def hours_of(course: TrainingCourse, place: CoursePlace) -> EducationHours | None:
    """Of a course of ours, told by the base that signed; once. Who told of that course himself, or
    has left meanwhile, gets no second line."""
    worker = worker_steps.lock(place.worker)
    himself = ~Q(status=REFUSE.target) & Q(held_on=course.held_on, what=course.title)
    told = worker.education.filter(Q(place=place) | himself)
    if worker.status == WorkerStatus.LEFT or told.exists():
        return None
    row = EducationHours.objects.create(
        community_id=worker.community_id,
        worker=worker,
        held_on=course.held_on,
        hours=course.hours,
        what=course.title,
        place=place,
        evidence=_("{base}签到，第 {number} 号").format(base=course.where[:50], number=course.pk),
        told_by=place.signed_by,
    )
    _note("education_told", worker, place.signed_by, hours=row.hours)
    return row


@transaction.atomic
def count_hours(row: EducationHours, *, actor: User) -> EducationHours:
    row = _hours(row, COUNT, actor)
    row.status, row.decided_by = COUNT.target, actor
    row.save(update_fields=["status", "decided_by"])
    _note("education_counted", row.worker, actor, hours=row.hours)
    return row


@transaction.atomic
def refuse_hours(row: EducationHours, *, reason: str, actor: User) -> EducationHours:
    row = _hours(row, REFUSE, actor)
    row.reason = words_of(reason, "reason", _("请写一句原因，他看得到"))
    row.status, row.decided_by = REFUSE.target, actor
    row.save(update_fields=["status", "decided_by", "reason"])
    _note("education_refused", row.worker, actor, reason=row.reason)
    return row


# --- examinations ---------------------------------------------------------------------------------
@transaction.atomic
def enter_exam(worker: SocialWorker, *, year: int, level: str, actor: User) -> ExamEntry:
    worker = _here(worker)
    this_year = timezone.localdate().year
    if not this_year - 1 <= year <= this_year + 1:
        raise DomainError(_("请写今年、去年或明年"), field="year")
    if level not in Level.values or level == Level.NONE:
        raise DomainError(_("请选考哪一级"), field="level")
    if not may_sit(level, worker.level):
        raise DomainError(_("考高级社会工作师，先要有社会工作师证书"), code="rung", field="level")
    if worker.exams.filter(level=level, status__in=[PASS.target, PAY.target]).exists():
        raise DomainError(_("这一级已经通过了，不用再考"), code="passed", field="level")
    entry = ExamEntry(
        community_id=worker.community_id,
        worker=worker,
        year=year,
        level=level,
        entered_by=actor,
    )
    twice = DomainError(_("那一年的这一级已经登记了"), code="twice", field="level")
    with refusing(exam_entered_once_a_year=twice):
        entry.save(force_insert=True)
    _note("exam_entered", worker, actor, year=year)
    return entry


@transaction.atomic
def note_passed(entry: ExamEntry, *, actor: User) -> ExamEntry:
    """By somebody who has seen the result; the reward is that of the rule of this day."""
    entry = _exam(entry, PASS, actor)
    today = timezone.localdate()
    rule = ExamReward.objects.for_place(entry.community, entry.level, today)
    if rule is not None:
        entry.reward, entry.document = rule.amount, rule.document
    entry.status, entry.passed_by = PASS.target, actor
    entry.save()
    _note("exam_passed", entry.worker, actor, year=entry.year)
    _say("exam_passed", entry, {"year": str(entry.year)})
    return entry


@transaction.atomic
def note_failed(entry: ExamEntry, *, actor: User) -> ExamEntry:
    entry = _exam(entry, FAIL, actor)
    entry.status = FAIL.target
    entry.save(update_fields=["status"])
    _note("exam_failed", entry.worker, actor, year=entry.year)
    return entry


@transaction.atomic
def pay_reward(entry: ExamEntry, *, voucher: str, paid_on: date, actor: User) -> ExamEntry:
    """Who says that he passed and who pays are two."""
    entry = _exam(entry, PAY, actor)
    if not entry.reward:
        raise DomainError(_("这里没有考试奖励的规定，没有可发的"), code="no_reward")
    if entry.passed_by_id == actor.pk:
        raise DomainError(_("核对成绩的人不发奖励，请同事来办"), code="own")
    if paid_on > timezone.localdate():
        raise DomainError(_("还没到那天"), field="paid_on")
    entry.voucher = words_of(voucher, "voucher", _("请写发放凭证的编号"))
    entry.status, entry.paid_on, entry.paid_by = PAY.target, paid_on, actor
    entry.save()
    _note("exam_rewarded", entry.worker, actor, year=entry.year)
    _say("exam_rewarded", entry, {"amount": str(entry.reward), "voucher": entry.voucher})
    return entry


# --- inside ---------------------------------------------------------------------------------------
def _here(worker: SocialWorker) -> SocialWorker:
    worker = worker_steps.lock(worker)
    if worker.status == WorkerStatus.LEFT:
        raise worker_steps.moved_on(worker)
    return worker


def _hours(row: EducationHours, step: SchoolStep, actor: User) -> EducationHours:
    rows = EducationHours.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("worker__user").get(pk=row.pk)
    _require(row.status, step, row.get_status_display())
    if actor.pk in (row.worker.user_id, row.told_by_id):
        raise DomainError(_("自己记的要请同事核对"), code="own")
    return row


def _exam(entry: ExamEntry, step: SchoolStep, actor: User) -> ExamEntry:
    rows = ExamEntry.objects.select_for_update(of=("self",), no_key=True)
    entry = rows.select_related("worker__user", "community").get(pk=entry.pk)
    _require(entry.status, step, entry.get_status_display())
    if actor.pk == entry.worker.user_id and step.target != ExamStatus.FAILED:
        raise DomainError(_("自己的成绩和奖励请同事办"), code="own")
    return entry


def _say(code: str, entry: ExamEntry, said: dict[str, str]) -> None:
    if entry.worker.user_id is None:
        return
    messaging.send_many(
        f"organizations.{code}",
        to_users=[entry.worker.user_id],
        scope=entry.community_id,
        context=said,
        dedup_key=f"organizations.{code}:{entry.pk}",
        link=f"/desk/social-workers/{entry.worker_id}/",
    )


def _require(status: str, step: SchoolStep, said: str) -> None:
    if status not in step.sources:
        raise DomainError(
            _("这一条现在是“{status}”，不能这样办").format(status=said), code="moved_on"
        )


def _note(verb: str, worker: SocialWorker, actor: User | None, **details: object) -> None:
    history.note(f"organizations.{verb}", worker, actor=actor, details=details, about=worker.user)
