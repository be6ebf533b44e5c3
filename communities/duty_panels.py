"""What the duty roster contributes to the desk; `communities.panels` collects it."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Door
from accounts.viewer import Viewer
from communities.models import ShiftSwap
from communities.queries import duty


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    """My next turns, for whoever has any."""
    if door != Door.DESK or viewer.sleeping:
        return []
    shifts = duty.my_shifts(viewer, limit=3)
    if not shifts:
        return []
    first = timezone.localtime(shifts[0].period.lower)
    panel = {
        "template": "communities/_panel_duty.html",
        "context": {"shifts": shifts, "url": reverse("communities:my_duty")},
        "order": 70,
        "door": Door.DESK,
        "side": True,
    }
    if first.date() == timezone.localdate():
        panel["sentence"] = _("今天 %(time)s 您在%(post)s值班。") % {
            "time": f"{first:%H:%M}",
            "post": shifts[0].post.title,
        }
    return [panel]


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    return [*_asked(viewer), *_to_decide(viewer), *_gaps(viewer)]


def _asked(viewer: Viewer) -> list[dict[str, Any]]:
    return [
        {
            "title": _("%(name)s想和您换班") % {"name": swap.asked_by.name},
            "meta": _when(swap),
            "url": reverse("communities:my_duty"),
            "act": _("换不换"),
            "order": 18,
        }
        for swap in duty.swaps_to_answer(viewer)[:5]
    ]


def _to_decide(viewer: Viewer) -> list[dict[str, Any]]:
    waiting = [
        swap
        for swap in duty.swaps_to_decide(viewer)
        if viewer.user_id not in {swap.asked_by_id, swap.asked_of_id}
    ]
    return [
        {
            "title": _("%(one)s和%(other)s想换班")
            % {"one": swap.asked_by.name, "other": swap.asked_of.name},
            "meta": _when(swap),
            "url": reverse("communities:duty") + f"?community={swap.community_id}",
            "act": _("批不批"),
            "order": 22,
        }
        for swap in waiting[:5]
    ]


def _gaps(viewer: Viewer) -> list[dict[str, Any]]:
    gaps = duty.gaps_ahead(viewer)
    if not gaps:
        return []
    return [
        {
            "title": ngettext("接下来两周有 %(n)d 个班空着", "接下来两周有 %(n)d 个班空着", gaps)
            % {"n": gaps},
            "meta": _("值班表上已经公布，还没有人"),
            "url": reverse("communities:duty"),
            "act": _("去安排"),
            "order": 35,
        }
    ]


def _when(swap: ShiftSwap) -> str:
    starts = timezone.localtime(swap.shift.period.lower)
    return f"{date_format(starts, 'MONTH_DAY_TIME_FORMAT')} · {swap.shift.post.title}"
