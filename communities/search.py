"""What this room finds for the search over everything."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.queries import departments
from communities.queries.areas import visible_areas
from communities.queries.residents import RegisterFilters, resident_register
from core.words import says_enough

MOST = 8


def search(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    """Residents for who opens the register, places for who stands in the tree."""
    text = text.strip()
    if not says_enough(text):
        return []
    return [*_people(viewer, text), *_places(viewer, text), *_departments(viewer, text)]


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


def _departments(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    return [
        {
            "title": row.department.title,
            "subtitle": " · ".join(
                filter(
                    None,
                    [
                        row.department.area.title,
                        row.department.duties_title,
                        _("联络员 %(name)s") % {"name": row.liaison.name} if row.liaison else "",
                    ],
                )
            ),
            "url": reverse("communities:department", args=[row.department.pk]),
            "icon": "flag",
        }
        for row in departments.find(viewer, text)[:MOST]
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
