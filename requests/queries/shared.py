"""A matter many said touches them: each follows it, and reads nothing of what another wrote."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from accounts.viewer import Viewer
from requests import saying
from requests.models import Party, RequestEvent, ServiceRequest
from requests.models.parties import Role
from requests.models.service_requests import ServiceRequestQuerySet
from requests.opening import open_for
from requests.queries.mine import Card, card
from requests.words import what_of

SHOWN = 20


@dataclass(frozen=True)
class Shared:
    card: Card
    what: str
    where: str
    timeline: list[dict[str, Any]]


def what_touches(viewer: Viewer) -> list[Shared]:
    """Those he joined, or whose twin he had brought; the newest first. Beside the list of his
    own, for which the walls were opened already."""
    if viewer.user_id is None or viewer.is_staff:
        return []
    rows = _mine(viewer).order_by("-created_at", "-pk")
    return [Shared(card(row), _words(row), _place(row), []) for row in rows[:SHOWN]]


def get_shared(viewer: Viewer, public_id: UUID) -> ServiceRequest:
    open_for(viewer)
    row = _mine(viewer).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def page_of(row: ServiceRequest) -> Shared:
    """What happened, without the words: those were said to whoever asked first."""
    events = RequestEvent.objects.filter(service_request=row, is_public=True).order_by("-id")
    lines = [
        {
            "text": saying.line(event),
            "note": "",
            "at": event.at,
            "when": saying.when(timezone.localtime(event.at)),
        }
        for event in events
    ]
    return Shared(card(row), _words(row), _place(row), lines)


def _mine(viewer: Viewer) -> ServiceRequestQuerySet:
    if viewer.user_id is None or viewer.is_staff:
        return ServiceRequest.objects.none()
    own = Party.objects.standing().of_user(viewer).filter(role=Role.AFFECTED)
    return ServiceRequest.objects.filter(pk__in=own.values("service_request")).select_related(
        "item", "grid", "community"
    )


def _words(row: ServiceRequest) -> str:
    return str(row.public_text) or what_of(row)


def _place(row: ServiceRequest) -> str:
    return row.grid.title if row.grid else str(row.community)
