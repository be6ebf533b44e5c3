"""The one way a request changes: along a line of the table, and it is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core import outbox, tally
from core.exceptions import DomainError
from core.models import TallyDelta
from core.subscriptions import Payload
from core.together import Part, changed, draw, insert, saved
from requests.actions import counting, ticking
from requests.duties import NOTHING_YET, Known, duties_of
from requests.models import Offer, RequestEvent, ServiceRequest
from requests.workflow import CLOSED, Duty, Status, Step, by_name

GRADES = frozenset({"rate", "rate_low", "confirm", "confirm_low"})
HELPS = "add_helper"
SAME = timedelta(minutes=10)
"""Within these the same again from the same hand is the same: the answer to it got lost."""
ASKED_IN = (Status.POOLED, Status.IN_PROGRESS)
"""Where an offer may wait: for whoever takes it, or for who stands in."""


@dataclass(frozen=True)
class Moved:
    """What a move leaves for the action that asked for it."""

    service_request: ServiceRequest
    event: RequestEvent


def lock(service_request: ServiceRequest) -> ServiceRequest:
    return (
        ServiceRequest.objects.select_for_update(of=("self",), no_key=True)
        .select_related("sla", "community")
        .get(pk=service_request.pk)
    )


@transaction.atomic
def move(
    service_request: ServiceRequest,
    name: str,
    *,
    by: Viewer | None,
    note: str = "",
    data: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    bearer: bool = False,
) -> Moved:
    """Take one step. `by` is None for the clock, and for the bearer of a link. `changes` are
    fields that go with the step."""
    row = lock(service_request)
    return move_on(row, name, by=by, note=note, data=data, changes=changes, bearer=bearer)


def move_on(
    row: ServiceRequest,
    name: str,
    *,
    by: Viewer | None,
    note: str = "",
    data: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    bearer: bool = False,
    beside: Sequence[models.Model] = (),
    duty: Duty | None = None,
) -> Moved:
    """The same for a row that `lock` gave in this very transaction: it is neither locked nor read
    a second time. Rows `beside` the step are written by the same statement; `duty` is what `may`
    said, where it was asked before something else was written."""
    step = by_name(name)
    duty = duty or may(row, name, by=by, nobody=Duty.BEARER if bearer else Duty.CLOCK)
    also = _asked_no_more(row, step)
    before, due, said = row.status, row.due_at, dict(data or {})
    if ended := _apply(row, step, dict(changes or {})):
        said["ended"] = ended
    now, [key] = draw(RequestEvent)
    event = _event(row, step, before, duty, by, note, said)
    event.pk, event.at = key, now
    facts, timers = ticking.followed(row, step, now)
    told = outbox.messages(
        "requests.moved", key=f"requests.event:{key}", payload=_told(row, event, step)
    )
    beginning: list[Sequence[models.Model]] = [
        [event],
        facts,
        timers,
        [_counted(row, step), *counting.restated(row, _of_it(step, said), due, now)],
        told,
        *([one] for one in beside),
    ]
    insert(*beginning, also=[saved(row), *also])
    return Moved(row, event)


def may(
    row: ServiceRequest,
    name: str,
    *,
    by: Viewer | None,
    nobody: Duty = Duty.CLOCK,
    known: Known = NOTHING_YET,
) -> Duty:
    """In which capacity the step may be taken now, or the refusal."""
    step = by_name(name)
    _may_come_now(step, row)
    return _duty(step, row, by, nobody, known)


@dataclass(frozen=True)
class Tick:
    """A step of the clock on a row that is locked: one that goes nowhere and stops no clock."""

    service_request: ServiceRequest
    step: Step
    data: Mapping[str, Any]
    level: int

    @property
    def event(self) -> RequestEvent:
        row = self.service_request
        return _event(row, self.step, row.status, Duty.CLOCK, None, "", dict(self.data))


def tick_all(ticks: Sequence[Tick]) -> None:
    """The same as `move` for each of them, in as many statements as for one. Where a step no longer
    fits the state, it is not taken; what is due now is planned anew for every row."""
    rows = [tick.service_request for tick in ticks]
    before = {row.pk: (row.level, row.due_at) for row in rows}
    taken = [tick for tick in ticks if tick.service_request.status in tick.step.sources]
    for tick in taken:
        tick.service_request.level = tick.level
    events = RequestEvent.objects.bulk_create(tick.event for tick in taken)
    ticking.plan_all(rows)
    restated = [step for row in rows for step in counting.restated(row)]
    changed = [row for row in rows if before[row.pk] != (row.level, row.due_at)]
    if changed:
        ServiceRequest.objects.bulk_update(changed, ["level", "due_at", "counted"])
    tally.add_all([*(_counted(tick.service_request, tick.step) for tick in taken), *restated])
    outbox.publish_all(
        "requests.moved",
        {
            f"requests.event:{event.pk}": _told(tick.service_request, event, tick.step)
            for tick, event in zip(taken, events, strict=True)
        },
    )


def _may_come_now(step: Step, row: ServiceRequest) -> None:
    if row.status not in step.sources:
        raise DomainError(
            _("这件事现在是“{status}”，不能再这样办").format(status=row.get_status_display()),
            code="moved_on",
        )
    if row.kind in step.never_for:
        said = _("{kind}要指定人去查，不请大家来接").format(kind=row.get_kind_display())
        raise DomainError(said, code="never_so")


def _duty(step: Step, row: ServiceRequest, by: Viewer | None, nobody: Duty, known: Known) -> Duty:
    """In which capacity; nobody takes a step that is not his."""
    if by is None:
        if nobody not in step.duties:
            raise DomainError(_("这一步要有人来做"), code="not_allowed")
        return nobody
    own = duties_of(by, row, known, step.duties)
    for duty in Duty:
        if duty in step.duties and duty in own:
            return duty
    raise DomainError(_("这一步不归您做"), code="not_allowed")


def _asked_no_more(row: ServiceRequest, step: Step) -> list[Part]:
    """Nobody waits for what is gone."""
    if step.target is None or row.status not in ASKED_IN or step.target == row.status:
        return []
    waiting = row.offers.filter(answer="")
    return [changed(waiting, answer=Offer.Answer.LAPSED, answered_at=timezone.now())]


def _apply(row: ServiceRequest, step: Step, changes: dict[str, Any]) -> list[int]:
    """Whose parts it ends: they are told, or somebody rings at a door that is no longer his."""
    for name, value in changes.items():
        setattr(row, name, value)
    if step.clocks.restart:
        row.epoch += 1
        row.completed_at, row.closed_at, row.close_kind, row.result = None, None, "", ""
        row.became, row.became_where = "", ""
    if step.target is None:
        return []
    if row.status in CLOSED and step.target not in CLOSED:  # what ended it holds no longer
        row.closed_at, row.close_kind, row.merged_into = None, "", None
    row.status = step.target
    if step.target == Status.COMPLETED:
        row.completed_at = timezone.now()
    if step.target in CLOSED:
        row.closed_at = timezone.now()
    if not step.ends_lead:
        return []
    working = row.parties.standing().working()
    ended = list(working.values_list("pk", flat=True))
    working.update(ended_at=timezone.now(), why_ended=step.name)
    return ended


def _counted(row: ServiceRequest, step: Step) -> TallyDelta:
    dims = {"grid": row.grid_id, "kind": row.kind, "item": row.item_id, "epoch": row.epoch}
    return tally.step(f"requests.{step.name}", row.community_id, dims=dims)


def _of_it(step: Step, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the figures take from an event: of a grade all that was said with it, a later word about
    it changes no grade; of everything else the lane. Who helps beside the lead changes it not."""
    if step.name == HELPS:
        return {}
    names = ("grade", "how", "solved") if step.name in GRADES else ("lane",)
    return {name: said.get(name, "") for name in names if name in said or step.name in GRADES}


def _told(row: ServiceRequest, event: RequestEvent, step: Step) -> Payload:
    return {
        "request_id": row.pk,
        "event_id": event.pk,
        "community_id": row.community_id,
        "step": step.name,
        "tells": step.tells,
    }


def _event(
    row: ServiceRequest,
    step: Step,
    before: str,
    duty: Duty,
    by: Viewer | None,
    note: str,
    data: dict[str, Any],
) -> RequestEvent:
    return RequestEvent(
        community_id=row.community_id,
        service_request=row,
        step=step.name,
        duty=duty,
        actor=by.user if by and not (row.is_sealed and duty == Duty.REPORTER) else None,
        from_status=before,
        to_status=row.status,
        epoch=row.epoch,
        note=note.strip(),
        data=data,
        is_public=step.public,
    )
