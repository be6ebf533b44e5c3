"""People with a check-in or a post of social work, for the search over everything."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from core.words import says_enough
from organizations.queries import checkins, social_workers, unit_checkins

MOST = 8
MEMBER = _("报到党员")
UNIT = _("报到单位")


def search(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    """`organizations.search` includes this."""
    text = text.strip()
    if not says_enough(text) or not viewer.is_staff or viewer.sleeping:
        return []
    return [*_workers(viewer, text), *_members(viewer, text), *_units(viewer, text)]


def _workers(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    return [
        {
            "title": row.name.open(),
            "subtitle": " · ".join(
                filter(
                    None,
                    [
                        str(row.get_engagement_display()),
                        row.organization.title if row.organization else "",
                        row.specialities,
                    ],
                )
            ),
            "url": reverse("organizations:social_worker", args=[row.pk]),
            "icon": "heart-care",
        }
        for row in social_workers.find_workers(viewer, text)[:MOST]
    ]


def _members(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    return [
        {
            "title": row.name.open(),
            "subtitle": " · ".join(
                filter(
                    None,
                    [
                        str(MEMBER),
                        row.grid.title if row.grid else "",
                        row.skills,
                    ],
                )
            ),
            "url": reverse("organizations:member_checkin", args=[row.pk]),
            "icon": "flag",
        }
        for row in checkins.find_members(viewer, text).order_by("name_key", "pk")[:MOST]
    ]


def _units(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    """By what they bring; by name the unit itself is found."""
    return [
        {
            "title": row.organization.title,
            "subtitle": f"{UNIT} · {row.brings}",
            "url": reverse("organizations:unit_checkin", args=[row.pk]),
            "icon": "flag",
        }
        for row in unit_checkins.find_units(viewer, text)[:MOST]
    ]
