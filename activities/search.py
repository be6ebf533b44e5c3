"""What a search over everything finds in this room."""

from typing import Any

from django.urls import reverse
from django.utils import formats, timezone

from accounts.viewer import Viewer
from activities.queries import public
from activities.queries.desk import runs
from core.words import says_enough

MOST = 8


def search(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    words = text.strip()
    if not says_enough(words):
        return []
    page = "activities:desk_activity" if runs(viewer) else "activities:activity"
    return [
        {
            "title": activity.heading,
            "subtitle": formats.date_format(
                timezone.localtime(activity.starts_at), "SHORT_DATETIME_FORMAT"
            ),
            "url": reverse(page, args=[activity.pk]),
            "icon": "calendar",
        }
        for activity in public.find(viewer, words)[:MOST]
    ]
