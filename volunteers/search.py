"""What a search over everything finds in this room."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.pinyin import sounds_like
from core.words import listed, says_enough
from volunteers.queries import volunteers as queries
from volunteers.queries.finding import Filters

MOST = 8


def search(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    """Volunteers by name, sound, skill, phone or number, inside what the viewer may see."""
    text = text.strip()
    if not says_enough(text) or not viewer.role.browses_residents or viewer.sleeping:
        return []
    page = queries.register(viewer, Filters(q=text))
    teams = [team for team in queries.teams_in(viewer) if sounds_like(team.name, text)]
    found = [
        {
            "title": team.title,
            "subtitle": str(team.get_kind_display()),
            "url": reverse("volunteers:team", args=[team.pk]),
            "icon": "users",
        }
        for team in teams[:MOST]
    ]
    return found + [
        {
            "title": row.name,
            "subtitle": _("志愿者 · %(what)s")
            % {"what": listed(skill.name for skill in row.skills) or row.status},
            "url": reverse("volunteers:volunteer", args=[row.pk]),
            "icon": "hands",
        }
        for row in page.rows[:MOST]
    ]
