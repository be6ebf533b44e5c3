"""成批匹配: begun at the desk, worked out by the worker, confirmed by a person or, where the
place decided so, sent at once. What changed meanwhile is looked at again under the lock."""

import random
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area
from core import audit
from core.exceptions import DomainError
from requests.actions.moving import lock, move_on
from requests.actions.offering import lock_people, make, until
from requests.dispatching import catalogue_of, waiting
from requests.models import DispatchProposal, DispatchRun, ServiceRequest
from requests.ranking import Candidate, rank, rank_many
from requests.workflow import Status

GIVEN_UP = timedelta(minutes=10)
"""A worker that died leaves its run to the next."""
MOST_EACH = 20
Run = DispatchRun.Status
Answer = DispatchProposal.Answer


@transaction.atomic
def start(community: Area, *, by: Viewer) -> DispatchRun:
    Area.objects.select_for_update(of=("self",), no_key=True).get(pk=community.pk)
    if DispatchRun.objects.open().filter(community=community).exists():
        raise DomainError(_("已经有一批在算，或者等着确认"), code="running")
    if not waiting(community).exists():
        raise DomainError(_("现在没有等人接、又没人被邀请的事"), code="nothing_waits")
    run = DispatchRun.objects.create(community=community, started_by=by.actor)
    audit.record("requests.batch_started", run, actor=by.actor)
    return run


def take_next() -> DispatchRun | None:
    """For the worker: one run nobody else works on. Whoever sets the status first has it."""
    late = timezone.now() - GIVEN_UP
    DispatchRun.objects.filter(status=Run.RUNNING, taken_at__lt=late).update(status=Run.WAITING)
    for run in DispatchRun.objects.filter(status=Run.WAITING).order_by("pk"):
        mine = DispatchRun.objects.filter(pk=run.pk, status=Run.WAITING)
        if mine.update(status=Run.RUNNING, taken_at=timezone.now()):
            return run
    return None


def candidates_of(run: DispatchRun) -> dict[int, list[Candidate]]:
    rows = waiting(run.community).select_related("community", "grid", "item__skill")
    ranked = rank_many(list(rows), timezone.now())
    return {pk: _some(pk, found) for pk, found in ranked.items()}


def _some(pk: int, found: list[Candidate]) -> list[Candidate]:
    """The best; equals by a lot that differs from order to order, or alike orders would all
    compete for the same twenty people."""
    drawn = random.Random(pk).sample(found, len(found))
    return sorted(drawn, key=lambda one: -one.score)[:MOST_EACH]


@transaction.atomic
def propose(
    run: DispatchRun, found: Mapping[int, list[Candidate]], pairs: Mapping[int, int]
) -> DispatchRun:
    """Write down what was worked out; if another worker took the run over, his word stands."""
    row = DispatchRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if row.status != Run.RUNNING:
        return row
    chosen = {
        order: next(one for one in found[order] if one.volunteer.pk == person)
        for order, person in pairs.items()
    }
    made = DispatchProposal.objects.bulk_create(
        DispatchProposal(
            community_id=row.community_id,
            run=row,
            service_request_id=order,
            volunteer=one.volunteer,
            user=one.volunteer.user,
            why=list(one.reasons),
        )
        for order, one in sorted(chosen.items())
    )
    row.orders, row.matched = len(found), len(made)
    catalogue = catalogue_of(row.community)
    if catalogue is not None and catalogue.batch_sends:
        for proposal in made:
            _send(proposal, None)
        row.status, row.finished_at = Run.DONE, timezone.now()
    else:
        row.status = Run.PROPOSED
    row.save()
    return row


@transaction.atomic
def confirm(run: DispatchRun, *, keep: Iterable[int], by: Viewer) -> DispatchRun:
    """Send these; the others are dropped, and what changed meanwhile says why it was not sent."""
    row = _proposed(run)
    kept = set(keep)
    for proposal in row.proposals.select_related("volunteer").order_by("service_request_id"):
        if proposal.pk in kept:
            _send(proposal, by)
        else:
            proposal.answer = Answer.DROPPED
            proposal.save(update_fields=["answer"])
    return _finish(row, Run.DONE, by)


@transaction.atomic
def discard(run: DispatchRun, *, by: Viewer) -> DispatchRun:
    row = _proposed(run)
    _drop(row)
    return _finish(row, Run.DISCARDED, by)


def _send(proposal: DispatchProposal, by: Viewer | None) -> None:
    row = lock(ServiceRequest(pk=proposal.service_request_id))
    now = timezone.now()
    why = ""
    if row.status != Status.POOLED:
        why = _("已经不在等人接了")
    else:
        lock_people(row, [proposal.volunteer_id])
        fit = rank(row, now, only=[proposal.volunteer_id]).candidates
        if not fit:
            why = _("现在不能邀请他了")
        else:
            sent_by = by.actor if by else proposal.run.started_by
            offers = make(row, fit, now, until(row, now), sent_by=sent_by)
            data = {"offers": [one.pk for one in offers], "run": proposal.run_id}
            move_on(row, "offer", by=by, data=data)
    proposal.answer, proposal.note = (Answer.STALE, why) if why else (Answer.SENT, "")
    proposal.save(update_fields=["answer", "note"])


def _proposed(run: DispatchRun) -> DispatchRun:
    """Two who confirm at once: the second finds it done."""
    row = DispatchRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if row.status != Run.PROPOSED:
        raise DomainError(_("这一批已经定过了"), code="decided")
    return row


def _drop(row: DispatchRun) -> None:
    row.proposals.filter(answer="").update(answer=Answer.DROPPED)


def _finish(row: DispatchRun, status: DispatchRun.Status, by: Viewer) -> DispatchRun:
    row.status, row.finished_at = status, timezone.now()
    row.save(update_fields=["status", "finished_at"])
    audit.record("requests.batch_decided", row, actor=by.actor, details={"status": status})
    return row
