"""What this room puts on the home pages of the doors."""

from typing import Any

from django.urls import reverse

from accounts.roles import Door
from accounts.viewer import Viewer
from communities.queries import overview


def panels(viewer: Viewer) -> list[dict[str, Any]]:
    return [*_desk(viewer), *_home(viewer)]


def _desk(viewer: Viewer) -> list[dict[str, Any]]:
    """The register in one sentence, and what in it waits for somebody."""
    if not viewer.role.browses_residents or viewer.sleeping:
        return []
    return [
        {
            "template": "communities/_panel_register.html",
            "context": {
                "register": overview.register_in_short(viewer),
                "url": reverse("communities:register"),
            },
            "order": 60,
            "door": Door.DESK,
        }
    ]


def _home(viewer: Viewer) -> list[dict[str, Any]]:
    """Somebody who is nobody in the registers yet is shown the way."""
    if not viewer.is_signed_in or viewer.is_staff or viewer.resident_ids:
        return []
    return [
        {
            "template": "communities/_panel_identity.html",
            "context": {"url": reverse("communities:identity")},
            "order": 5,
            "door": Door.HOME,
        }
    ]
