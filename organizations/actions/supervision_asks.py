"""Asking for a supervisor: asked, matched, turned down, met, and a word of each on how it was."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from core import audit, messaging, scope
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions import supervision, worker_steps
from organizations.actions.guards import words_of
from organizations.actions.readers import managers_of, readers, staff_of
from organizations.models import SocialWorker, Supervision, SupervisionAsk, Supervisor
from organizations.supervision_workflow import (
    MATCH,
    MEET,
    REFUSE,
    TURN_DOWN,
    WITHDRAW,
    AskStep,
    HowItWas,
)
from organizations.worker_workflow import WorkerStatus


@transaction.atomic
def ask(
    worker: SocialWorker, *, topics: Iterable[str], times: Iterable[str] = (), actor: User | None
) -> SupervisionAsk:
    """By himself, or by who keeps his record; one at a time. Who is to find somebody hears."""
    worker = worker_steps.lock(worker)
    if worker.status != WorkerStatus.ACTIVE:
        raise worker_steps.moved_on(worker)
    sent_by = worker.organization or worker.community
    row = SupervisionAsk(
        community_id=worker.community_id,
        worker=worker,
        user_id=worker.user_id,
        name=worker.name.open(),
        unit=sent_by.name,
        topics=supervision.topics_of(topics),
        times=supervision.times_of(times),
        asked_by=actor,
    )
    twice = DomainError(_("他已经提了一个，还没办完"), code="twice")
    with refusing(supervision_asked_once_at_a_time=twice):
        row.save(force_insert=True)
    _note("asked", row, actor)
    rule = staff_of(worker.community_id)
    if worker.organization_id is not None:
        rule |= managers_of(worker.organization_id)
    people = [pk for pk in readers(rule) if actor is None or pk != actor.pk]
    _tell("organizations.supervision_asked", row, people)
    return row


@transaction.atomic
def match(ask: SupervisionAsk, *, supervisor: Supervisor, actor: User) -> SupervisionAsk:
    """With one of the pool who is good at it and comes there. Both hear."""
    row = _at(ask, MATCH)
    found = Supervisor.objects.standing().filter(pk=supervisor.pk).first()
    if found is None:
        raise DomainError(_("他已经不在督导库里"), field="supervisor")
    if found.worker_id == row.worker_id:
        raise DomainError(_("自己不督导自己"), field="supervisor")
    if found.user_id is None:
        raise DomainError(_("他还没有账号，在平台上接不到"), field="supervisor")
    if not set(found.topics) & set(row.topics):
        raise DomainError(_("他不擅长这些，请另选一位"), field="supervisor")
    if not found.comes_to(row.community):
        raise DomainError(_("他不去这个地方，请另选一位"), field="supervisor")
    row.supervisor, row.supervisor_user_id = found, found.user_id
    _move(row, MATCH, actor)
    people = {found.user_id, *([row.user_id] if row.user_id else [])}
    _tell("organizations.supervision_matched", row, sorted(people))
    return row


@transaction.atomic
def turn_down(ask: SupervisionAsk, *, actor: User) -> SupervisionAsk:
    """By the supervisor who was found: somebody else is to be found."""
    row = _at(ask, TURN_DOWN)
    if row.supervisor_user_id != actor.pk:
        raise DomainError(_("匹配到的督导自己才能推辞"), code="no_supervisor")
    row.supervisor, row.supervisor_user = None, None
    _move(row, TURN_DOWN, actor)
    _tell("organizations.supervision_asked", row, readers(staff_of(row.community_id)))
    return row


@transaction.atomic
def refuse(ask: SupervisionAsk, *, reason: str, actor: User | None) -> SupervisionAsk:
    row = _at(ask, REFUSE)
    row.reason = words_of(reason, "reason", _("请写一句原因，他看得到"))
    _move(row, REFUSE, actor)
    if row.user_id is not None:
        _tell("organizations.supervision_refused", row, [row.user_id])
    return row


@transaction.atomic
def withdraw(ask: SupervisionAsk, *, actor: User | None) -> SupervisionAsk:
    """Who was found for it hears, and keeps the hour free no longer."""
    row = _move(_at(ask, WITHDRAW), WITHDRAW, actor)
    found = row.supervisor_user_id
    if found is not None and (actor is None or actor.pk != found):
        _tell("organizations.supervision_withdrawn", row, [found])
    return row


def note(
    ask: SupervisionAsk, *, held_on: date, minutes: int, topics: Iterable[str], actor: User
) -> Supervision:
    """The first sitting that came of it, by the supervisor who was found, from wherever he comes:
    so the record of whom he sat with is written in that one's community."""
    if ask.supervisor_user_id != actor.pk:
        raise DomainError(_("匹配到的督导自己才能记"), code="no_supervisor")
    with scope.entered([ask.community_id], user_id=actor.pk):
        row = _at(ask, MEET)
        worker = SocialWorker.objects.get(pk=row.worker_id)
        return supervision.note(
            worker, held_on=held_on, minutes=minutes, topics=topics, actor=actor
        )


@transaction.atomic
def say_how_it_was(
    ask: SupervisionAsk, *, mark: str, word: str = "", actor: User
) -> SupervisionAsk:
    """One word of each side, once. The two read it, and the manager."""
    row = _lock(ask)
    if row.status != MEET.target:
        raise DomainError(_("督导过了再说怎么样"), code="moved_on")
    sides = {row.user_id: "worker", row.supervisor_user_id: "supervisor"}
    side = sides.get(actor.pk)
    if side is None:
        raise DomainError(_("督导的双方才说得了"), code="nobody")
    if getattr(row, f"{side}_mark"):
        raise DomainError(_("您已经说过了"), code="twice")
    if mark not in HowItWas.values:
        raise DomainError(_("请选一项"), field="mark")
    words = clean_text(word, field="word")
    if mark == HowItWas.POOR and not words:
        raise DomainError(_("帮助不大的，请写一句差在哪里"), field="word")
    setattr(row, f"{side}_mark", mark)
    setattr(row, f"{side}_word", words)
    row.save(update_fields=[f"{side}_mark", f"{side}_word"])
    _note("said", row, actor)
    return row


# --- inside ---------------------------------------------------------------------------------------
def _lock(ask: SupervisionAsk) -> SupervisionAsk:
    """Whoever changes it comes through here one at a time."""
    rows = SupervisionAsk.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("community", "supervisor").get(pk=ask.pk)


def _at(ask: SupervisionAsk, step: AskStep) -> SupervisionAsk:
    row = _lock(ask)
    if row.status not in step.sources:
        raise DomainError(
            _("这个需求现在是“{status}”，不能再这样办").format(status=row.get_status_display()),
            code="moved_on",
        )
    return row


def _move(row: SupervisionAsk, step: AskStep, actor: User | None) -> SupervisionAsk:
    row.status = step.target
    row.save(update_fields=["status", "supervisor", "supervisor_user", "reason"])
    _note(step.name, row, actor)
    return row


def _tell(kind: str, row: SupervisionAsk, people: list[int]) -> None:
    messaging.send_many(
        kind,
        to_users=people,
        scope=row.community_id,
        context={"reason": row.reason} if row.reason else {},
        dedup_key=f"{kind}:{row.pk}:{timezone.now().isoformat()}",
        link=f"/desk/social-workers/supervisors/asked/{row.pk}/",
    )


def _note(verb: str, row: SupervisionAsk, actor: User | None) -> None:
    audit.record(f"organizations.supervision_{verb}", row, actor=actor)
