"""The way of an organisation (培育), as data. Read it aloud.

An idea becomes a team once it has a purpose and founders; the community then looks after it. The
team hands its papers in, the street files it or sends them back; civil affairs registers what was
filed once it is ready. An idea or a team that comes to nothing stops for a reason.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    IDEA = "idea", _("想法")
    TEAM = "team", _("队伍")
    HANDED_IN = "handed_in", _("等街道备案")
    FILED = "filed", _("已备案")
    REGISTERED = "registered", _("已登记")
    STOPPED = "stopped", _("没办成")


class Paper(TextChoices):
    PURPOSE = "purpose", _("宗旨和活动设想")
    FOUNDERS = "founders", _("三名以上发起人名单")
    ORIGIN = "origin", _("原登记地的证书")
    APPLICATION = "application", _("备案申请表")
    RULES = "rules", _("章程或活动规则")
    MEMBERS = "members", _("成员名单")
    LEADER = "leader", _("负责人情况")
    VENUE = "venue", _("活动场所说明")
    REQUEST = "request", _("登记申请书")
    CHARTER = "charter", _("会议通过的章程")
    FUNDS = "funds", _("资金证明")
    SITE = "site", _("住所使用证明")
    IDENTITY = "identity", _("发起人和负责人身份证明")
    OPINION = "opinion", _("业务主管单位意见")


class SupportKind(TextChoices):
    """What somebody gives to what grows."""

    ROOM = "room", _("场地")
    COACHING = "coaching", _("辅导")
    MONEY = "money", _("资金")
    MATERIALS = "materials", _("物资")


COMMUNITY, STREET, ITSELF = "community", "street", "itself"
"""Who: keepers of the community's register, officials over it, its own manager or its hub's."""


@dataclass(frozen=True)
class CultivationStep:
    name: str
    sources: frozenset[str]
    target: str
    by: frozenset[str]
    papers: tuple[Paper, ...] = ()
    reason_required: bool = False


S, P = Stage, Paper

FORM = CultivationStep(
    "form", frozenset({S.IDEA}), S.TEAM, frozenset({COMMUNITY}), (P.PURPOSE, P.FOUNDERS)
)
HAND_IN = CultivationStep(
    "hand_in", frozenset({S.TEAM}), S.HANDED_IN, frozenset({COMMUNITY, ITSELF}),
    (P.APPLICATION, P.RULES, P.MEMBERS, P.LEADER, P.VENUE),
)  # fmt: skip
SEND_BACK = CultivationStep(
    "send_back", frozenset({S.HANDED_IN}), S.TEAM, frozenset({STREET}), reason_required=True
)
FILE = CultivationStep("file", frozenset({S.HANDED_IN}), S.FILED, frozenset({STREET}))
REGISTER = CultivationStep(
    "register", frozenset({S.FILED}), S.REGISTERED, frozenset({COMMUNITY, STREET}),
    (P.REQUEST, P.CHARTER, P.FUNDS, P.SITE, P.IDENTITY, P.OPINION),
)  # fmt: skip
STOP = CultivationStep(
    "stop", frozenset({S.IDEA, S.TEAM}), S.STOPPED, frozenset({COMMUNITY}), reason_required=True
)
STEPS = (FORM, HAND_IN, SEND_BACK, FILE, REGISTER, STOP)
WITH_PAPERS = (FORM, HAND_IN, REGISTER)
ROAD = (S.IDEA, S.TEAM, S.FILED, S.REGISTERED)
"""As residents know it; waiting for the street is on the way to it."""


def papers_for(step: CultivationStep, introduced: bool) -> tuple[Paper, ...]:
    """Who comes from elsewhere shows, before all, what he is there."""
    return (*step.papers, P.ORIGIN) if step == FORM and introduced else step.papers


def steps_ahead(stage: str) -> tuple[CultivationStep, ...]:
    """With papers, and open from here: what is being gathered now."""
    return tuple(step for step in WITH_PAPERS if stage in step.sources)
