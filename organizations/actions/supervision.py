"""The pool of supervisors, and what they write down of each sitting."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area
from core import messaging
from core.exceptions import DomainError
from core.refusals import refusing
from organizations import person_history as history
from organizations.actions import worker_steps
from organizations.models import SocialWorker, Supervision, SupervisionAsk, Supervisor, TimeSlot
from organizations.supervision_workflow import (
    LATE,
    LEVELS,
    LONGEST,
    MEET,
    SHORTEST,
    Topic,
)
from organizations.worker_workflow import WorkerStatus


@transaction.atomic
def name(
    worker: SocialWorker,
    *,
    topics: Iterable[str],
    since: date,
    area: Area | None = None,
    times: Iterable[str] = (),
    actor: User | None,
) -> Supervisor:
    """Into the pool: who holds a certificate of the second or third level, still valid."""
    worker = worker_steps.lock(worker)
    if worker.status != WorkerStatus.ACTIVE:
        raise worker_steps.moved_on(worker)
    if worker.level not in LEVELS or not worker.is_certified:
        raise DomainError(_("督导要有社会工作师以上的证书，还在有效期里"), code="level")
    if since > timezone.localdate():
        raise DomainError(_("还没到那天"), field="since")
    sent_by = worker.organization or worker.community
    row = Supervisor(
        worker=worker,
        name=worker.name.open(),
        unit=sent_by.name,
        user_id=worker.user_id,
        topics=topics_of(topics),
        area=_region(area),
        times=times_of(times),
        since=since,
        named_by=actor,
    )
    twice = DomainError(_("他已经在督导库里"), code="twice")
    with refusing(supervisor_once_at_a_time=twice):
        row.save(force_insert=True)
    _note("supervisor_named", worker, actor)
    return row


@transaction.atomic
def arrange(
    worker: SocialWorker,
    *,
    area: Area | None = None,
    times: Iterable[str] = (),
    actor: User | None,
) -> Supervisor:
    """Where he goes and when he has time; said again, the later word holds."""
    worker = worker_steps.lock(worker)
    row = worker.supervising.standing().first()
    if row is None:
        raise DomainError(_("他不在督导库里"), code="moved_on")
    row.area, row.times = _region(area), times_of(times)
    row.save(update_fields=["area", "times"])
    _note("supervisor_arranged", worker, actor)
    return row


@transaction.atomic
def take_out(worker: SocialWorker, *, actor: User | None) -> Supervisor:
    """What he wrote down stays."""
    worker = worker_steps.lock(worker)
    row = worker.supervising.standing().first()
    if row is None:
        raise DomainError(_("他不在督导库里"), code="moved_on")
    worker_steps.end_supervising(worker)
    _note("supervisor_ended", worker, actor)
    return row


@transaction.atomic
def note(
    worker: SocialWorker, *, held_on: date, minutes: int, topics: Iterable[str], actor: User
) -> Supervision:
    """By the supervisor himself, while he remembers it. Headings only."""
    worker = worker_steps.lock(worker)
    if worker.status != WorkerStatus.ACTIVE:
        raise worker_steps.moved_on(worker)
    supervisor = Supervisor.objects.standing().filter(worker__user=actor).first()
    if supervisor is None:
        raise DomainError(_("在督导库里的社工才能记督导"), code="no_supervisor")
    if supervisor.worker_id == worker.pk:
        raise DomainError(_("自己不督导自己"), code="own")
    today = timezone.localdate()
    if not max(supervisor.since, today - timedelta(days=LATE)) <= held_on <= today:
        raise DomainError(
            _("写 {days} 天以内、当督导以后的日子").format(days=LATE), field="held_on"
        )
    if not SHORTEST <= minutes <= LONGEST:
        said = _("写 {least} 到 {most} 分钟").format(least=SHORTEST, most=LONGEST)
        raise DomainError(said, field="minutes")
    row = Supervision(
        community_id=worker.community_id,
        supervisor=supervisor,
        supervisor_user=actor,
        worker=worker,
        held_on=held_on,
        minutes=minutes,
        topics=topics_of(topics),
    )
    twice = DomainError(_("那天和他的督导已经记了"), code="twice", field="held_on")
    with refusing(supervised_once_a_day=twice):
        row.save(force_insert=True)
    _note("supervised", worker, actor, minutes=minutes)
    _meet(worker, supervisor, held_on)
    if worker.user_id is not None:
        messaging.send_many(
            "organizations.supervised",
            to_users=[worker.user_id],
            scope=worker.community_id,
            context={"day": held_on.isoformat(), "minutes": str(minutes)},
            dedup_key=f"organizations.supervised:{row.pk}",
            link=f"/desk/social-workers/{worker.pk}/",
        )
    return row


# --- inside ---------------------------------------------------------------------------------------
def topics_of(said: Iterable[str]) -> list[str]:
    """In the order of the list; nothing that stands nowhere in it."""
    chosen = set(said)
    if not chosen or not chosen <= set(Topic.values):
        raise DomainError(_("请至少选一项"), field="topics")
    return [topic for topic in Topic.values if topic in chosen]


def times_of(said: Iterable[str]) -> list[str]:
    chosen = set(said)
    if not chosen <= set(TimeSlot.values):
        raise DomainError(_("请从列出的时间里选"), field="times")
    return [slot for slot in TimeSlot.values if slot in chosen]


def _region(area: Area | None) -> Area | None:
    if area is not None and not area.is_active:
        raise DomainError(_("这个地方已经撤并，请选现在的"), field="area")
    return area


def _meet(worker: SocialWorker, supervisor: Supervisor, held_on: date) -> None:
    """What was asked for has come about."""
    waits = SupervisionAsk.objects.filter(
        worker=worker, supervisor=supervisor, status__in=MEET.sources
    )
    for asked in waits.select_for_update(no_key=True):
        asked.status, asked.met_on = MEET.target, held_on
        asked.save(update_fields=["status", "met_on"])


def _note(verb: str, worker: SocialWorker, actor: User | None, **details: object) -> None:
    history.note(f"organizations.{verb}", worker, actor=actor, details=details, about=worker.user)
