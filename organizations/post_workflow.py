"""Posts for checked-in members (岗位设岗), as data. Read it aloud.

The community opens a post for so many people; a member who is in a post of his grid claims one;
each time he served he says so, and somebody else confirms it; he stops, is taken off, or the post
is over. Each quarter his unit gets a letter (季度反馈): drafted by the clock, released by somebody
with his name, received by the unit.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PostStatus(TextChoices):
    OPEN = "open", _("设着")
    CLOSED = "closed", _("撤了")


class ClaimStatus(TextChoices):
    HELD = "held", _("在岗")
    LEFT = "left", _("不做了")
    RELEASED = "released", _("社区调整")
    FINISHED = "finished", _("岗位结束")


class TurnStatus(TextChoices):
    TOLD = "told", _("等核对")
    COUNTED = "counted", _("算数")
    REFUSED = "refused", _("没有算")


class LetterStatus(TextChoices):
    DRAFT = "draft", _("等签发")
    RELEASED = "released", _("已发给单位")
    RECEIVED = "received", _("单位收到了")


COMMUNITY, ONESELF, UNIT = "community", "oneself", "unit"
"""Who: the staff of the community; the member; the manager of his unit."""


@dataclass(frozen=True)
class PostStep:
    name: str
    sources: frozenset[str]
    target: str
    by: frozenset[str]
    reason_required: bool = False


P, C, T, L = PostStatus, ClaimStatus, TurnStatus, LetterStatus

CLOSE = PostStep(
    "close", frozenset({P.OPEN}), P.CLOSED, frozenset({COMMUNITY}), reason_required=True
)
POST_STEPS = (CLOSE,)
"""After its last day the clock closes it."""

LEAVE = PostStep("leave", frozenset({C.HELD}), C.LEFT, frozenset({ONESELF}))
RELEASE = PostStep(
    "release", frozenset({C.HELD}), C.RELEASED, frozenset({COMMUNITY}), reason_required=True
)
FINISH = PostStep("finish", frozenset({C.HELD}), C.FINISHED, frozenset())
"""Follows from the end of the post."""
CLAIM_STEPS = (LEAVE, RELEASE, FINISH)

COUNT = PostStep("count", frozenset({T.TOLD}), T.COUNTED, frozenset({COMMUNITY}))
REFUSE = PostStep(
    "refuse", frozenset({T.TOLD}), T.REFUSED, frozenset({COMMUNITY}), reason_required=True
)
TURN_STEPS = (COUNT, REFUSE)

SEND = PostStep("send", frozenset({L.DRAFT}), L.RELEASED, frozenset({COMMUNITY}))
RECEIVE = PostStep("receive", frozenset({L.RELEASED}), L.RECEIVED, frozenset({UNIT}))
LETTER_STEPS = (SEND, RECEIVE)

MOST_PLACES = 200
SHORTEST, LONGEST = 15, 12 * 60
"""Minutes of one time."""
TELL_WITHIN = timedelta(days=31)
"""What somebody did is told while others remember it."""
