"""What a search over everything finds in this room."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core.words import says_enough
from points.queries import accounts

MOST = 8


def search(viewer: Viewer, text: str) -> list[dict[str, Any]]:
    words = text.strip()
    if not says_enough(words):
        return []
    return [
        {
            "title": _("积分户 {number}").format(number=account),
            "subtitle": _("可用 {n} 分").format(n=account.own),  # type: ignore[attr-defined]
            "url": reverse("points:account", args=[account.pk]),
            "icon": "star",
        }
        for account in accounts.find(viewer, words)[:MOST]
    ]
