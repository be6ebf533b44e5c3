"""The first words of a home."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core.masking import surname


def greeting(viewer: Viewer, now: datetime | None = None) -> dict[str, Any]:
    now = timezone.localtime(now)
    return {"hello": _hello(now.hour), "name": _called(viewer), "now": now}


def _hello(hour: int) -> str:
    if hour < 5:
        return _("夜深了")
    if hour < 11:
        return _("早上好")
    if hour < 13:
        return _("中午好")
    if hour < 18:
        return _("下午好")
    return _("晚上好")


def _called(viewer: Viewer) -> str:
    """Colleagues by name and title, residents by their own name."""
    if viewer.user is None:
        return ""
    name: str = viewer.user.name.open()
    if viewer.role.code == "community_secretary" and name:
        return _("%(surname)s书记") % {"surname": surname(name)}
    return name
