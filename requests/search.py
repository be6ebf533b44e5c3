"""What this room finds: requests by their number or the words in them."""

import re
from typing import Any

from django.db.models import Q
from django.urls import reverse

from accounts.viewer import Viewer
from requests.bigrams import Words
from requests.models import ServiceRequest

MOST = 8


def search(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    if not viewer.is_staff or len(text.strip()) < 2:
        return []
    rows = ServiceRequest.objects.manageable_by(viewer)
    rows = rows.filter(found_by(text)).select_related("grid")
    return [
        {
            "title": row.title,
            "subtitle": " · ".join([row.number, str(row.get_status_display())]),
            "url": reverse("requests:case", args=[row.pk]),
            "icon": "order",
        }
        for row in rows.order_by("-created_at")[:MOST]
    ]


def by_number(text: str) -> Q | None:
    """123-4567-8, with or without its dashes; the last digit must fit."""
    digits = re.sub(r"\D", "", text)
    if len(digits) < 8 or not re.fullmatch(r"[\d\s-]+", text.strip()):
        return None
    return Q(pk=int(digits[:-1]))


def _by_words(text: str) -> Q:
    words = Words(text)
    return Q(search=words) if words.pieces else Q(pk__in=[])


def found_by(text: str) -> Q:
    """By its number, or by the words in it: one index either way."""
    return by_number(text) or _by_words(text)
