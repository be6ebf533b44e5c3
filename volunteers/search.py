"""What a search over everything finds in this room."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core.words import listed
from volunteers.queries import volunteers as queries

MOST = 8


def search(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    """Volunteers by name, sound, skill, phone or number, inside what the viewer may see."""
    text = text.strip()
    if len(text) < 2 or not viewer.role.browses_residents or viewer.sleeping:
        return []
    page = queries.register(viewer, queries.Filters(q=text))
    return [
        {
            "title": row.name,
            "subtitle": _("志愿者 · %(what)s")
            % {"what": listed(skill.name for skill in row.skills) or row.status},
            "url": reverse("volunteers:volunteer", args=[row.pk]),
            "icon": "hands",
        }
        for row in page.rows[:MOST]
    ]
