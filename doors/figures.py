"""The first page of insights: what the registers know, as figures and never as faces.

The counting, and the hiding of small cells, is done where the registers are
(communities.queries.profile); this module puts it into words.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.models import Area, Level
from communities.queries.areas import get_visible, top_areas
from communities.queries.profile import AreaRow, AreaTable, area_table

COLUMNS = (
    ("households", gettext_lazy("户")),
    ("residents", gettext_lazy("人")),
    ("elders", gettext_lazy("60 岁以上")),
    ("children", gettext_lazy("14 岁以下")),
    ("care_disabled", gettext_lazy("残疾")),
    ("care_hardship", gettext_lazy("困难")),
    ("workers", gettext_lazy("网格员")),
)


def overview(viewer: Viewer, area_id: str = "") -> dict[str, Any]:
    """One place and what lies under it; without a choice the viewer's own place."""
    tops = top_areas(viewer)
    area = get_visible(viewer, int(area_id)) if area_id.isdigit() else next(iter(tops), None)
    if area is None:
        return {"area": None}
    table = area_table(viewer, area)
    return {
        "area": area,
        "crumbs": [
            {"label": above.title, "url": f"?area={above.pk}"}
            for above in Area.objects.filter(pk__in=area.ancestor_ids[:-1]).order_by("path")
            if above.path.startswith(tuple(top.path for top in tops))
        ],
        "headline": _headline(table),
        "heads": [{"label": _("地方")}, *({"label": name, "num": True} for _c, name in COLUMNS)],
        "rows": [_row(row) for row in table.rows],
        "foot": _row(table.total),
        "figures": [
            {"name": name, "value": str(table.total.cells[column])} for column, name in COLUMNS[:2]
        ],
    }


def _headline(table: AreaTable) -> list[str]:
    """What stands out, in words; nothing invented when nothing does."""
    empty = [row.area.title for row in table.rows if not row.cells["workers"].value]
    said = [
        _("%(area)s登记了 %(households)s 户、%(residents)s 人。")
        % {
            "area": table.total.area.title,
            "households": table.total.cells["households"],
            "residents": table.total.cells["residents"],
        }
    ]
    if empty and len(empty) < len(table.rows):
        said.append(_("还没有网格员的地方：%(areas)s。") % {"areas": "、".join(empty[:3])})
    return said


def _row(row: AreaRow) -> list[Any]:
    """A place leads down to what lies under it, until the grid."""
    leads_on = row.area.level in {Level.STREET, Level.COMMUNITY, Level.CITY, Level.DISTRICT}
    title = row.area.title
    place = {"text": title, "url": f"?area={row.area.pk}"} if leads_on else title
    return [place, *(str(row.cells[column]) for column, _name in COLUMNS)]
