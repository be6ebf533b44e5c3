"""A person asks for his data, its correction or its deletion, and gets an answer in time."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import DataSubjectRequest, ErasureProof, User
from core import audit, outbox, person_keys, personal, workcalendar
from core.exceptions import DomainError

Status = DataSubjectRequest.Status
Kind = DataSubjectRequest.Kind


@transaction.atomic
def ask(
    kind: str, *, user: User, subject: UUID, scope: int | None = None, text: str = ""
) -> DataSubjectRequest:
    """Take the request; the answer is due in working days (a setting)."""
    if kind in {Kind.CORRECT, Kind.EXPLAIN} and not text.strip():
        raise DomainError(_("请写明哪里要改、想问什么"), field="text")
    due_on = workcalendar.add_workdays(timezone.localdate(), settings.SUBJECT_REQUEST_WORKDAYS)
    asked = DataSubjectRequest(
        kind=kind, user=user, subject=subject, scope=scope, text=text.strip(), due_on=due_on
    )
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(_("同样的请求已经在办，不用再提一次"), code="open") from error
    _note("asked", asked, actor=user)
    return asked


@transaction.atomic
def cancel(asked: DataSubjectRequest, *, actor: User) -> DataSubjectRequest:
    locked = _lock(asked)
    locked.status = Status.CANCELLED
    locked.save(update_fields=["status"])
    _note("cancelled", locked, actor=actor)
    return locked


@transaction.atomic
def answer(
    asked: DataSubjectRequest, *, granted: bool, text: str, actor: User
) -> DataSubjectRequest:
    """Answer with reasons. Granting a deletion deletes, here and now, and leaves a proof."""
    if not text.strip():
        raise DomainError(_("请写明怎么办的；不能照办要说明理由和依据"), field="answer")
    locked = _lock(asked)
    if locked.user_id == actor.pk:
        raise DomainError(_("自己的请求要由别人来办"), code="self")
    locked.status = Status.DONE if granted else Status.REFUSED
    locked.answer = text.strip()
    locked.handled_by = actor
    locked.answered_at = timezone.now()
    locked.save()
    _note("done" if granted else "refused", locked, actor=actor)
    if granted and locked.kind == Kind.DELETE:
        erase(locked.subject, scope=locked.scope, reason=ErasureProof.Reason.REQUEST)
    return locked


def erase(subject: UUID, *, scope: int | None, reason: str) -> ErasureProof:
    """Every room removes or anonymises; the person's key goes, so history closes over him."""
    counts: dict[str, Any] = personal.erase_person(subject)
    counts["sealed history"] = person_keys.erase(subject)
    proof = ErasureProof(subject=subject, scope=scope, reason=reason, counts=counts)
    proof.save(force_insert=True)
    return proof


def _lock(asked: DataSubjectRequest) -> DataSubjectRequest:
    locked = DataSubjectRequest.objects.select_for_update(of=("self",), no_key=True).get(
        pk=asked.pk
    )
    if locked.status != Status.RECEIVED:
        raise DomainError(_("这个请求已经办过了"), code="closed")
    return locked


def _note(event: str, asked: DataSubjectRequest, *, actor: User) -> None:
    audit.record(
        f"accounts.subject_request_{event}",
        asked,
        actor=actor,
        scope=asked.scope,
        subject=asked.subject,
        details={"kind": asked.kind, "due_on": asked.due_on.isoformat()},
    )
    outbox.publish(
        f"accounts.subject_request_{event}",
        key=f"accounts.subject_request:{asked.pk}:{event}",
        payload={"request_id": asked.pk},
    )
