"""Borders as they are drawn today, and maps made of them."""

from collections.abc import Mapping

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area, Level
from grids.access import is_grid_of, runs_community
from grids.geometry import Ring
from grids.map import Map, draw_map
from grids.models import GridBoundary


def rings_in(community: Area) -> dict[Area, Ring]:
    """Every drawn area of the community, itself included, in the order of the tree."""
    rows = (
        GridBoundary.objects.on()
        .filter(community=community, area__is_active=True)
        .select_related("area")
        .order_by("area__position", "area")
    )
    return {row.area: row.ring for row in rows}


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
    rings = rings_in(community)
    outline = rings.pop(community, None)
    grids = {area: ring for area, ring in rings.items() if area.level == Level.GRID}
    return draw_map(
        grids,
        values,
        title=title,
        description=description or describe(grids, values, unit=unit),
        unit=unit,
        least=settings.MAP_LEAST if least is None else least,
        outline=outline,
        urls=urls,
    )


def describe(grids: Mapping[Area, Ring], values: Mapping[int, int], *, unit: str) -> str:
    """The finding in one sentence: where most is, where least."""
    told = sorted((values[area.pk], area.title) for area in grids if area.pk in values)
    if not told:
        return _("还没有数")
    (low, lowest), (high, highest) = told[0], told[-1]
    if low == high:
        return _("各网格都是 %(n)d %(unit)s") % {"n": high, "unit": unit}
    return _("%(most)s最多，%(high)d %(unit)s；%(least)s最少，%(low)d %(unit)s") % {
        "most": highest,
        "high": high,
        "least": lowest,
        "low": low,
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
