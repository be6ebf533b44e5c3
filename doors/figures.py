"""The first page of insights: what the registers know, as figures and never as faces.

The counting, and the hiding of small cells, is done where the registers are
(communities.queries.profile); this module puts it into words and onto the map.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from accounts.viewer import Viewer
from communities.models import Area
from communities.queries.profile import (
    AreaRow,
    AreaTable,
    area_table,
    smallest_shown,
)
from core.words import clauses, listed
from grids.map import Map, draw_map
from grids.queries.boundaries import describe, grounds_of
from insights.access import chosen, leads_on, seeing_far
from insights.access import tops as tops_of

COLUMNS = (
    ("households", gettext_lazy("户")),
    ("residents", gettext_lazy("人")),
    ("elders", gettext_lazy("60 岁以上")),
    ("children", gettext_lazy("14 岁以下")),
    ("care_disabled", gettext_lazy("残疾")),
    ("care_hardship", gettext_lazy("困难")),
    ("workers", gettext_lazy("网格员")),
)
ON_THE_MAP = ("residents", "elders", "children", "care_disabled", "care_hardship")


def overview(viewer: Viewer, area_id: str = "", show: str = "") -> dict[str, Any]:
    """One place and what lies under it; without a choice the viewer's own place."""
    with seeing_far(viewer) as viewer:
        tops, area = tops_of(viewer), chosen(viewer, area_id)
        if area is None:
            return {"area": None}
        return _page(viewer, area, tops, show if show in ON_THE_MAP else ON_THE_MAP[0])


def _page(viewer: Viewer, area: Area, tops: list[Area], show: str) -> dict[str, Any]:
    table = area_table(viewer, area)
    if not leads_on(viewer, area):  # a district reads of communities, and of no grid
        table = AreaTable(table.total, [])
    label = dict(COLUMNS)[show]
    return {
        "area": area,
        "crumbs": [
            {"label": above.title, "url": _url(above, show)}
            for above in Area.objects.filter(pk__in=area.ancestor_ids[:-1]).order_by("path")
            if above.path.startswith(tuple(top.path for top in tops))
        ],
        "headline": _headline(table),
        "small": smallest_shown(viewer),
        "heads": [{"label": _("地方")}, *({"label": name, "num": True} for _c, name in COLUMNS)],
        "rows": [_row(viewer, row, show) for row in table.rows],
        "foot": [table.total.area.title, *_cells(table.total)],
        "figures": _figures(table.total),
        "map": _map(viewer, area, table, show),
        "shown": label,
        "per_hundred": show != ON_THE_MAP[0],
        "measures": [
            {"label": dict(COLUMNS)[key], "url": _url(area, key), "current": key == show}
            for key in ON_THE_MAP
        ],
    }


# --- in words ----------------------------------------------------------------------------------


def _headline(table: AreaTable) -> list[str]:
    """What stands out, in words; nothing invented when nothing does."""
    total = table.total
    empty = [row.area.title for row in table.rows if not row.cells["workers"].value]
    said = [
        _("%(area)s登记了 %(households)s 户、%(residents)s 人")
        % {
            "area": total.area.title,
            "households": total.cells["households"],
            "residents": total.cells["residents"],
        }
    ]
    if empty and len(empty) < len(table.rows):
        said.append(_("%(areas)s还没有网格员") % {"areas": listed(empty[:3])})
    elif share := _share(total, "elders"):
        said.append(_("每百人里 %(n)s 位满 60 岁") % {"n": share})
    return clauses(said, between=_("，"))


def _share(row: AreaRow, column: str) -> str:
    """Of all residents, per hundred; nothing where one of the two is hidden."""
    part, whole = row.cells[column], row.cells["residents"]
    if part.hidden or whole.hidden or not whole.value:
        return ""
    return f"{100 * part.value / whole.value:.1f}"


def _figures(total: AreaRow) -> list[dict[str, str]]:
    names = dict(COLUMNS)
    figures = []
    for column in ("residents", "elders", "children"):
        share = "" if column == "residents" else _share(total, column)
        if column == "residents":
            homes = total.cells["households"]
            note = ngettext("%(n)s 户", "%(n)s 户", homes.value) % {"n": homes}
        else:
            note = _("%(part)s ÷ %(whole)s 人") % {
                "part": total.cells[column],
                "whole": total.cells["residents"],
            }
        figures.append(
            {
                "name": str(names[column]) if share else _("登记的人"),
                "value": share or str(total.cells[column]),
                "unit": "%" if share else "",
                "note": note,
            }
        )
    return figures


def _cells(row: AreaRow) -> list[str]:
    return [str(row.cells[column]) for column, _name in COLUMNS]


def _row(viewer: Viewer, row: AreaRow, show: str) -> list[Any]:
    title = row.area.title
    name = {"text": title, "url": _url(row.area, show)} if leads_on(viewer, row.area) else title
    return [name, *_cells(row)]


def _url(area: Area, show: str) -> str:
    return f"?{urlencode({'area': area.pk, 'show': show})}"


# --- on the map --------------------------------------------------------------------------------


def _map(viewer: Viewer, area: Area, table: AreaTable, show: str) -> Map | None:
    """What the table lists, as areas: a row there is an area here; hidden cells stay grey."""
    rows = table.rows
    rings = grounds_of([row.area for row in rows])
    values = dict(_measured(rows, show))
    unit = pgettext("unit", "人") if show == ON_THE_MAP[0] else pgettext("unit", "位 / 百人")
    return draw_map(
        rings,
        values,
        title=_("%(measure)s，%(area)s") % {"measure": dict(COLUMNS)[show], "area": area.title},
        description=describe(rings, values, unit=unit, least=0),
        unit=unit,
        urls={row.area.pk: _url(row.area, show) for row in rows if leads_on(viewer, row.area)},
        width=WIDE,
    )


def _measured(rows: list[AreaRow], show: str) -> Iterator[tuple[int, int]]:
    """People as they are counted; a group of them per hundred, so that places can be compared."""
    for row in rows:
        cell, people = row.cells[show], row.cells["residents"]
        if cell.hidden or people.hidden:
            continue
        if show == ON_THE_MAP[0]:
            yield row.area.pk, cell.value
        elif people.value:
            yield row.area.pk, round(100 * cell.value / people.value)


WIDE = 560
