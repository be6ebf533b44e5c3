"""What a program may read: what its account asked for, or entered for others, and nothing else."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.viewer import Viewer
from communities.models import Area, Level
from requests.models import RequestEvent, ServiceRequest
from requests.opening import open_for
from requests.queries.place import Place, place_of
from requests.tiers import tier_of
from requests.workflow import CLOSED, OPEN

PAGE = 50


@dataclass(frozen=True)
class Slice:
    results: list[ServiceRequest]
    next: str | None


def orders(viewer: Viewer, *, status: str = "", after: str = "") -> Slice:
    """Newest first, by key: the last page costs what the first does."""
    rows = _own(viewer)
    if status in {"open", "closed"}:
        rows = rows.filter(status__in=OPEN if status == "open" else CLOSED)
    if after.isdecimal() and len(after) < 18:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return Slice(found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else None)


def order(viewer: Viewer, public_id: UUID) -> ServiceRequest:
    row = _own(viewer).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def events(row: ServiceRequest) -> list[RequestEvent]:
    """The lines its reporter reads. The caller has fetched the order in his scope."""
    return list(RequestEvent.objects.filter(service_request=row, is_public=True).order_by("id"))


def place_named(viewer: Viewer, code: str) -> Place:
    """Where an order is for: one's own place, or a community by its code, if one reaches it."""
    own = place_of(viewer)
    if not code:
        if own.community is None:
            raise Http404
        return Place(own.community, own.profile, [] if viewer.is_staff else own.people)
    if not viewer.is_staff and own.community is not None and own.community.code == code:
        return own
    places = Area.objects.filter(level=Level.COMMUNITY, is_active=True, code=code)
    if viewer.is_staff:
        places = places.filter(pk__in=viewer.community_ids)
    community = places.first()
    if community is None:
        raise Http404
    return Place(community, None, [])


def _own(viewer: Viewer) -> "QuerySet[ServiceRequest]":
    rows = ServiceRequest.objects.select_related("item", "community")
    if viewer.user_id is None or viewer.sleeping:
        return rows.none()
    if viewer.is_staff:
        return rows.filter(
            entered_by_id=viewer.user_id,
            community_id__in=viewer.community_ids,
            floor__lte=tier_of(viewer) or 0,
        )
    open_for(viewer)
    rule = Q(reporter_id=viewer.user_id)
    rule |= Q(resident_id__in=viewer.resident_ids | viewer.acts_for, is_confidential=False)
    return rows.filter(rule)
