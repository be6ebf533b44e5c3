"""What notices contribute to the homes; `communities.panels` collects it."""

from typing import Any

from django.utils.translation import ngettext

from accounts.roles import BUILDING_HEAD, Door
from accounts.viewer import Viewer
from communities.queries import notices as notice_queries


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    found = []
    passes_on = door == Door.DESK and viewer.role.code == BUILDING_HEAD and not viewer.sleeping
    if (door == Door.HOME or passes_on) and (latest := notice_queries.latest_for(viewer)):
        found.append(
            {
                "template": "communities/_panel_notices.html",
                "context": {
                    "notices": latest,
                    "unread": notice_queries.unread_among(viewer, latest),
                },
                "order": 20,
                "door": door,
                "side": True,
            }
        )
    if door == Door.DESK and (waiting := notice_queries.to_check(viewer)):
        found.append(
            {
                "template": "communities/_panel_notices_to_check.html",
                "context": {"waiting": waiting},
                "order": 40,
                "door": Door.DESK,
                "sentence": ngettext("%(n)s 份通知等您核对。", "%(n)s 份通知等您核对。", waiting)
                % {"n": waiting},
            }
        )
    return found
