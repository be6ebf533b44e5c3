"""Supervision (督导), as data. Read it aloud.

Who holds a certificate of the second or third level, still valid, may stand in the pool of
supervisors, from a day on until he is taken out of it. He writes down when he sat with whom and
what about, by headings only: no client's name has a place to stand in.

A social worker, or who keeps his record, asks for one: what about, and when it suits. Who keeps his
record matches him with one of the pool who is good at it and comes there; the supervisor may turn
it down, and then it waits again. Once they sat it is met, and each says in a word how it was.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Topic(TextChoices):
    """What a supervisor is good at, and what the two talked about."""

    CASES = "cases", _("个案")
    GROUPS = "groups", _("小组")
    COMMUNITY = "community", _("社区工作")
    ELDERS = "elders", _("老年人")
    CHILDREN = "children", _("儿童、青少年")
    CRISIS = "crisis", _("危机干预")
    ETHICS = "ethics", _("伦理两难")
    RECORDS = "records", _("记录和评估")
    ONESELF = "oneself", _("情绪和职业发展")
    TEAM = "team", _("团队和行政")


class AskStatus(TextChoices):
    ASKED = "asked", _("等匹配")
    MATCHED = "matched", _("匹配好了")
    MET = "met", _("督导过了")
    REFUSED = "refused", _("没有合适的")
    WITHDRAWN = "withdrawn", _("不用了")


class HowItWas(TextChoices):
    GOOD = "good", _("很有帮助")
    FAIR = "fair", _("有一些帮助")
    POOR = "poor", _("帮助不大")


@dataclass(frozen=True)
class AskStep:
    name: str
    sources: frozenset[AskStatus]
    target: AskStatus
    reason_required: bool = False


_A = AskStatus
MATCH = AskStep("matched", frozenset({_A.ASKED, _A.MATCHED}), _A.MATCHED)
"""Again, too: who was chosen has left the pool, or cannot come after all."""
TURN_DOWN = AskStep("turned_down", frozenset({_A.MATCHED}), _A.ASKED)
MEET = AskStep("met", frozenset({_A.MATCHED}), _A.MET)
REFUSE = AskStep("refused", frozenset({_A.ASKED}), _A.REFUSED, reason_required=True)
WITHDRAW = AskStep("withdrawn", frozenset({_A.ASKED, _A.MATCHED}), _A.WITHDRAWN)
ASK_STEPS = (MATCH, TURN_DOWN, MEET, REFUSE, WITHDRAW)
OPEN_ASKS = (AskStatus.ASKED, AskStatus.MATCHED)

NEXT = {
    AskStatus.ASKED: _("接下来：管他档案的社区或机构从督导库里请一位。"),
    AskStatus.MATCHED: _("接下来：双方约个时间；督导过后，由督导记一次。"),
    AskStatus.MET: _("接下来：双方各说一句怎么样，就算办完。"),
    AskStatus.REFUSED: _("这次没有请到；过一阵可以再提。"),
    AskStatus.WITHDRAWN: _("撤回了；需要时可以再提。"),
}
"""What comes next, said on its page."""

LEVELS = ("intermediate", "senior")
"""Of the certificate that a supervisor holds."""
SHORTEST, LONGEST = 15, 480
"""Minutes of one sitting."""
LATE = 60
"""Days after which a sitting is not written down any more."""
