"""The activity a notice carries: for the reader with the button, for the desk with its place."""

from typing import Any

from django.db.models import QuerySet

from accounts.viewer import Viewer
from activities.models import Activity, Announcement
from activities.queries import public
from communities.models import Notice


def shown(viewer: Viewer, notice: Notice) -> dict[str, Any] | None:
    activity = carried_by(notice)
    if activity is None or not activity.is_public:
        return None
    return {
        "template": "activities/_announced.html",
        "context": {
            "page": public.activity_page(viewer, activity),
            "guest": not viewer.is_signed_in,
            "notice": notice,
        },
    }


def at_desk(notice: Notice, may_edit: bool) -> dict[str, Any] | None:
    activity = carried_by(notice)
    if activity is None and not may_edit:
        return None
    return {
        "template": "activities/_announced_desk.html",
        "context": {"activity": activity, "notice": notice, "may_edit": may_edit},
    }


def carried_by(notice: Notice) -> Activity | None:
    rows = Announcement.objects.filter(notice=notice).select_related(
        "activity__community",
        "activity__organization",
        "activity__leader",
        "activity__host",
        "activity__host_unit",
    )
    found = rows.first()
    return found.activity if found is not None else None


def announceable(notice: Notice) -> "QuerySet[Activity]":
    rows = Activity.objects.ahead().on_calendar_of(notice.community_id)
    return rows.order_by("starts_at", "pk")


def notices_of(viewer: Viewer, activity: Activity) -> list[Notice]:
    rows = Notice.objects.at_desk_of(viewer).filter(announcement__activity=activity)
    return list(rows.order_by("-pk")[:5])
