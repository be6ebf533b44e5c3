"""What the doors put on their own homes: requests of people about their data, drafts of reports,
and what is made of many rooms."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import DataSubjectRequest
from accounts.queries import privacy
from accounts.roles import PRIVACY_OFFICER, Door
from accounts.viewer import Viewer
from doors import station
from doors.menu_viewers import guards_privacy
from insights.access import looks_at_figures
from insights.queries import reports


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    """For the privacy officer: everything he answers for, also on a day without a request."""
    if door == Door.DESK and station.has_station(viewer):
        return station.panels(viewer)
    if door != Door.DESK or viewer.role.code != PRIVACY_OFFICER or viewer.sleeping:
        return []
    found = privacy.in_numbers(viewer)
    desk, registers = reverse("doors:privacy_desk"), "admin:accounts_"
    lines = [
        (_("等答复的请求"), found.waiting, desk),
        (_("可以看孩子档案的人"), found.readers, desk),
        (_("还没答复的平台投诉"), found.complaints, f"{registers}platformcomplaint_changelist"),
        (_("没有了结的安全事件"), found.incidents, f"{registers}incident_changelist"),
        (_("快要复核的影响评估"), found.reviews, f"{registers}impactassessment_changelist"),
        (_("正在对外提供的"), found.sharing, f"{registers}sharingrecord_changelist"),
    ]
    return [
        {
            "template": "doors/_panel_privacy.html",
            "context": {
                "lines": [(label, f"{n:,}", _address(url)) for label, n, url in lines],
                "notice": found.notice,
                "url": desk,
            },
            "order": 30,
            "door": Door.DESK,
        }
    ]


def _address(page: str) -> str:
    return page if page.startswith("/") else reverse(page)


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    return [*_asked(viewer), *_drafts(viewer)]


def _drafts(viewer: Viewer) -> list[dict[str, Any]]:
    """Reports that wait for who answers for the place."""
    if not looks_at_figures(viewer):
        return []
    return [
        {
            "title": draft.title,
            "meta": _("起草好了，等您看过发布"),
            "url": reverse("insights:report", args=[draft.pk]),
            "act": _("去看"),
            "order": 60,
        }
        for draft in reports.waiting(viewer)
    ]


def _asked(viewer: Viewer) -> list[dict[str, Any]]:
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
