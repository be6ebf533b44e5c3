"""Every step of an affair (办事): from which states, by whose hand, to which, what must be said.

An affair is carried to a window for somebody. It has no ladder of its own: the window's clock is
the window's; ours runs on the inquiry, in minutes.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    SUBMITTED = "submitted", _("待受理")
    LACKING = "lacking", _("等补材料")
    ACCEPTED = "accepted", _("受理了")
    FETCHING = "fetching", _("上门取材料")
    FILED = "filed", _("已送窗口")
    READY = "ready", _("办好了，等送回")
    DONE = "done", _("办结")
    REFUSED = "refused", _("没有受理")
    WITHDRAWN = "withdrawn", _("已撤回")


HEADLINES: dict[str, Any] = {
    Status.SUBMITTED: _("社区收到了，正在看材料。"),
    Status.LACKING: _("还差材料，补上就接着办。"),
    Status.ACCEPTED: _("受理了，社区替您跑。"),
    Status.FETCHING: _("网格员上门来取材料。"),
    Status.FILED: _("送到窗口了，等窗口办。"),
    Status.READY: _("办好了，给您送回来。"),
    Status.DONE: _("办结了。"),
    Status.REFUSED: _("这件社区没有受理，原因写在下面。"),
    Status.WITHDRAWN: _("您撤回了，随时可以再来。"),
}
"""For whom it is carried, in a sentence."""


CLOSED = frozenset({Status.DONE, Status.REFUSED, Status.WITHDRAWN})
OPEN = frozenset(Status) - CLOSED


class Hand(StrEnum):
    APPLICANT = "applicant"
    DESK = "desk"
    WORKER = "worker"  # the grid worker who fetches the papers


@dataclass(frozen=True)
class Step:
    name: str
    sources: frozenset[Status]
    target: Status | None
    hands: frozenset[Hand]
    line: Any
    """How the applicant reads it."""
    needs: frozenset[str] = field(default_factory=frozenset)


S = Status
DESK, WORKER, APPLICANT = Hand.DESK, Hand.WORKER, Hand.APPLICANT
UNDER_WAY = (S.SUBMITTED, S.LACKING, S.ACCEPTED, S.FETCHING, S.FILED, S.READY)


def _step(name: str, sources: tuple[Status, ...], target: Status | None, *hands: Hand,
          line: Any, needs: tuple[str, ...] = ()) -> Step:  # fmt: skip
    return Step(name, frozenset(sources), target, frozenset(hands), line, frozenset(needs))


STEPS = (
    _step("lack", (S.SUBMITTED, S.ACCEPTED), S.LACKING, DESK, line=_("还缺材料"), needs=("note",)),
    _step("supply", (S.LACKING,), S.SUBMITTED, APPLICANT, line=_("补了材料")),
    _step("accept", (S.SUBMITTED, S.LACKING), S.ACCEPTED, DESK, line=_("社区受理了")),
    _step(
        "fetch",
        (S.ACCEPTED,),
        S.FETCHING,
        DESK,
        line=_("请网格员上门取材料"),
        needs=("worker", "authority"),
    ),
    _step(
        "take",
        (S.FETCHING,),
        None,
        WORKER,
        DESK,
        line=_("取走了材料"),
        needs=("papers",),
    ),
    _step("file", (S.ACCEPTED, S.FETCHING), S.FILED, DESK, WORKER, line=_("材料送到窗口了")),
    _step("finish", (S.FILED,), S.READY, DESK, WORKER, line=_("窗口办好了"), needs=("outcome",)),
    _step("give_back", (S.FETCHING, S.FILED, S.READY), None, WORKER, DESK, line=_("材料还回来了"),
          needs=("papers",)),
    _step("deliver", (S.READY, S.FILED), S.DONE, DESK, WORKER, line=_("办结了")),
    _step("refuse", (S.SUBMITTED, S.LACKING, S.ACCEPTED), S.REFUSED, DESK, line=_("没有受理"),
          needs=("note",)),
    _step("withdraw", (S.SUBMITTED, S.LACKING, S.ACCEPTED), S.WITHDRAWN, APPLICANT,
          line=_("撤回了")),
    _step("visit", UNDER_WAY, None, DESK, line=_("您来了一趟")),
    _step("note", UNDER_WAY, None, DESK, WORKER, line=_("给您留了一句话"), needs=("note",)),
)  # fmt: skip

OPENED = _("提出来了")
AT_DESK = {"visit": _("本人来了一趟"), "note": _("给申请人留了一句话")}
"""Where the line of the applicant's page speaks to him."""

_BY_NAME = {step.name: step for step in STEPS}


def by_name(name: str) -> Step:
    return _BY_NAME[name]


def steps_from(status: str, hands: frozenset[Hand]) -> list[Step]:
    return [step for step in STEPS if status in step.sources and step.hands & hands]
