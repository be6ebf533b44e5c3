"""Why the points of a household changed, in a sentence for the household."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def in_words(posting: Any) -> str:
    facts = {
        "points": posting.points,
        "day": date_format(posting.happened_on, "Y-m-d"),
        "why": f" · {posting.reason}" if posting.reason else "",
    }
    if (rule := posting.rule) is not None:
        facts |= {"rule": rule.name, "meeting": rule.meeting, "worth": _worth(rule)}
    return _sentence(posting.kind).format(**facts)


def _worth(rule: Any) -> str:
    """With its cap, which may be why it is less than so many times that."""
    if rule.cap is None:
        return str(rule.worth)
    cap = _("%(per)s最多 %(cap)s 分") % {"per": rule.get_cap_per_display(), "cap": rule.cap}
    return _("{worth}（{cap}）").format(worth=rule.worth, cap=cap)


def _sentence(kind: str) -> str:
    match kind:
        case "earn":
            return _("{day} {rule}{why}。按规则 {worth}，记 {points} 分；规则由{meeting}通过。")
        case "deduct":
            return _(
                "{day} {rule}{why}。按规则 {worth}，先告知、过了申诉期才扣 {points} 分；"
                "规则由{meeting}通过。"
            )
        case "hold":
            return _("兑换{why}，先冻结 {points} 分，领到才算用掉。")
        case "settle":
            return _("已领取{why}，冻结的 {points} 分用掉了。")
        case "release":
            return _("兑换取消{why}，冻结的 {points} 分退回可用。")
        case "lapse":
            return _("按公告到期作废 {points} 分{why}。")
        case _other:
            return _("更正：冲回先前的一笔 {points} 分{why}。")
