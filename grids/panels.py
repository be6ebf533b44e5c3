"""What this room puts on the home pages of the doors."""

from typing import Any

from django.urls import reverse

from accounts.roles import Door
from accounts.viewer import Viewer
from grids.queries import overview


def panels(viewer: Viewer) -> list[dict[str, Any]]:
    return [*_mine(viewer), *_community(viewer), *_signatures(viewer), *_home(viewer)]


def _mine(viewer: Viewer) -> list[dict[str, Any]]:
    """The worker's own grids in one line each."""
    if viewer.sleeping or not viewer.is_grid_bound:
        return []
    return [
        {
            "template": "grids/_panel_mine.html",
            "context": {"lines": overview.own_grids(viewer), "url": reverse("grids:mine")},
            "order": 20,
            "door": Door.DESK,
        }
    ]


def _community(viewer: Viewer) -> list[dict[str, Any]]:
    """Staff hear of what nobody answers for, and of what leaders told."""
    if viewer.sleeping or viewer.is_grid_bound or not viewer.role.browses_residents:
        return []
    waiting = overview.waiting_in(viewer)
    return [
        {
            "template": "grids/_panel_community.html",
            "context": {"waiting": waiting, "url": reverse("grids:list")},
            "order": 40,
            "door": Door.DESK,
            "side": True,
            "sentence": overview.sentence(waiting),
        }
    ]


def _signatures(viewer: Viewer) -> list[dict[str, Any]]:
    """A handover that waits for this person's name, in whichever role he is."""
    waiting = overview.handovers(viewer)
    if not waiting:
        return []
    return [
        {
            "template": "grids/_panel_handovers.html",
            "context": {"handovers": waiting},
            "order": 10,
            "door": viewer.role.door if viewer.is_staff else Door.HOME,
        }
    ]


def _home(viewer: Viewer) -> list[dict[str, Any]]:
    """Who answers for my home; without a home here, where to look."""
    return [
        {
            "template": "grids/_panel_contact.html",
            "context": {"contact": overview.own_contact(viewer), "url": reverse("grids:contacts")},
            "order": 50,
            "door": Door.HOME,
        }
    ]
