"""What this room puts on the desk's list of today."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Door
from accounts.viewer import Viewer
from charity.queries import gifts, meals
from charity.queries.stock import States
from charity.queries.today import Morning, morning
from charity.workflow import AidStatus, GiftStatus


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    """For who eats, cooks or carries: the way to his meals, in one statement."""
    if door != Door.HOME or viewer.user is None:
        return []
    eats, works = meals.part_in(viewer)
    if not eats and not works:
        return []
    return [
        {
            "template": "charity/_panel_meals.html",
            "context": {"eats": eats, "works": works},
            "order": 42,
            "door": Door.HOME,
        }
    ]


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    found = morning(viewer)
    return [
        *_meals(found),
        *_prices(found),
        *_gifts(found),
        *_aid(found),
        *_loans(found),
        *_reports(found),
        *_campaigns(found),
        *_lots(found),
    ]


def _meals(found: Morning) -> list[dict[str, Any]]:
    lines = []
    if found.failed:
        said = ngettext("%(n)d 份饭没送成", "%(n)d 份饭没送成", found.failed)
        lines.append(
            {
                "title": said % {"n": found.failed},
                "meta": _("独居老人的，已经派人上门去看"),
                "url": reverse("charity:programmes"),
                "act": _("看是谁"),
                "late": True,
                "order": 12,
            }
        )
    if found.uncarried:
        said = ngettext("%(n)d 份饭还没派人送", "%(n)d 份饭还没派人送", found.uncarried)
        lines.append(
            {
                "title": said % {"n": found.uncarried},
                "meta": _("今天要送上门的"),
                "url": reverse("charity:programmes"),
                "act": _("去派"),
                "order": 20,
            }
        )
    return lines


def _prices(found: Morning) -> list[dict[str, Any]]:
    if not found.prices:
        return []
    said = ngettext("%(n)d 份收费标准等批准", "%(n)d 份收费标准等批准", found.prices)
    return [
        {
            "title": said % {"n": found.prices},
            "meta": _("提出的人不能自己批"),
            "url": reverse("charity:programmes"),
            "act": _("去看"),
            "order": 46,
        }
    ]


def _loans(found: Morning) -> list[dict[str, Any]]:
    if not found.late:
        return []
    said = ngettext("%(n)d 件借出的东西过期没还", "%(n)d 件借出的东西过期没还", found.late)
    return [
        {
            "title": said % {"n": found.late},
            "meta": _("有账号的已经提醒；没有的打个电话"),
            "url": reverse("charity:library"),
            "act": _("看是哪些"),
            "order": 52,
        }
    ]


def _reports(found: Morning) -> list[dict[str, Any]]:
    if not found.reports:
        return []
    said = ngettext("%(n)d 份基金季报等公布", "%(n)d 份基金季报等公布", found.reports)
    return [
        {
            "title": said % {"n": found.reports},
            "meta": _("过了时间，公开页会写“缺”"),
            "url": reverse("charity:desk_fund"),
            "act": _("去看"),
            "order": 49,
        }
    ]


def _campaigns(found: Morning) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    if found.campaigns:
        said = ngettext("%(n)d 场募捐清点过，等公布", "%(n)d 场募捐清点过，等公布", found.campaigns)
        lines.append(
            {
                "title": said % {"n": found.campaigns},
                "meta": _("清点的人不能自己公布"),
                "url": reverse("charity:campaigns"),
                "act": _("去看"),
                "order": 49,
            }
        )
    if found.untold:
        said = ngettext(
            "%(n)d 场募捐过了三个月还没公布", "%(n)d 场募捐过了三个月还没公布", found.untold
        )
        lines.append(
            {
                "title": said % {"n": found.untold},
                "meta": _("公开页上写着“缺”"),
                "url": reverse("charity:campaigns"),
                "act": _("看是哪些"),
                "late": True,
                "order": 48,
            }
        )
    return lines


def _aid(found: Morning) -> list[dict[str, Any]]:
    if not found.aid:
        return []
    said = ngettext("%(n)d 件帮扶等批准", "%(n)d 件帮扶等批准", found.aid)
    return [
        {
            "title": said % {"n": found.aid},
            "meta": _("提出的人不能自己批"),
            "url": f"{reverse('charity:aid')}?status={AidStatus.PROPOSED}",
            "act": _("去决定"),
            "order": 46,
        }
    ]


def _gifts(found: Morning) -> list[dict[str, Any]]:
    lines = []
    if found.offered:
        said = ngettext("%(n)d 笔捐赠等确认收到", "%(n)d 笔捐赠等确认收到", found.offered)
        lines.append(
            {
                "title": said % {"n": found.offered},
                "meta": _("登记的人不能自己确认"),
                "url": f"{reverse('charity:gifts')}?status={GiftStatus.OFFERED}",
                "act": _("去确认"),
                "order": 47,
            }
        )
    if count := found.without_receipt:
        said = ngettext("%(n)d 笔捐赠还没开票据", "%(n)d 笔捐赠还没开票据", count)
        lines.append(
            {
                "title": said % {"n": count},
                "meta": _("受赠单位开了票，把票据号登记进来"),
                "url": f"{reverse('charity:gifts')}?status={gifts.NO_RECEIPT}",
                "act": _("看是哪些"),
                "order": 48,
            }
        )
    return lines


def _lots(found: Morning) -> list[dict[str, Any]]:
    lines = []
    if count := found.expired:
        said = ngettext("%(n)d 批物资过期了", "%(n)d 批物资过期了", count)
        lines.append(
            {
                "title": said % {"n": count},
                "meta": _("不能再发，报损并写明怎么处理的"),
                "url": f"{reverse('charity:stock')}?state={States.EXPIRED}",
                "act": _("看是哪些"),
                "late": True,
                "order": 47,
            }
        )
    if count := found.expiring:
        said = ngettext("%(n)d 批物资快到期", "%(n)d 批物资快到期", count)
        lines.append(
            {
                "title": said % {"n": count},
                "meta": _("三十天内到期，尽快发出去"),
                "url": f"{reverse('charity:stock')}?state={States.EXPIRING}",
                "act": _("看是哪些"),
                "order": 48,
            }
        )
    return lines
