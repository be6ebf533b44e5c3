"""What a search over everything finds in this room."""

from typing import Any

from django.urls import reverse

from accounts.viewer import Viewer
from core.words import says_enough
from organizations import checkin_search, partner_search
from organizations.queries import finding

MOST = 8


def search(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    return [
        *_organizations(viewer, text),
        *checkin_search.search(viewer, text),
        *partner_search.search(viewer, text),
    ]


def _organizations(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    """Organisations and units in the register this viewer works with."""
    words = text.strip()
    if not says_enough(words) or not viewer.is_staff or viewer.sleeping:
        return []
    return [
        {
            "title": organization.title,
            "subtitle": f"{organization.get_kind_display()} · {organization.area.title}",
            "url": reverse("organizations:organization", args=[organization.pk]),
            "icon": "building",
        }
        for organization in finding.organizations(viewer, words)[:MOST]
    ]
