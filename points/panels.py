"""What this room puts on the desk's list of today, and one quiet line at home."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Door
from accounts.viewer import Viewer
from points.queries.records import States, morning


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    """That it exists; how much a household has stands on its own page."""
    if door != Door.HOME or viewer.is_staff or not viewer.resident_ids:
        return []
    panel = {"template": "points/_panel_mine.html", "context": {}, "order": 58, "door": Door.HOME}
    return [panel]


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    found = morning(viewer)
    lines = []
    if count := found.pending:
        said = ngettext("%(n)d 张记分单等审核", "%(n)d 张记分单等审核", count)
        lines.append(
            {
                "title": said % {"n": count},
                "meta": _("登记的人不能自己审核"),
                "url": reverse("points:board"),
                "act": _("去审核"),
                "order": 49,
            }
        )
    if count := found.appealed:
        said = ngettext("%(n)d 户对积分有申诉", "%(n)d 户对积分有申诉", count)
        lines.append(
            {
                "title": said % {"n": count},
                "meta": _("由居民议事会评议，把答复写给这一户"),
                "url": f"{reverse('points:board')}?state={States.APPEALED}",
                "act": _("去答复"),
                "order": 46,
            }
        )
    return lines
