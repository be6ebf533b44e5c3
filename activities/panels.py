"""What this room puts on the homes and on the desk's list of today."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Door
from accounts.viewer import Viewer
from activities.queries import desk as queries
from activities.queries import public
from activities.workflow import Status


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    """The next things to go to, on the residents' home: one statement."""
    if door != Door.HOME or not (found := public.next_for(viewer)):
        return []
    return [
        {
            "template": "activities/_panel_ahead.html",
            "context": {"activities": found},
            "order": 22,
            "door": Door.HOME,
            "side": True,
        }
    ]


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    found = queries.morning(viewer)
    lines: list[dict[str, Any]] = []
    if found.unfetched:
        said = ngettext("%(n)d 个孩子没有接走", "%(n)d 个孩子没有接走", found.unfetched)
        lines.append(
            {
                "title": said % {"n": found.unfetched},
                "meta": _("课已经结束：打监护人的电话，孩子不离开人"),
                "url": f"{reverse('activities:register')}?state={queries.OVERDUE}",
                "act": _("去看看"),
                "order": 2,
            }
        )
    if found.asked:
        said = ngettext("%(n)d 场飞地活动等答复", "%(n)d 场飞地活动等答复", found.asked)
        lines.append(
            {
                "title": said % {"n": found.asked},
                "meta": _("邻居想借我们的场地，或者请我们的居民去"),
                "url": reverse("activities:enclaves"),
                "act": _("去答复"),
                "order": 44,
            }
        )
    if found.proposed:
        said = ngettext("%(n)d 场报上来的活动等同意", "%(n)d 场报上来的活动等同意", found.proposed)
        lines.append(
            {
                "title": said % {"n": found.proposed},
                "meta": _("同意了才放到日历上"),
                "url": f"{reverse('activities:register')}?state={Status.PROPOSED}",
                "act": _("去看看"),
                "order": 45,
            }
        )
    if found.overdue:
        said = ngettext("%(n)d 场活动办完没登记", "%(n)d 场活动办完没登记", found.overdue)
        lines.append(
            {
                "title": said % {"n": found.overdue},
                "meta": _("办了就登记已举办，没办成写明原因"),
                "url": f"{reverse('activities:register')}?state={queries.OVERDUE}",
                "act": _("去登记"),
                "order": 46,
            }
        )
    return lines
