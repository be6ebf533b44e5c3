"""街道吹哨、部门报到: what a whistle may become, who may move it, and when somebody looks again."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WhistleKind(TextChoices):
    KEY_ISSUE = "key_issue", _("重点难点哨")
    ENFORCEMENT = "enforcement", _("综合执法哨")
    EMERGENCY = "emergency", _("应急处置哨")
    QUICK = "quick", _("快捷哨")


class WhistleStatus(TextChoices):
    DRAFTED = "drafted", _("等街道审")
    REFUSED = "refused", _("没有吹响")
    ISSUED = "issued", _("吹响了")
    REPORTED = "reported", _("都报了，等评")
    ESCALATED = "escalated", _("报到区县")
    CLOSED = "closed", _("结束")


S = WhistleStatus
STANDING = frozenset({S.DRAFTED, S.ISSUED, S.REPORTED, S.ESCALATED})


class Side(StrEnum):
    COMMUNITY = "community"
    STREET = "street"
    DEPARTMENT = "department"
    DISTRICT = "district"
    CLOCK = "clock"


@dataclass(frozen=True)
class WhistleStep:
    name: str
    sources: frozenset[WhistleStatus]
    target: WhistleStatus | None
    sides: frozenset[Side]


def _step(name: str, sources: set[S], target: S | None, *sides: Side) -> WhistleStep:
    return WhistleStep(name, frozenset(sources), target, frozenset(sides))


STEPS = (
    _step("issue", {S.DRAFTED}, S.ISSUED, Side.STREET),
    _step("refuse", {S.DRAFTED}, S.REFUSED, Side.STREET),
    _step("acknowledge", {S.ISSUED, S.ESCALATED}, None, Side.DEPARTMENT),
    _step("arrive", {S.ISSUED, S.ESCALATED}, None, Side.DEPARTMENT),
    _step("report", {S.ISSUED, S.ESCALATED}, None, Side.DEPARTMENT),
    _step("all_reported", {S.ISSUED}, S.REPORTED, Side.DEPARTMENT),
    _step("judge", {S.REPORTED, S.ESCALATED}, None, Side.COMMUNITY, Side.STREET, Side.DEPARTMENT),
    _step("mark", {S.REPORTED, S.ESCALATED}, None, Side.STREET, Side.DEPARTMENT),
    _step("close", {S.REPORTED}, S.CLOSED, Side.STREET),
    _step("escalate", {S.ISSUED, S.REPORTED}, S.ESCALATED, Side.STREET, Side.CLOCK),
    _step("settle", {S.ESCALATED}, S.CLOSED, Side.DISTRICT),
)
_BY_NAME = {step.name: step for step in STEPS}


def whistle_step(name: str) -> WhistleStep:
    return _BY_NAME[name]


PARTIES_NEEDED = 2
"""So many sides must have said how it came out before it is closed."""

ACKNOWLEDGE_WITHIN = {
    WhistleKind.EMERGENCY: timedelta(minutes=30),
    WhistleKind.QUICK: timedelta(hours=2),
    WhistleKind.ENFORCEMENT: timedelta(hours=4),
    WhistleKind.KEY_ISSUE: timedelta(hours=24),
}


class Act(StrEnum):
    REMIND = "remind"  # the department
    TELL_STREET = "tell_street"
    ESCALATE = "escalate"  # to the district


@dataclass(frozen=True)
class Look:
    """One moment at which somebody looks at a department's row, unless it has gone on by then."""

    until: str
    """What ends it: acknowledged, or reported."""
    after: timedelta
    act: Act


LOOKS = (
    Look("acknowledged", timedelta(0), Act.REMIND),
    Look("acknowledged", timedelta(hours=2), Act.TELL_STREET),
    Look("reported", -timedelta(hours=4), Act.REMIND),
    Look("reported", timedelta(0), Act.REMIND),
    Look("reported", timedelta(hours=4), Act.TELL_STREET),
    Look("reported", timedelta(hours=24), Act.ESCALATE),
)
"""Each once per department; `after` counts from its deadline to acknowledge, or to report."""
