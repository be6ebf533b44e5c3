"""Where a request stands, for whom it is: the five seals with their days, what was said to and
fro, how often he may still urge; and for a neighbour whom it touches as well, a page of his own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from requests import public_words, saying
from requests.duties import duties_of
from requests.models import Party, RequestEvent, ServiceRequest
from requests.models.parties import Role
from requests.models.service_requests import ServiceRequestQuerySet
from requests.opening import open_for
from requests.workflow import STAGE_OF, Duty, Stage, Status, Step, steps_from

TALK = ("ask", "answer", "message", "reply")
"""What is said between the two; the rest is what happened."""
FROM_HIM = frozenset({"answer", "reply"})
SHOWN = 50


@dataclass(frozen=True)
class Word:
    mine: bool
    text: str
    at: datetime


@dataclass(frozen=True)
class Tracked:
    """A public matter, for somebody it touches as well."""

    public_id: UUID
    what: str
    where: str
    text: str
    """What a person of the desk released; empty if nothing yet."""
    now: str
    step: int
    is_open: bool
    since: datetime
    affected: int
    promise: dict[str, Any] | None


@dataclass(frozen=True)
class TrackedPage:
    tracked: Tracked
    five: list[dict[str, str]]
    timeline: list[dict[str, Any]]
    steps: list[Step]
    row: ServiceRequest


def five(row: ServiceRequest, events: Iterable[RequestEvent], now: str) -> list[dict[str, str]]:
    """The seals, each with the day on which its stage was first reached this time round."""
    reached: dict[str, datetime] = {}
    for event in sorted(events, key=lambda event: event.pk):
        if event.epoch == row.epoch or event.step == "submit":
            reached.setdefault(STAGE_OF[Status(event.to_status)], event.at)
    going = saying.step_number(row)
    names = (_("收到"), _("分办"), _("办理"), _("办结"), _("评价"))
    return [
        {
            "seal": str(stage.label),
            "name": now if number == going else name,
            "state": "done" if number < going else "now" if number == going else "todo",
            "note": _day(reached.get(stage)) if number <= going else "",
        }
        for number, (stage, name) in enumerate(zip(Stage, names, strict=True), 1)
    ]


def talk(events: Iterable[RequestEvent]) -> list[Word]:
    """Oldest first, as one reads a conversation."""
    said = [event for event in events if event.step in TALK and event.note]
    return [
        Word(event.step in FROM_HIM, event.note, event.at)
        for event in sorted(said, key=lambda event: event.pk)
    ]


def my_affected(viewer: Viewer) -> list[Tracked]:
    """Matters of others that he said touch him as well."""
    rows = _affected(viewer).order_by("-created_at", "-pk")[:SHOWN]
    return [tracked(row) for row in rows]


def get_affected(viewer: Viewer, public_id: UUID) -> ServiceRequest:
    row = _affected(viewer).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def tracked_page(viewer: Viewer, row: ServiceRequest) -> TrackedPage:
    events = list(RequestEvent.objects.filter(service_request=row, is_public=True))
    return TrackedPage(
        tracked(row),
        five(row, events, saying.now_word(row)),
        neutral_timeline(events, answered=_contested(viewer, row, events)),
        steps_from(row.status, Duty.AFFECTED) if Duty.AFFECTED in duties_of(viewer, row) else [],
        row,
    )


def neutral_timeline(
    events: Iterable[RequestEvent], *, answered: bool = False
) -> list[dict[str, Any]]:
    """Without anybody's words but those released for all, and the answer to who contested."""
    readable = {"release", "explain"} if answered else {"release"}
    return [
        {
            "text": str(public_words.LINES[event.step]),
            "note": event.note if event.step in readable else "",
            "at": event.at,
            "when": saying.when(event.at),
        }
        for event in sorted(events, key=lambda event: -event.pk)
        if event.step in public_words.LINES
    ]


def _contested(viewer: Viewer, row: ServiceRequest, events: Iterable[RequestEvent]) -> bool:
    return any(
        event.step == "contest" and event.actor_id == viewer.user_id and event.epoch == row.epoch
        for event in events
    )


def tracked(row: ServiceRequest) -> Tracked:
    return Tracked(
        public_id=row.public_id,
        what=public_words.what(row),
        where=public_words.where(row),
        text=row.public_text,
        now=public_words.now(row),
        step=saying.step_number(row),
        is_open=row.is_open,
        since=row.created_at,
        affected=row.affected_count,
        promise=saying.promise(row, to_himself=True),
    )


def _affected(viewer: Viewer) -> ServiceRequestQuerySet:
    if viewer.user_id is None or viewer.is_staff:
        return ServiceRequest.objects.none()
    open_for(viewer)
    own = Party.objects.standing().of_user(viewer).filter(role=Role.AFFECTED)
    return (
        ServiceRequest.objects.filter(pk__in=own.values("service_request"))
        .exclude(reporter_id=viewer.user_id)
        .select_related("item", "grid", "community", "building__estate", "sla")
    )


def _day(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return formats.date_format(timezone.localtime(moment), "MONTH_DAY_FORMAT")
