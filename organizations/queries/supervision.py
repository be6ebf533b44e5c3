"""The pool of supervisors, and the sittings a viewer may read."""

from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from accounts.roles import SOCIAL_WORKER
from accounts.viewer import Viewer
from organizations.models import SocialWorker, Supervision, Supervisor
from organizations.queries.social_workers import keeps_record, sees_workers
from organizations.supervision_workflow import LEVELS, Topic
from organizations.worker_workflow import WorkerStatus

SHOWN = 100


@dataclass(frozen=True)
class SupervisorPool:
    rows: list[Supervisor]
    given: list[Supervision]
    """What the viewer himself wrote down this year and last."""
    topic: str


def pool(viewer: Viewer, topic: str = "") -> SupervisorPool:
    """Longest in the pool first."""
    if not sees_workers(viewer):
        raise Http404
    found = Supervisor.objects.visible_to(viewer).standing()
    if topic in Topic.values:
        found = found.filter(topics__contains=[topic])
    rows = list(found.select_related("area").order_by("since", "pk")[:SHOWN])
    for row in rows:
        row.name.disclose()
    year = timezone.localdate().year - 1
    own = Supervision.objects.visible_to(viewer).filter(
        supervisor_user=viewer.user_id, held_on__year__gte=year
    )
    given = list(own.select_related("worker")[:SHOWN])
    for sitting in given:
        sitting.worker.name.disclose()
    return SupervisorPool(rows, given, topic if topic in Topic.values else "")


def sittings_of(viewer: Viewer, worker: SocialWorker) -> list[Supervision]:
    rows = Supervision.objects.visible_to(viewer).filter(worker=worker)
    found = list(rows.select_related("supervisor")[:60])
    for row in found:
        row.supervisor.name.disclose()
    return found


def may_name(viewer: Viewer, worker: SocialWorker) -> bool:
    fit = worker.status == WorkerStatus.ACTIVE and worker.level in LEVELS and worker.is_certified
    return fit and keeps_record(viewer, worker) and not _stands(worker)


def may_take_out(viewer: Viewer, worker: SocialWorker) -> bool:
    """Who has left is out already."""
    here = worker.status == WorkerStatus.ACTIVE and worker.level in LEVELS
    return here and keeps_record(viewer, worker) and _stands(worker)


def may_arrange(viewer: Viewer, worker: SocialWorker) -> bool:
    """He himself, or who keeps his record."""
    if worker.status != WorkerStatus.ACTIVE or viewer.sleeping or worker.level not in LEVELS:
        return False
    own = worker.user_id is not None and worker.user_id == viewer.user_id
    return (own or keeps_record(viewer, worker)) and _stands(worker)


def may_note(viewer: Viewer, worker: SocialWorker) -> bool:
    """A supervisor, of a colleague he knows of."""
    if worker.status != WorkerStatus.ACTIVE or viewer.user_id is None or viewer.sleeping:
        return False
    if viewer.role.code != SOCIAL_WORKER or worker.user_id == viewer.user_id:
        return False
    return Supervisor.objects.standing().filter(worker__user=viewer.user_id).exists()


def _stands(worker: SocialWorker) -> bool:
    if worker.is_supervisor is None:
        worker.is_supervisor = Supervisor.objects.standing().filter(worker=worker).exists()
    return worker.is_supervisor
