"""What this room puts on the desk's list of today."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Door
from accounts.viewer import Viewer
from charity.queries import gifts
from charity.workflow import GiftStatus


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    return []


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    found = gifts.morning(viewer)
    lines = []
    if found.offered:
        lines.append(
            {
                "title": ngettext("%(n)d 笔捐赠等确认收到", "%(n)d 笔捐赠等确认收到", found.offered)
                % {"n": found.offered},
                "meta": _("登记的人不能自己确认"),
                "url": f"{reverse('charity:gifts')}?status={GiftStatus.OFFERED}",
                "act": _("去确认"),
                "order": 47,
            }
        )
    if found.without_receipt:
        count = found.without_receipt
        lines.append(
            {
                "title": ngettext("%(n)d 笔捐赠还没开票据", "%(n)d 笔捐赠还没开票据", count)
                % {"n": count},
                "meta": _("受赠单位开了票，把票据号登记进来"),
                "url": f"{reverse('charity:gifts')}?status={gifts.NO_RECEIPT}",
                "act": _("看是哪些"),
                "order": 48,
            }
        )
    return lines
