"""A group in an incubation base (孵化基地), as data. Read it aloud.

It applies; two people at least, none of them its own, give points; it is admitted or refused; it
moves in with an agreement, is coached, looked at half-way, and graduates or leaves.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IncubationStatus(TextChoices):
    APPLIED = "applied", _("等评审")
    ADMITTED = "admitted", _("通过评审，等签协议")
    HOUSED = "housed", _("在孵")
    GRADUATED = "graduated", _("出壳")
    LEFT = "left", pgettext_lazy("incubation", "退出")
    REFUSED = "refused", _("没通过")


BASE, ITSELF = "base", "itself"
"""Who: keepers of the place the base stands in, the manager of the group."""


@dataclass(frozen=True)
class IncubationStep:
    name: str
    sources: frozenset[str]
    target: str
    by: frozenset[str]
    reason_required: bool = False


S = IncubationStatus

ADMIT = IncubationStep("admit", frozenset({S.APPLIED}), S.ADMITTED, frozenset({BASE}))
REFUSE = IncubationStep(
    "refuse", frozenset({S.APPLIED}), S.REFUSED, frozenset({BASE}), reason_required=True
)
MOVE_IN = IncubationStep("move_in", frozenset({S.ADMITTED}), S.HOUSED, frozenset({BASE}))
GRADUATE = IncubationStep("graduate", frozenset({S.HOUSED}), S.GRADUATED, frozenset({BASE}))
LEAVE = IncubationStep(
    "leave",
    frozenset({S.APPLIED, S.ADMITTED, S.HOUSED}),
    S.LEFT,
    frozenset({BASE, ITSELF}),
    reason_required=True,
)
STEPS = (ADMIT, REFUSE, MOVE_IN, GRADUATE, LEAVE)
STANDING = (S.APPLIED, S.ADMITTED, S.HOUSED)

NEXT = {
    S.APPLIED: _("接下来：至少两个没有关系的人打分，平均 60 分通过。"),
    S.ADMITTED: _("接下来：和基地签协议，写明到哪天、收不收租金，签了才入驻。"),
    S.HOUSED: _("接下来：基地辅导，中途看一次；看过、过了就可以出壳，协议到期前定。"),
    S.GRADUATED: _("出壳了，孵成了什么写在这里。"),
    S.LEFT: _("退出了；想再来可以重新申请。"),
    S.REFUSED: _("这次没通过；改好方案可以再申请。"),
}
"""What comes next, said on its page."""

REVIEWERS = 2
"""So many give points before anybody decides."""
PASS = 60
"""Of a hundred, on average."""
MOST = 25
"""For each of the four things that are looked at."""
HAND_OVER_DAYS = 15
"""Working days to clear the room after leaving."""
