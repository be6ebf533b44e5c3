"""The board: what is asked for, and who could do it."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area
from organizations.access import keeps_place, keeps_register
from organizations.demand_workflow import DemandStatus
from organizations.history import book_of
from organizations.models import (
    Demand,
    Interest,
    MatchMeeting,
    MatchTalk,
    OfferedService,
    Organization,
    ServiceDomain,
)
from organizations.models.demands import DemandQuerySet
from organizations.queries.organizations import has_register
from organizations.queries.past import past_of
from organizations.queries.places import places_for

SHOWN, PROVIDERS = 100, 12


@dataclass(frozen=True)
class Filters:
    q: str = ""
    domain: int | None = None
    status: str = DemandStatus.OPEN


@dataclass(frozen=True)
class DemandBoard:
    rows: list[Demand]
    may_publish: bool
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class DemandPage:
    demand: Demand
    interests: list[Interest]
    talks: list[MatchTalk]
    meetings: list[MatchMeeting]
    """Ahead, at which it is talked over."""
    providers: list[OfferedService]
    """Who offers something of this field and works there: to be called, if nobody answers."""
    history: list[Event]


def board(viewer: Viewer, filters: Filters) -> DemandBoard:
    """Newest first. Published is published: every organisation and every place reads all of it."""
    if not has_register(viewer):
        raise Http404
    found = Demand.objects.visible_to(viewer).filter(status=filters.status)
    if filters.domain:
        found = found.filter(domain_id=filters.domain)
    if text := filters.q.strip():
        found = found.filter(Q(title__icontains=text) | Q(details__icontains=text))
    rows = _whole(found.with_interest()).order_by("-published_on", "-pk")
    return DemandBoard(list(rows[:SHOWN]), keeps_register(viewer), filters)


def get_demand(viewer: Viewer, pk: int) -> Demand:
    if not has_register(viewer):
        raise Http404
    return get_object_or_404(_whole(Demand.objects.visible_to(viewer).with_interest()), pk=pk)


def demand_page(viewer: Viewer, demand: Demand) -> DemandPage:
    kept = keeps_place(viewer, demand.area)
    return DemandPage(
        demand=demand,
        interests=list(demand.interests.select_related("organization")),
        talks=list(demand.talks.select_related("organization", "meeting")),
        meetings=_to_be_talked_over(demand),
        providers=list(providers_for(demand)[:PROVIDERS]) if demand.is_open else [],
        history=past_of(viewer, demand, book_of(demand.area)) if kept else [],
    )


def providers_for(demand: Demand) -> "QuerySet[OfferedService]":
    """Of this field, offered now, by somebody who says that he works there."""
    serving = Organization.objects.active().serving(demand.area).values("pk")
    rows = OfferedService.objects.offered().filter(
        domain_id=demand.domain_id, organization__in=serving
    )
    return rows.select_related("organization").order_by("organization__name_key", "pk")


def keeps(viewer: Viewer, demand: Demand) -> bool:
    return demand.is_open and keeps_place(viewer, demand.area)


def has_answers(viewer: Viewer, demand: Demand) -> bool:
    """Of one that `get_demand` has found."""
    return keeps(viewer, demand) and bool(demand.offers)  # type: ignore[attr-defined]


def may_offer(viewer: Viewer, demand: Demand) -> bool:
    return demand.is_open and still_silent(viewer, demand).exists()


def still_silent(viewer: Viewer, demand: Demand) -> "QuerySet[Organization]":
    """Of the viewer's own, those that have not answered this demand."""
    return offering_units(viewer).exclude(interests__demand=demand)


def may_take_back(viewer: Viewer, demand: Demand) -> bool:
    return demand.is_open and answered_by(viewer, demand).exists()


def answered_by(viewer: Viewer, demand: Demand) -> "QuerySet[Organization]":
    """Of the viewer's own, those that have."""
    rows = Organization.objects.filter(pk__in=viewer.organization_ids, interests__demand=demand)
    return rows.order_by("name_key", "pk")


def offering_units(viewer: Viewer) -> "QuerySet[Organization]":
    rows = Organization.objects.active().filter(pk__in=viewer.organization_ids)
    return rows.order_by("name_key", "pk")


def places(viewer: Viewer) -> "QuerySet[Area]":
    return places_for(viewer) if keeps_register(viewer) else Area.objects.none()


def domains() -> "QuerySet[ServiceDomain]":
    return ServiceDomain.objects.filter(is_active=True).order_by("position", "pk")


def _to_be_talked_over(demand: Demand) -> list[MatchMeeting]:
    """Nothing any more, once it is settled."""
    if not demand.is_open:
        return []
    return list(demand.meetings.ahead().order_by("held_on", "pk")[:PROVIDERS])


def _whole(rows: DemandQuerySet) -> DemandQuerySet:
    return rows.select_related("area", "domain")
