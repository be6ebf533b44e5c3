"""What the doors put on their own homes: requests of people about their data."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import DataSubjectRequest
from accounts.queries import privacy
from accounts.roles import Door
from accounts.viewer import Viewer
from doors.menus import guards_privacy


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    return []


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    if not guards_privacy(viewer):
        return []
    waiting = privacy.requests_to_handle(viewer).filter(status=DataSubjectRequest.Status.RECEIVED)
    return [
        {
            "title": made.get_kind_display(),
            "meta": _("%(who)s在等答复") % {"who": made.user},
            "url": reverse("doors:privacy_answer", args=[made.pk]),
            "act": _("去答复"),
            "due": made.due_on,
            "order": 5,
        }
        for made in waiting.order_by("due_on")[:5]
    ]
