"""Posts of social workers: the register with what is vacant, one of them, its band for who pays."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.roles import COMMUNITY_SECRETARY
from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area
from core import audit
from organizations.models import (
    Organization,
    PositionHolding,
    SocialWorker,
    Stationing,
    WorkerPosition,
)
from organizations.models.positions import WorkerPositionQuerySet
from organizations.queries.past import past_of
from organizations.queries.social_workers import communities_to_choose, sees_workers

SHOWN = 100


@dataclass(frozen=True)
class PositionBoard:
    rows: list[WorkerPosition]
    closed: list[WorkerPosition]
    places: int
    vacant: int
    may_open: bool


@dataclass(frozen=True)
class PositionPage:
    position: WorkerPosition
    holdings: list[PositionHolding]
    """Who holds it now."""
    band: tuple[str, str] | None
    """For who pays; each look is written down."""
    history: list[Event]


def board(viewer: Viewer) -> PositionBoard:
    if not sees_workers(viewer):
        raise Http404
    seen = _whole(viewer)
    rows = list(seen.standing().order_by("community__path", "organization__name_key", "pk")[:SHOWN])
    closed = seen.filter(closed_on__isnull=False).order_by("-closed_on", "-pk")[:20]
    return PositionBoard(
        rows=rows,
        closed=list(closed),
        places=sum(row.places for row in rows),
        vacant=sum(row.vacant for row in rows),
        may_open=may_open(viewer),
    )


def get_position(viewer: Viewer, pk: int) -> WorkerPosition:
    if not sees_workers(viewer):
        raise Http404
    return get_object_or_404(_whole(viewer), pk=pk)


def position_page(viewer: Viewer, row: WorkerPosition) -> PositionPage:
    pays = _pays(viewer, row)
    if pays:
        audit.read(row, ["band"], viewer.user, _("查看岗位津贴幅度"))
    holdings = list(row.holdings.filter(until__isnull=True).select_related("worker")[:SHOWN])
    for held in holdings:
        held.worker.name.disclose()
    return PositionPage(
        position=row,
        holdings=holdings,
        band=(row.band_low.open(), row.band_high.open()) if pays else None,
        history=past_of(viewer, row, row.community_id) if pays else [],
    )


def may_open(viewer: Viewer) -> bool:
    """Who pays somebody."""
    secretary = viewer.role.code == COMMUNITY_SECRETARY
    return not viewer.sleeping and (secretary or bool(viewer.organization_ids))


def may_change(viewer: Viewer, row: WorkerPosition) -> bool:
    return row.is_standing and _pays(viewer, row)


def may_take(viewer: Viewer, row: WorkerPosition) -> bool:
    return row.vacant > 0 and may_change(viewer, row)


def may_give_up(viewer: Viewer, row: WorkerPosition) -> bool:
    return row.vacant < row.places and may_change(viewer, row)


def may_close(viewer: Viewer, row: WorkerPosition) -> bool:
    return row.vacant == row.places and may_change(viewer, row)


def to_take(row: WorkerPosition) -> "QuerySet[SocialWorker]":
    """Theirs, stationed there, who hold none."""
    there = Stationing.objects.on().filter(community=row.community_id).values("worker_id")
    busy = PositionHolding.objects.filter(until__isnull=True).values("worker_id")
    rows = SocialWorker.objects.active().filter(organization=row.organization_id, pk__in=there)
    rows = rows.exclude(pk__in=busy).select_related("organization", "community")
    return rows.order_by("name_key", "pk")


def to_give_up(row: WorkerPosition) -> "QuerySet[PositionHolding]":
    return row.holdings.filter(until__isnull=True).select_related("worker")


def places(viewer: Viewer) -> "QuerySet[Area]":
    return communities_to_choose(viewer)


def employers(viewer: Viewer) -> "QuerySet[Organization]":
    """A manager opens for his own; the secretary for the community."""
    rows = Organization.objects.active().filter(pk__in=viewer.organization_ids)
    return rows.order_by("name_key", "pk")


# --- inside ---------------------------------------------------------------------------------------
def _whole(viewer: Viewer) -> WorkerPositionQuerySet:
    rows = WorkerPosition.objects.visible_to(viewer).with_holders()
    return rows.select_related("community", "organization")


def _pays(viewer: Viewer, row: WorkerPosition) -> bool:
    """As `manageable_by`, of a post at hand."""
    if viewer.sleeping:
        return False
    if row.organization_id is not None:
        return row.organization_id in viewer.organization_ids
    here = row.community_id in viewer.community_ids
    return viewer.is_staff and viewer.role.code == COMMUNITY_SECRETARY and here
