"""What a search over everything finds in this room."""

from typing import Any

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from activities.queries import kept, public
from activities.queries.desk import runs
from core.words import says_enough

MOST = 8


def search(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    words = text.strip()
    if not says_enough(words):
        return []
    at_work = runs(viewer)
    page = "activities:desk_activity" if at_work else "activities:activity"
    brand = "activities:desk_brand" if at_work else "activities:brand"
    return [*_activities(viewer, words, page), *_kept(viewer, words, page, brand)]


def _activities(viewer: Viewer, words: str, page: str) -> list[dict[str, Any]]:
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


def _kept(viewer: Viewer, words: str, page: str, brand_page: str) -> list[dict[str, Any]]:
    """A brand leads to its page, a series, which has none, to what comes next of it."""
    series, brand = _("系列活动"), _("服务品牌")
    return [
        {
            "title": each.title,
            "subtitle": f"{series if each.is_series else brand} · {each.community}",
            "url": reverse(page if each.is_series else brand_page, args=[each.leads_to]),
            "icon": "folder" if each.is_series else "star",
        }
        for each in kept.find(viewer, words, MOST)
    ]
