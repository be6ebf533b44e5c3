"""What a search over everything finds in this room."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from grids.queries import finding

MOST = 8


def search(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    """Grids and who answers for them, groups and buildings, inside what the viewer may see."""
    words = text.strip()
    if not words or not viewer.is_staff or viewer.sleeping:
        return []
    hits = [
        {
            "title": grid.title,
            "subtitle": _("网格"),
            "url": reverse("grids:grid", args=[grid.pk]),
            "icon": "map",
        }
        for grid in finding.grids(viewer, words)[:MOST]
    ]
    hits += [
        {
            "title": held.worker.name.open(),
            "subtitle": _("网格员 · %(grid)s") % {"grid": held.grid.title},
            "url": reverse("grids:grid", args=[held.grid_id]),
            "icon": "user",
        }
        for held in finding.workers(viewer, words)[:MOST]
    ]
    hits += [
        {
            "title": group.name,
            "subtitle": _("十联户 · %(grid)s") % {"grid": group.grid.title},
            "url": reverse("grids:group", args=[group.pk]),
            "icon": "users",
        }
        for group in finding.groups(viewer, words)[:MOST]
    ]
    hits += [
        {
            "title": str(building),
            "subtitle": _("楼栋"),
            "url": reverse("grids:building", args=[building.pk]),
            "icon": "building",
        }
        for building in finding.buildings(viewer, words)[:MOST]
    ]
    return hits
