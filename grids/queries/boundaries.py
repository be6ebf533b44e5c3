"""Borders as they are drawn today, and maps made of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area, Building, Level
from core.memo import once
from grids.access import is_grid_of, runs_community
from grids.geometry import Ring, label_point
from grids.map import Map, Projection, draw_map
from grids.models import GridBoundary
from grids.redrawing import Redrawing, plan_redrawing

ABOVE_COMMUNITIES = frozenset({Level.CITY, Level.DISTRICT, Level.STREET})


@once
def rings_in(community: Area) -> dict[Area, Ring]:
    """Every drawn area of the community, itself included, in the order of the tree."""
    rows = (
        GridBoundary.objects.on()
        .filter(community=community, area__is_active=True)
        .select_related("area")
        .order_by("area__position", "area")
    )
    return {row.area: row.ring for row in rows}


def rings_of(areas: Iterable[Area]) -> dict[Area, Ring]:
    """Those of these areas that are drawn; of any communities."""
    rows = GridBoundary.objects.on().filter(area__in=list(areas)).select_related("area")
    return {row.area: row.ring for row in rows.order_by("area__path")}


def grounds_of(areas: Iterable[Area]) -> dict[Area, list[Ring]]:
    """As rings_of; what has no border of its own is drawn by those of its communities.

    One statement, however many places there are.
    """
    wanted = list(areas)
    inside = Q()
    for area in wanted:
        if area.level in ABOVE_COMMUNITIES:
            inside |= Q(area__path__startswith=area.path)
    drawn = Q(area__in=wanted)
    if inside:
        drawn |= inside & Q(area__level=Level.COMMUNITY, area__is_active=True)
    rows = list(GridBoundary.objects.on().filter(drawn).select_related("area"))
    own = {row.area_id: row.ring for row in rows}
    communities = sorted(
        (row for row in rows if row.area.level == Level.COMMUNITY), key=lambda row: row.area.path
    )

    def pieces_of(area: Area) -> list[Ring]:
        if area.pk in own:
            return [own[area.pk]]
        return [row.ring for row in communities if row.area.path.startswith(area.path)]

    found = {area: pieces_of(area) for area in wanted}
    return {area: pieces for area, pieces in found.items() if pieces}


def grid_map(
    community: Area,
    values: Mapping[int, int],
    *,
    title: str,
    unit: str,
    description: str = "",
    least: int | None = None,
    urls: Mapping[int, str] | None = None,
) -> Map | None:
    """The community's grids coloured by any measure: for this room and every room above."""
    limit = settings.MAP_LEAST if least is None else least
    rings = rings_in(community)
    outline = rings.get(community)
    grids = {area: ring for area, ring in rings.items() if area.level == Level.GRID}
    return draw_map(
        grids,
        values,
        title=title,
        description=description or describe(grids, values, unit=unit, least=limit),
        unit=unit,
        least=limit,
        outline=outline,
        urls=urls,
    )


def describe(grids: Iterable[Area], values: Mapping[int, int], *, unit: str, least: int) -> str:
    """The finding in one sentence; what the map does not tell, the sentence does not either."""
    told = sorted(
        (values[area.pk], area.title) for area in grids if values.get(area.pk, -1) >= least
    )
    if not told:
        return _("还没有数")
    (low, lowest), (high, highest) = told[0], told[-1]
    if len(told) == 1:
        return _("只有%(place)s有数，%(n)s %(unit)s") % {
            "place": highest,
            "n": f"{high:,}",
            "unit": unit,
        }
    if low == high:
        return _("各处都是 %(n)d %(unit)s") % {"n": high, "unit": unit}
    if unit == "%":
        return _("%(most)s最高，%(high)d%%；%(least)s最低，%(low)d%%") % {
            "most": highest,
            "high": high,
            "least": lowest,
            "low": low,
        }
    return _("%(most)s最多，%(high)s %(unit)s；%(least)s最少，%(low)s %(unit)s") % {
        "most": highest,
        "high": f"{high:,}",
        "least": lowest,
        "low": f"{low:,}",
        "unit": unit,
    }


def get_drawable(viewer: Viewer, pk: int) -> Area:
    """A grid, a micro-grid or the community itself, for who may move its border."""
    mine = Q(runs_community(viewer))
    area = (
        Area.objects.filter(mine, is_active=True)
        .filter(is_grid_of(viewer) | Q(level=Level.COMMUNITY))
        .select_related("community", "parent")
        .filter(pk=pk)
        .first()
    )
    if area is None:
        raise Http404
    return area


@dataclass(frozen=True)
class Drawable:
    """A community, and the areas in it whose borders a file may name."""

    pk: int
    community: Area
    drawable: list[Area]


def drawable_in(community: Area) -> Drawable:
    inside = Area.objects.under(community).filter(is_active=True).order_by("path")
    return Drawable(community.pk, community, list(inside))


def plan_for(area: Area, ring: Ring) -> Redrawing:
    return plan_redrawing(area.community or area, {area.pk: ring})


def map_around(
    area: Area, rings: Mapping[Area, Ring], *, urls: Mapping[int, str] | None = None
) -> Map | None:
    """Where a grid lies among its neighbours: itself dark, the others light."""
    community = area.community or area
    shown = {a: ring for a, ring in rings.items() if a.level == area.level}
    if area not in shown:
        return None
    return draw_map(
        shown,
        {a.pk: int(a == area) for a in shown},
        title=_("%(grid)s在哪里") % {"grid": area.title},
        description="",
        unit="",
        outline=rings.get(community),
        urls=urls,
    )


DRAWING_BOARD = 640


@dataclass(frozen=True)
class Sketch:
    """The drawing board: what is around, what was, what is drawn; for the page and its script."""

    projection: Projection
    around: list[tuple[str, str, float, float]]
    """Neighbours: label, points, and where the label stands."""
    outline: str
    before: str
    ring: str
    buildings: list[tuple[str, float, float]]
    """Every building as a dot; those of the area itself by name."""
    corners: str
    """Corners of the neighbours in degrees, for snapping."""


def sketch(area: Area, ring: Ring | None, *, before: Ring | None) -> Sketch | None:
    community = area.community or area
    rings = rings_in(community)
    outline = None if area == community else rings.get(community)
    same = {a: r for a, r in rings.items() if a.level == area.level and a != area}
    spots = [
        (
            building.name if building.grid_id == area.pk else "",
            (float(building.longitude), float(building.latitude)),
        )
        for building in Building.objects.filter(
            community=community, longitude__isnull=False, latitude__isnull=False
        ).order_by("pk")
        if building.longitude is not None and building.latitude is not None
    ]
    shapes = [r for r in (ring, before, outline, *same.values()) if r]
    points = tuple(spot for _name, spot in spots)
    if not shapes and len(points) < 2:
        return None
    projection = Projection.around([*shapes, *([points] if points else [])], width=DRAWING_BOARD)
    return Sketch(
        projection=projection,
        around=[
            (a.title, projection.points(r), *projection.place(label_point(r)))
            for a, r in same.items()
        ],
        outline=projection.points(outline) if outline else "",
        before=projection.points(before) if before else "",
        ring=projection.points(ring) if ring else "",
        buildings=[(name, *projection.place(spot)) for name, spot in spots],
        corners=" ".join(
            f"{x},{y}" for r in (*same.values(), *([outline] if outline else [])) for x, y in r
        ),
    )


def ring_of(area: Area) -> Ring | None:
    row = GridBoundary.objects.on().filter(area=area).first()
    return row.ring if row is not None else None


def earlier_borders(viewer: Viewer, area: Area) -> list[GridBoundary]:
    rows = GridBoundary.objects.visible_to(viewer).filter(area=area).select_related("drawn_by")
    found = list(rows.order_by("-valid_from", "-pk")[:10])
    for row in found:
        if row.drawn_by is not None:
            row.drawn_by.name.disclose()
    return found
