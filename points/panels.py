"""What this room puts on the desk's list of today, and one quiet line at home."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Door
from accounts.viewer import Viewer
from points.queries import incentives
from points.queries.records import States, morning
from points.queries.store import States as Shown


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    """That it exists; how much a household has stands on its own page."""
    if door != Door.HOME or viewer.is_staff or not viewer.is_signed_in:
        return []
    panel = {"template": "points/_panel_mine.html", "context": {}, "order": 58, "door": Door.HOME}
    return [*([panel] if viewer.resident_ids else []), *_incentives(viewer)]


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    found = morning(viewer)
    lines = []
    if count := found.pending:
        said = ngettext("%(n)d 张记分单等审核", "%(n)d 张记分单等审核", count)
        lines.append(
            {
                "title": said % {"n": count},
                "meta": _("登记的人不能自己审核"),
                "url": reverse("points:board"),
                "act": _("去审核"),
                "order": 49,
            }
        )
    if count := found.appealed:
        said = ngettext("%(n)d 户对积分有申诉", "%(n)d 户对积分有申诉", count)
        lines.append(
            {
                "title": said % {"n": count},
                "meta": _("由居民议事会评议，把答复写给这一户"),
                "url": f"{reverse('points:board')}?state={States.APPEALED}",
                "act": _("去答复"),
                "order": 46,
            }
        )
    if count := found.grants:
        said = ngettext("%(n)d 份激励申请等审核", "%(n)d 份激励申请等审核", count)
        lines.append(
            {
                "title": said % {"n": count},
                "meta": _("登记的人不能自己审核"),
                "url": reverse("points:incentives"),
                "act": _("去审核"),
                "order": 49,
            }
        )
    if count := found.brought:
        said = ngettext("%(n)d 份兑换请送上门", "%(n)d 份兑换请送上门", count)
        lines.append(
            {
                "title": said % {"n": count},
                "meta": _("走不动的户等着；送到了听他们说领取码"),
                "url": f"{reverse('points:shelf')}?state={Shown.BROUGHT}",
                "act": _("看送哪几户"),
                "order": 48,
            }
        )
    if count := found.lists:
        said = ngettext("%(n)d 份积分公示等公布", "%(n)d 份积分公示等公布", count)
        lines.append(
            {
                "title": said % {"n": count},
                "meta": _("只写同意公示的户，不排名"),
                "url": reverse("points:publicity"),
                "act": _("去看"),
                "order": 61,
            }
        )
    return lines


def _incentives(viewer: Viewer) -> list[dict[str, Any]]:
    """Only to whom something is open."""
    if not (count := incentives.open_to(viewer).count()):
        return []
    panel = {"template": "points/_panel_incentives.html", "context": {"count": count}}
    return [{**panel, "order": 59, "door": Door.HOME}]
