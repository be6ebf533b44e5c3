"""What this room finds for the search over everything."""

from typing import Any

from django.urls import reverse

from accounts.viewer import Viewer
from communities.queries.areas import visible_areas
from communities.queries.residents import RegisterFilters, resident_register

MOST = 8


def search(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    """Residents for who opens the register, places for who stands in the tree."""
    text = text.strip()
    if len(text) < 2:
        return []
    return [*_people(viewer, text), *_places(viewer, text)]


def _people(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    page = resident_register(viewer, RegisterFilters(q=text, status=""))
    return [
        {
            "title": row.name,
            "subtitle": " · ".join(filter(None, [row.age, row.address, row.status])),
            "url": reverse("communities:resident", args=[row.pk]),
            "icon": "user",
        }
        for row in page.rows[:MOST]
    ]


def _places(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    areas = visible_areas(viewer).filter(name__contains=text, is_active=True)
    return [
        {
            "title": area.title,
            "subtitle": str(area.get_level_display()),
            "url": reverse("communities:area", args=[area.pk]),
            "icon": "pin",
        }
        for area in areas.order_by("path")[:MOST]
    ]
