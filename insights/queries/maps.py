"""One indicator over the places below, on our own map: a place without a number stays grey."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from grids.map import Map, draw_map
from grids.queries.boundaries import describe, grounds_of
from insights import access
from insights.choice import Choice
from insights.indicators import Indicator
from insights.queries.places import Place
from insights.queries.shown import Shown

WIDE = 560
FULL = 100


def area_map(
    viewer: Viewer, place: Place, choice: Choice, one: Indicator, cells: Mapping[int, Shown]
) -> Map | None:
    """By whole numbers: a map is for seeing where, the table beside it for how much."""
    rings = grounds_of(place.parts)
    values = {
        pk: _whole(cell.number, one) for pk, cell in cells.items() if cell.number is not None
    }  # fmt: skip
    unit = str(one.unit.label)
    urls: dict[int, Any] = {
        part.pk: choice.query(area=part.pk) for part in place.parts if access.opens(viewer, part)
    }
    return draw_map(
        rings,
        values,
        title=_("{indicator}，{place}").format(indicator=one.name, place=place.area.title),
        description=describe(rings, values, unit=unit, least=0),
        unit=unit,
        urls=urls,
        width=WIDE,
    )


def _whole(number: float, one: Indicator) -> int:
    """99.5 % is not everything, and 100 would say so."""
    if one.is_share and number < FULL:
        return min(round(number), FULL - 1)
    return round(number)
