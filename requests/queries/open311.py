"""What Open311 may tell: what the public board tells, as coarsely, and to its reporter his own.

The words, the photos, the door and the exact point of whoever brought it are not even read here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.http import Http404

from accounts.viewer import Viewer
from communities.models import Area, Building, Level
from communities.queries.place import open_communities
from core import scope
from grids.geometry import Point, Ring, contains, label_point
from grids.queries.boundaries import rings_of
from requests import public_words
from requests.models import MenuItem, MenuQuestion, RequestEvent, ServiceRequest
from requests.opening import open_for
from requests.queries.public_board import SEALED, public_matters
from requests.workflow import CLOSED, OPEN

COLUMNS = (
    "pk", "public_id", "status", "public_text", "created_at", "due_at", "closed_at", "kind",
    "item__code", "item__name", "item__name_en", "grid__name", "grid__name_en", "grid__path",
    "community__name", "community__name_en", "community__path", "building__estate__name",
    "grid__level", "community__level", "grid__community", "community__community",
)  # fmt: skip

OF_ITS_REPORTER = ("reporter_id", "resident_id", "title", "body")
"""Read only where somebody came with a key."""


@dataclass(frozen=True)
class Told:
    """One request, as far as this caller may know it."""

    row: ServiceRequest
    own: bool
    changed_at: Any
    centre: Point | None
    lines: list[RequestEvent] = field(default_factory=list)


@dataclass(frozen=True)
class Ground:
    """The communities one jurisdiction means."""

    communities: list[Area]

    @property
    def ids(self) -> list[int]:
        return [area.pk for area in self.communities]


def ground(code: str) -> Ground:
    """All open communities, or those under the area with this code."""
    open_here = [profile.area for profile in open_communities()]
    if not code:
        return Ground(open_here)
    area = Area.objects.filter(code=code, is_active=True).first()
    inside = [one for one in open_here if area and one.path.startswith(area.path)]
    if not inside:
        raise Http404
    return Ground(inside)


def services(where: Ground) -> "QuerySet[MenuItem]":
    """Public matters that can be reported; a place's own only where it is asked for."""
    return (
        MenuItem.objects.filter(Q(community__isnull=True) | Q(community__in=where.ids))
        .filter(is_active=True, is_public=True, category__is_active=True)
        .exclude(answer=MenuItem.Answer.ELSEWHERE)
        .exclude(kind__in=SEALED)
        .select_related("category")
        .prefetch_related("questions")
        .order_by("category__position", "position", "pk")
    )


def questions(item: MenuItem) -> list[MenuQuestion]:
    """Those that can be answered in a form; a photo cannot."""
    return [one for one in item.questions.all() if one.kind != MenuQuestion.Kind.PHOTO]


def told(where: Ground, asked: Any, viewer: Viewer) -> list[Told]:
    """By the query; a caller with a key finds his own among them, and by number all of his."""
    with scope.entered(where.ids, user_id=viewer.user_id):
        rows = (
            _by_number(where, asked, viewer) if asked.ids is not None else public_matters(where.ids)
        )
        if asked.ids is None:
            rows = _narrowed(rows, where, asked)
        whose = OF_ITS_REPORTER if viewer.user_id is not None else ()
        found = list(
            rows.select_related("item", "grid", "community", "building__estate")
            .only(*COLUMNS, *whose)
            .order_by("-created_at", "-pk")[asked.first : asked.first + asked.size]
        )
        return _with_places(found, viewer, lines=asked.extended)


def updates(where: Ground, start: Any, end: Any, first: int, size: int) -> list[RequestEvent]:
    """What happened to public matters as the board tells it, in the order in which it happened."""
    with scope.entered(where.ids):
        rows = RequestEvent.objects.filter(
            service_request__in=public_matters(where.ids),
            is_public=True,
            step__in=public_words.LINES,
            at__gte=start,
            at__lte=end,
        )
        return list(rows.select_related("service_request").order_by("id")[first : first + size])


def is_there(where: Ground, number: Any, viewer: Viewer) -> bool:
    with scope.entered(where.ids, user_id=viewer.user_id):
        return ServiceRequest.objects.filter(
            Q(pk__in=public_matters(where.ids).values("pk")) | _own(viewer), public_id=number
        ).exists()


def place_of_point(where: Ground, point: Point) -> tuple[Area, Area | None] | None:
    """The community, and the grid, whose border holds the point."""
    inside = Area.objects.filter(
        community__in=where.ids, level__in=[Level.COMMUNITY, Level.GRID], is_active=True
    ).select_related("community")
    hit = [area for area, ring in rings_of(inside).items() if contains(ring, point)]
    grids = [area for area in hit if area.level == Level.GRID]
    for area in (*grids, *hit):
        community = next(one for one in where.communities if one.pk == area.community_id)
        return community, area if area.level == Level.GRID else None
    return None


def building_numbered(where: Ground, text: str) -> Building | None:
    """address_id is a building's number in the register: a place, not a door."""
    if not text.isdecimal() or len(text) > 15:
        return None
    rows = Building.objects.select_related("estate", "grid", "community")
    return rows.filter(pk=int(text), community__in=where.ids).first()


def _own(viewer: Viewer) -> Q:
    if viewer.user_id is None or viewer.sleeping:
        return Q(pk__in=[])
    if viewer.is_staff:
        return Q(entered_by_id=viewer.user_id, community__in=viewer.community_ids)
    speaks_for = viewer.resident_ids | viewer.acts_for
    return Q(reporter_id=viewer.user_id) | Q(resident_id__in=speaks_for, is_confidential=False)


def _by_number(where: Ground, asked: Any, viewer: Viewer) -> "QuerySet[ServiceRequest]":
    open_for(viewer)
    rule = Q(pk__in=public_matters(where.ids).values("pk")) | _own(viewer)
    return ServiceRequest.objects.filter(rule, public_id__in=asked.ids)


def _narrowed(
    rows: "QuerySet[ServiceRequest]", where: Ground, asked: Any
) -> "QuerySet[ServiceRequest]":
    rows = rows.filter(created_at__gte=asked.start, created_at__lte=asked.end)
    if asked.codes:
        rows = rows.filter(item__code__in=asked.codes)
    if asked.statuses != {"open", "closed"}:
        rows = rows.filter(status__in=OPEN if "open" in asked.statuses else CLOSED)
    if asked.box is not None:
        areas = Area.objects.filter(community__in=where.ids, level=Level.GRID)
        inside = [
            area.pk
            for area, centre in centres([*areas, *where.communities]).items()
            if asked.box.holds(centre)
        ]
        rows = rows.filter(Q(grid__in=inside) | Q(grid__isnull=True, community__in=inside))
    return rows


def centres(areas: Iterable[Area]) -> dict[Area, Point]:
    """As exact as an answer gets: one point for the whole grid, or the whole community."""
    rings: dict[Area, Ring] = rings_of(set(areas))
    return {area: label_point(ring) for area, ring in rings.items()}


def _with_places(found: list[ServiceRequest], viewer: Viewer, *, lines: bool) -> list[Told]:
    """Times, places and lines of all of them in three statements."""
    keys = [row.pk for row in found]
    said = RequestEvent.objects.filter(service_request__in=keys, is_public=True)
    changed = dict(
        said.order_by()
        .values_list("service_request")
        .annotate(Max("at"))
        .values_list("service_request", "at__max")
    )
    by_row: dict[int, list[RequestEvent]] = {}
    for event in said.order_by("id") if lines else ():
        by_row.setdefault(event.service_request_id, []).append(event)
    points = centres(area for row in found for area in (row.grid, row.community) if area)
    speaks_for = viewer.resident_ids | viewer.acts_for
    return [
        Told(
            row=row,
            own=viewer.user_id is not None
            and not viewer.is_staff
            and (row.reporter_id == viewer.user_id or row.resident_id in speaks_for),
            changed_at=changed.get(row.pk, row.created_at),
            centre=points.get(row.grid) if row.grid else points.get(row.community),
            lines=by_row.get(row.pk, []),
        )
        for row in found
    ]
