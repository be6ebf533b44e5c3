"""撤回刚才那一步: a correcting event within some minutes, never a deletion."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core.exceptions import DomainError
from requests.actions.moving import lock, move
from requests.clocks import Tick
from requests.models import CallBack, ClockEvent, Party, ServiceRequest
from requests.models.parties import Role
from requests.slips import last_slip
from requests.workflow import CLOSED


@transaction.atomic
def undo(service_request: ServiceRequest, *, by: Viewer) -> ServiceRequest:
    """Back to the queue; who was told of the slip is told of the correction."""
    row = lock(service_request)
    event = last_slip(by, row)
    if event is None:
        raise DomainError(
            _("只能撤回自己 10 分钟内的上一步；过了就按现在的样子接着办"), code="too_late"
        )
    target, ended = row.merged_into, row.status in CLOSED
    if ended:
        _run_on(row, event.at)
    data = {"undid": event.pk, "step": event.step}
    moved = move(row, "undo", by=by, data=data, changes={"paused_until": None}).service_request
    if target is not None:
        _leave(moved, target)
    if event.step == "ask":
        CallBack.objects.waiting().filter(service_request=moved).delete()
    return moved


def _run_on(row: ServiceRequest, ended_at: datetime) -> None:
    """The clocks that this step stopped run again from when they began: nothing is won by it."""
    facts = list(row.clock_events.filter(epoch=row.epoch).select_related("rule").order_by("id"))
    stopped = {fact.clock for fact in facts if fact.tick == Tick.STOP and fact.at >= ended_at}
    before = {fact.clock for fact in facts if fact.tick == Tick.STOP and fact.at < ended_at}
    for clock in sorted(stopped - before):
        own = [fact for fact in facts if fact.clock == clock]
        start = next((fact for fact in own if fact.tick == Tick.START), None)
        if start is None:
            continue
        rule = next((fact.rule for fact in reversed(own) if fact.rule is not None), start.rule)
        ClockEvent.objects.create(
            service_request=row,
            clock=clock,
            epoch=row.epoch,
            tick=Tick.START,
            at=start.at,
            rule=rule,
        )


def _leave(row: ServiceRequest, target: ServiceRequest) -> None:
    """One event fewer was reported there."""
    if row.reporter_id:
        Party.objects.standing().filter(
            service_request=target, user_id=row.reporter_id, role=Role.AFFECTED
        ).update(ended_at=timezone.now(), why_ended="undo")
    ServiceRequest.objects.filter(pk=target.pk).update(
        affected_count=F("affected_count") - row.affected_count
    )
