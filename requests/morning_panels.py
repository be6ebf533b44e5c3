"""What orders contribute to the mornings of the secretary and of who goes out; `requests.panels`
collects it."""

from typing import Any

from django.utils.translation import ngettext

from accounts.roles import COMMUNITY_SECRETARY, Door
from accounts.viewer import Viewer
from requests.queries import mornings

FIRST = -1
"""Before the list of everything that is to be done."""


def panels(viewer: Viewer) -> list[dict[str, Any]]:
    if mornings.sees_mornings(viewer):
        return _of_the_office(viewer)
    return _of_who_goes_out(viewer) if viewer.is_grid_bound else []


# --- inside ---------------------------------------------------------------------------------------
def _of_the_office(viewer: Viewer) -> list[dict[str, Any]]:
    found = mornings.morning(viewer)
    shown = []
    if found.due:
        shown.append(_panel("requests/_panel_due.html", found, FIRST))
    if found.waits:
        shown.append(_panel("requests/_panel_waits.html", found, 2))
    if viewer.role.code == COMMUNITY_SECRETARY and found.full:
        panel = _panel("requests/_panel_hands.html", found, 2) | {"side": True}
        shown.append(panel | {"sentence": _sentence(found)})
    return shown


def _sentence(found: mornings.Morning) -> str:
    """Of the fullest hands; who they are stands beside it, in the order of their names."""
    most = max(found.full, key=lambda one: one.count)
    said = ngettext("%(name)s手上已有 %(n)d 件", "%(name)s手上已有 %(n)d 件", most.count)
    return said % {"name": most.name, "n": most.count}


def _of_who_goes_out(viewer: Viewer) -> list[dict[str, Any]]:
    """Today's visits, and who lives alone and was seen by nobody."""
    shown = []
    if visits := mornings.visits_today(viewer):
        shown.append(_panel("requests/_panel_visits_today.html", visits, 2))
    alone = mornings.unseen_alone(viewer)
    if n := alone.count:
        panel = _panel("requests/_panel_alone.html", alone, 25)
        said = ngettext("%(n)d 位独居老人两周没人上门", "%(n)d 位独居老人两周没人上门", n)
        shown.append(panel | {"sentence": said % {"n": n}})
    return shown


def _panel(template: str, content: Any, order: int) -> dict[str, Any]:
    return {
        "template": template,
        "context": {"panel": content},
        "order": order,
        "door": Door.DESK,
    }
