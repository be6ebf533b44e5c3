"""What this room finds for the search over everything."""

from typing import Any

from django.urls import reverse

from accounts.viewer import Viewer
from communities.pinyin import sounds_like
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
    """By what it is called or does, or by its telephone: they are few, so they are read through."""
    words = text.lower()
    return [
        {
            "title": department.title,
            "subtitle": f"{department.area.title} · {department.duties_title}",
            "url": reverse("communities:department", args=[department.pk]),
            "icon": "flag",
        }
        for department in departments.known_to(viewer)
        if sounds_like(department.name, text)
        or words in f"{department.name_en} {department.duties} {department.telephone}".lower()
    ][:MOST]


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
