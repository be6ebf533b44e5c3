"""What grows: the board, one of them with its papers, who may take which step."""

from dataclasses import dataclass, field

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.access import is_official
from communities.history import Event
from communities.models import Area, Level
from organizations.access import keeps_place
from organizations.cultivation_workflow import (
    COMMUNITY,
    ITSELF,
    ROAD,
    STREET,
    CultivationStep,
    Stage,
    papers_for,
    steps_ahead,
)
from organizations.models import Cultivation, CultivationSupport, HubMembership, Organization
from organizations.models.cultivations import CultivationQuerySet
from organizations.queries.organizations import has_register
from organizations.queries.past import past_of
from organizations.queries.places import places_for

SHOWN = 100
UNDER_WAY = "under_way"
_FIRST = (Stage.HANDED_IN, Stage.TEAM, Stage.IDEA, Stage.FILED, Stage.REGISTERED, Stage.STOPPED)
"""What waits for somebody stands above what is done."""


@dataclass(frozen=True)
class Filters:
    q: str = ""
    stage: str = UNDER_WAY


@dataclass(frozen=True)
class CultivationBoard:
    rows: list[Cultivation]
    counts: dict[str, int]
    may_start: bool
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class PaperLine:
    label: str
    seen: object = None
    """The row that says who saw it, or nothing."""


@dataclass(frozen=True)
class CultivationPage:
    cultivation: Cultivation
    step: int
    """How far along the road of four."""
    papers: list[PaperLine]
    shown_before: list[PaperLine]
    supports: list[CultivationSupport]
    """What it was given, the last first; struck out ones, too."""
    worth: int
    """Of those that stand, in yuan."""
    history: list[Event]


def board(viewer: Viewer, filters: Filters) -> CultivationBoard:
    if not has_register(viewer):
        raise Http404
    seen = Cultivation.objects.visible_to(viewer)
    counts = dict(seen.values_list("stage").annotate(n=Count("pk")).order_by())
    found = seen
    if filters.stage == UNDER_WAY:
        found = found.under_way()
    elif filters.stage:
        found = found.filter(stage=filters.stage)
    if text := filters.q.strip():
        found = found.filter(Q(name__icontains=text) | Q(purpose__icontains=text))
    ranks = [When(stage=stage, then=Value(n)) for n, stage in enumerate(_FIRST)]
    rank = Case(*ranks, output_field=IntegerField())
    rows = _whole(found).alias(rank=rank).order_by("rank", "-moved_on", "pk")[:SHOWN]
    return CultivationBoard(list(rows), counts, places(viewer).exists(), filters)


def get_cultivation(viewer: Viewer, pk: int) -> Cultivation:
    if not has_register(viewer):
        raise Http404
    given = Prefetch("supports", CultivationSupport.objects.select_related("given_by"))
    rows = _whole(Cultivation.objects.visible_to(viewer)).prefetch_related(given)
    return get_object_or_404(rows, pk=pk)


def cultivation_page(viewer: Viewer, cultivation: Cultivation) -> CultivationPage:
    seen = {row.kind: row for row in cultivation.papers.select_related("seen_by")}
    wanted = [
        paper
        for step in steps_ahead(cultivation.stage)
        for paper in papers_for(step, cultivation.is_introduced)
    ]
    before = [row for kind, row in seen.items() if kind not in wanted]
    supports = list(cultivation.supports.all())
    works_on_it = keeps_place(viewer, cultivation.community) or _speaks_for(viewer, cultivation)
    return CultivationPage(
        cultivation=cultivation,
        step=_step(cultivation.stage),
        papers=[PaperLine(str(paper.label), seen.get(paper)) for paper in wanted],
        shown_before=[PaperLine(str(row.get_kind_display()), row) for row in before],
        supports=supports,
        worth=sum(row.worth or 0 for row in supports if row.stands),
        history=past_of(viewer, cultivation, cultivation.community_id) if works_on_it else [],
    )


def may(viewer: Viewer, cultivation: Cultivation, step: CultivationStep) -> bool:
    """As the table says: who, and from where."""
    if cultivation.stage not in step.sources:
        return False
    keeps = keeps_place(viewer, cultivation.community)
    official = is_official(viewer)
    return (
        (COMMUNITY in step.by and keeps and not official)
        or (STREET in step.by and keeps and official)
        or (ITSELF in step.by and _speaks_for(viewer, cultivation))
    )


def sees_papers(viewer: Viewer, cultivation: Cultivation) -> bool:
    steps = steps_ahead(cultivation.stage)
    return bool(steps) and keeps_place(viewer, cultivation.community)


def may_support(viewer: Viewer, cultivation: Cultivation) -> bool:
    """Who keeps the place, and the hub that leads it."""
    leads = cultivation.hub_id is not None and cultivation.hub_id in viewer.organization_ids
    here = leads or keeps_place(viewer, cultivation.community)
    return cultivation.stage != Stage.STOPPED and here and not viewer.sleeping


def may_strike(viewer: Viewer, cultivation: Cultivation) -> bool:
    kept = keeps_place(viewer, cultivation.community)
    return kept and any(row.stands for row in cultivation.supports.all())


def to_strike(cultivation: Cultivation) -> "QuerySet[CultivationSupport]":
    return cultivation.supports.standing()


def givers(viewer: Viewer) -> "QuerySet[Organization]":
    """A manager gives for his own."""
    rows = Organization.objects.active().at_desk_of(viewer)
    return rows.order_by("name_key", "pk")


def places(viewer: Viewer) -> "QuerySet[Area]":
    return places_for(viewer).filter(level=Level.COMMUNITY)


def hubs(viewer: Viewer) -> "QuerySet[Organization]":
    return Organization.objects.active().filter(is_hub=True).order_by("name_key", "pk")


def _speaks_for(viewer: Viewer, cultivation: Cultivation) -> bool:
    """Its own manager, the hub that leads it, the hub it is a member of."""
    own = set(viewer.organization_ids)
    if {cultivation.organization_id, cultivation.hub_id} & own:
        return True
    if not own or cultivation.organization_id is None:
        return False
    members = HubMembership.objects.of_hubs(own)
    return members.filter(member=cultivation.organization_id).exists()


def _step(stage: str) -> int:
    here = Stage.TEAM if stage == Stage.HANDED_IN else stage
    return [str(one) for one in ROAD].index(here) + 1 if here in ROAD else 0


def _whole(rows: CultivationQuerySet) -> CultivationQuerySet:
    return rows.select_related("community", "organization", "hub")
