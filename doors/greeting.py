"""The first words of a home."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from core.masking import surname
from core.words import clauses


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


MOST = 3
"""Clauses of the morning's headline: more is a list, and the list stands below."""

STOPS = "。. "  # data: clauses become one sentence, which gets its own stop


def morning(panels: Sequence[dict[str, Any]], todo: Sequence[dict[str, Any]]) -> list[str]:
    """What is late first, then what the rooms find worth the headline; a sentence at the end."""
    late = sum(line["late"] for line in todo)
    said = (
        [ngettext("手头 %(n)d 件过了期", "手头 %(n)d 件过了期", late) % {"n": late}] if late else []
    )
    said += [str(panel["sentence"]).rstrip(STOPS) for panel in panels if panel.get("sentence")]
    if not said and todo:
        said = [
            ngettext("有 %(n)d 件事等着您", "有 %(n)d 件事等着您", len(todo)) % {"n": len(todo)}
        ]
    said = said[:MOST] or [_("今天没有等着您的事")]
    return clauses(said, between=_("；"))
