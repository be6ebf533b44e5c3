"""How an organisation comes to a hub (枢纽型社会组织), as data. Read it aloud.

It asks, itself or by who keeps the register; the hub takes it or says why not; either of the two
ends it for a reason. While it is a member, the hub may act for it where a hub may act at all, and
sees no more of anybody than its own members.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MembershipStatus(TextChoices):
    ASKED = "asked", _("等枢纽答复")
    MEMBER = "member", _("成员")
    DECLINED = "declined", _("没有接")
    LEFT = "left", _("退出了")


@dataclass(frozen=True)
class HubStep:
    name: str
    sources: frozenset[MembershipStatus]
    target: MembershipStatus
    reason_required: bool = False


M = MembershipStatus

TAKE = HubStep("taken", frozenset({M.ASKED}), M.MEMBER)
DECLINE = HubStep("declined", frozenset({M.ASKED}), M.DECLINED, reason_required=True)
LEAVE = HubStep("left", frozenset({M.ASKED, M.MEMBER}), M.LEFT, reason_required=True)
STEPS = (TAKE, DECLINE, LEAVE)
OPEN = (M.ASKED, M.MEMBER)
