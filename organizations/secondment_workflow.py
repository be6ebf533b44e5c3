"""Secondments (挂职、下沉驻点) and the duty of stationed cadres, as data. Read it aloud.

One side proposes: this person of this unit, for this post, from then to then, on these days. The
other side agrees, or the community writes down by which letter the unit agreed; either may let it
go with a reason. While it runs, either may end it early; on its last day the clock ends it.

Each day he was there is told by him or by the desk, and confirmed by somebody else. What the unit
hears of it (到岗小结) is drafted each quarter and when it ends, sent under a name, received.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from organizations.post_workflow import TurnStatus


class SecondmentStatus(TextChoices):
    PROPOSED = "proposed", _("等对方同意")
    RUNNING = "running", _("约定好了")
    DECLINED = "declined", _("没有谈成")
    ENDED = "ended", _("期满结束")
    STOPPED = "stopped", _("提前结束")


COMMUNITY, UNIT, HIMSELF = "community", "unit", "himself"
"""Who: the staff of the community, the manager of the unit, the cadre."""
OTHER = "other"
"""Of the two sides the one that did not propose it."""
BOTH = frozenset({COMMUNITY, UNIT})


@dataclass(frozen=True)
class SecondmentStep:
    name: str
    sources: frozenset[str]
    target: str
    by: frozenset[str]
    reason_required: bool = False


S, D = SecondmentStatus, TurnStatus
STANDING = (S.PROPOSED, S.RUNNING)
AGREED = (S.RUNNING, S.ENDED, S.STOPPED)

AGREE = SecondmentStep("agree", frozenset({S.PROPOSED}), S.RUNNING, frozenset({OTHER}))
AGREE_ON_PAPER = SecondmentStep(
    "agree-on-paper", frozenset({S.PROPOSED}), S.RUNNING, frozenset({COMMUNITY})
)
"""The unit has no account here and wrote a letter."""
DECLINE = SecondmentStep("decline", frozenset({S.PROPOSED}), S.DECLINED, BOTH, reason_required=True)
STOP = SecondmentStep("stop", frozenset({S.RUNNING}), S.STOPPED, BOTH, reason_required=True)
LAPSE = SecondmentStep("lapse", frozenset({S.RUNNING}), S.ENDED, frozenset())
"""By the clock alone."""
SECONDMENT_STEPS = (AGREE, AGREE_ON_PAPER, DECLINE, STOP, LAPSE)

COUNT = SecondmentStep("count", frozenset({D.TOLD}), D.COUNTED, frozenset({COMMUNITY, HIMSELF}))
REFUSE = SecondmentStep(
    "refuse",
    frozenset({D.TOLD}),
    D.REFUSED,
    frozenset({COMMUNITY, HIMSELF}),
    reason_required=True,
)
DAY_STEPS = (COUNT, REFUSE)
"""Never by who told it."""

LONGEST = timedelta(days=3 * 366)
MOST_DATES = 60
TELL_WITHIN = timedelta(days=31)
"""What somebody did is told while others remember it."""
