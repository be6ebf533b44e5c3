"""The steps of a social worker's life, for the actions about him and about his stations.

Topics published: `organizations.worker_accept`, `organizations.worker_leave` {worker_id, …}.
"""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import outbox, tally
from core.exceptions import DomainError
from grids import periods
from organizations import person_history as history
from organizations.actions import counting
from organizations.course_workflow import PlaceStatus
from organizations.models import Recruitment, SocialWorker, TrainingCourse
from organizations.recruitment_workflow import ReplyStatus
from organizations.supervision_workflow import WITHDRAW
from organizations.worker_workflow import WorkerStatus, WorkerStep


def lock(worker: SocialWorker) -> SocialWorker:
    """Everything about one worker comes through here, his stations too, one at a time."""
    return (
        SocialWorker.objects.select_for_update(of=("self",), no_key=True)
        .select_related("user", "organization", "community")
        .get(pk=worker.pk)
    )


def require(step: WorkerStep, worker: SocialWorker, *, reason: str = "") -> None:
    if worker.status not in step.sources:
        raise moved_on(worker)
    if step.reason_required and not reason.strip():
        raise DomainError(_("请写一句原因"), field="reason")


def move(
    worker: SocialWorker,
    step: WorkerStep,
    *,
    actor: User | None,
    reason: str = "",
    day: date | None = None,
) -> None:
    """Along one step of the table, of a locked worker; written down and counted."""
    require(step, worker, reason=reason)
    was_active, paper = worker.status == WorkerStatus.ACTIVE, counting.paper_of(worker)
    worker.status = step.target
    if step.target == WorkerStatus.LEFT:
        worker.left_on = day or timezone.localdate()
        worker.leave_reason = reason.strip()
        _end_pay(worker, worker.left_on)
        _free_places(worker)
        _take_back_replies(worker)
        end_supervising(worker)
        _withdraw_asks(worker)
        end_teaching(worker)
        _leave_post(worker, worker.left_on)
    worker.save(update_fields=["status", "left_on", "leave_reason"])
    change = (worker.status == WorkerStatus.ACTIVE) - was_active
    if change:
        tally.add(
            "organizations.social_workers",
            worker.community_id,
            dims={"engagement": worker.engagement},
            delta=change,
        )
    counting.paper_changed(paper, worker)
    history.note(
        f"organizations.worker_{step.name}",
        worker,
        actor=actor,
        details={"left_on": worker.left_on.isoformat()} if worker.left_on else {},
        about=worker.user,
    )
    outbox.publish(
        f"organizations.worker_{step.name}",
        key=f"organizations.worker_{step.name}:{worker.pk}",
        payload={"worker_id": worker.pk, "community_id": worker.community_id},
    )


def _end_pay(worker: SocialWorker, last_day: date) -> None:
    running = worker.pay.filter(period__upper_inf=True).select_for_update().first()
    if running is not None:
        running.period = periods.until(running.period, max(last_day, running.period.lower))
        running.save(update_fields=["period"])


def _free_places(worker: SocialWorker) -> None:
    """Who leaves gives back what he enrolled for: the courses first, as who signs them does."""
    held = worker.courses.enrolled()
    courses = TrainingCourse.objects.open().filter(pk__in=held.values("course_id"))
    for course in courses.select_for_update(no_key=True).order_by("pk"):
        if held.filter(course=course).update(status=PlaceStatus.WITHDRAWN):
            course.taken -= 1
            course.save(update_fields=["taken"])


def _withdraw_asks(worker: SocialWorker) -> None:
    """Who leaves needs nobody to be found for him any more."""
    waiting = worker.supervision_asks.open().select_for_update(no_key=True)
    for asked in waiting.order_by("pk"):
        asked.status = WITHDRAW.target
        asked.save(update_fields=["status"])


def _take_back_replies(worker: SocialWorker) -> None:
    """Nobody chooses who has left: the recruitments first, as who chooses does."""
    asked = worker.replies.asked()
    rows = Recruitment.objects.open().filter(pk__in=asked.values("recruitment_id"))
    for recruitment in rows.select_for_update(no_key=True).order_by("pk"):
        if asked.filter(recruitment=recruitment).update(status=ReplyStatus.WITHDRAWN):
            recruitment.asked -= 1
            recruitment.save(update_fields=["asked"])


def end_supervising(worker: SocialWorker) -> None:
    today = timezone.localdate()
    for row in worker.supervising.standing():
        row.until = max(row.since, today)
        row.save(update_fields=["until"])


def _leave_post(worker: SocialWorker, last_day: date) -> None:
    for held in worker.positions.filter(until__isnull=True).select_for_update():
        held.until = max(held.since, last_day)
        held.save(update_fields=["until"])


def end_teaching(worker: SocialWorker) -> None:
    today = timezone.localdate()
    for row in worker.teaching.standing():
        row.until = max(row.since, today)
        row.save(update_fields=["until"])


def moved_on(worker: SocialWorker) -> DomainError:
    return DomainError(
        _("这位社工现在是“{status}”，不能这样办").format(status=worker.get_status_display()),
        code="moved_on",
    )
