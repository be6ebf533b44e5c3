"""What a community and a unit agree on, and how they judge each other, as data. Read it aloud.

An agreement is drafted, signed, ends on its day or before it; each line of its three lists is
planned, under way, done or dropped. A pairing (结对共建) begins with a need and a resource; the
others (合作, 校地共建) with a project, and a school's has its terms. An assessment (双向评价) is
drafted and submitted by one side, published by the street, appealed by the other side; the street
upholds or withdraws it.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgreementKind(TextChoices):
    PAIRING = "pairing", _("结对共建")
    COOPERATION = "cooperation", _("合作协议")
    UNIVERSITY = "university", _("校地共建")


CALLED = {
    AgreementKind.PAIRING: _("结对协议"),
    AgreementKind.COOPERATION: _("合作协议"),
    AgreementKind.UNIVERSITY: _("校地共建协议"),
}
"""The paper itself, in the middle of a sentence."""


class PairingStatus(TextChoices):
    DRAFT = "draft", _("拟定中")
    RUNNING = "running", _("履行中")
    ENDED = "ended", _("期满结束")
    STOPPED = "stopped", _("提前结束")


class LineStatus(TextChoices):
    PLANNED = "planned", _("还没开始")
    DOING = "doing", _("在办")
    DONE = "done", _("办成了")
    DROPPED = "dropped", _("不办了")


class AssessmentStatus(TextChoices):
    DRAFT = "draft", _("在写")
    SUBMITTED = "submitted", _("等街道公布")
    PUBLISHED = "published", _("已公布")
    APPEALED = "appealed", _("有异议，等街道答复")
    UPHELD = "upheld", _("维持")
    WITHDRAWN = "withdrawn", _("撤销")


COMMUNITY, UNIT, STREET = "community", "unit", "street"
"""Who: the staff of the community, the manager of the unit, the officials over the place."""
AUTHOR, SUBJECT = "author", "subject"
"""Of an assessment: who wrote it, and whom it is about."""
BOTH = frozenset({COMMUNITY, UNIT})


@dataclass(frozen=True)
class PartnerStep:
    name: str
    sources: frozenset[str]
    target: str
    by: frozenset[str]
    reason_required: bool = False


P, L, A = PairingStatus, LineStatus, AssessmentStatus

SIGN = PartnerStep("sign", frozenset({P.DRAFT}), P.RUNNING, frozenset({COMMUNITY}))
STOP = PartnerStep(
    "stop", frozenset({P.DRAFT, P.RUNNING}), P.STOPPED, frozenset({COMMUNITY}), reason_required=True
)
LAPSE = PartnerStep("lapse", frozenset({P.RUNNING}), P.ENDED, frozenset())
"""By the clock alone."""
PAIRING_STEPS = (SIGN, STOP, LAPSE)
OPEN = (P.DRAFT, P.RUNNING)

NEED, RESOURCE, PROJECT = "need", "resource", "project"
LISTS_OF: dict[str, frozenset[str]] = {
    AgreementKind.PAIRING: frozenset({NEED, RESOURCE}),
    AgreementKind.COOPERATION: frozenset({PROJECT}),
    AgreementKind.UNIVERSITY: frozenset({PROJECT}),
}
"""Without a line on each of these there is nothing to sign."""

BEGIN = PartnerStep("begin", frozenset({L.PLANNED}), L.DOING, BOTH)
FINISH = PartnerStep("finish", frozenset({L.PLANNED, L.DOING}), L.DONE, BOTH, reason_required=True)
DROP = PartnerStep("drop", frozenset({L.PLANNED, L.DOING}), L.DROPPED, BOTH, reason_required=True)
LINE_STEPS = (BEGIN, FINISH, DROP)

SUBMIT = PartnerStep("submit", frozenset({A.DRAFT}), A.SUBMITTED, frozenset({AUTHOR}))
PUBLISH = PartnerStep("publish", frozenset({A.SUBMITTED}), A.PUBLISHED, frozenset({STREET}))
APPEAL = PartnerStep(
    "appeal", frozenset({A.PUBLISHED}), A.APPEALED, frozenset({SUBJECT}), reason_required=True
)
UPHOLD = PartnerStep(
    "uphold", frozenset({A.APPEALED}), A.UPHELD, frozenset({STREET}), reason_required=True
)
WITHDRAW = PartnerStep(
    "withdraw", frozenset({A.APPEALED}), A.WITHDRAWN, frozenset({STREET}), reason_required=True
)
ASSESSMENT_STEPS = (SUBMIT, PUBLISH, APPEAL, UPHOLD, WITHDRAW)
TOLD = (A.PUBLISHED, A.APPEALED, A.UPHELD, A.WITHDRAWN)
"""The side it is about reads it from then on."""
