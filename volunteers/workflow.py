"""The life of a volunteer, as data. Buttons, actions and tests read this table.

A pause is no state: it is a day up to which somebody takes no offers, set by himself.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VolunteerStatus(TextChoices):
    APPLIED = "applied", _("等社区核对")
    ACTIVE = "active", _("在册")
    SUSPENDED = "suspended", _("暂停服务")
    WITHDRAWN = "withdrawn", _("已退出")


S = VolunteerStatus

PERSON, DESK = "person", "desk"
"""Who may: the volunteer himself, or the staff of his community."""


@dataclass(frozen=True)
class Transition:
    name: str
    sources: frozenset[VolunteerStatus]
    target: VolunteerStatus
    by: frozenset[str]
    reason_required: bool = False


ACCEPT = Transition("accept", frozenset({S.APPLIED}), S.ACTIVE, frozenset({DESK}))
DECLINE = Transition(
    "decline", frozenset({S.APPLIED}), S.WITHDRAWN, frozenset({DESK}), reason_required=True
)
SUSPEND = Transition(
    "suspend", frozenset({S.ACTIVE}), S.SUSPENDED, frozenset({DESK}), reason_required=True
)
REINSTATE = Transition(
    "reinstate", frozenset({S.SUSPENDED}), S.ACTIVE, frozenset({DESK}), reason_required=True
)
WITHDRAW = Transition(
    "withdraw",
    frozenset({S.APPLIED, S.ACTIVE, S.SUSPENDED}),
    S.WITHDRAWN,
    frozenset({PERSON, DESK}),
)
REJOIN = Transition("rejoin", frozenset({S.WITHDRAWN}), S.APPLIED, frozenset({PERSON, DESK}))

TRANSITIONS = (ACCEPT, DECLINE, SUSPEND, REINSTATE, WITHDRAW, REJOIN)


def available_from(status: str) -> list[Transition]:
    return [transition for transition in TRANSITIONS if status in transition.sources]


class TeamStatus(TextChoices):
    FOUNDED = "founded", _("筹备中")
    ACTIVE = "active", _("在服务")
    DISSOLVED = "dissolved", _("已解散")


T = TeamStatus


@dataclass(frozen=True)
class TeamStep:
    name: str
    sources: frozenset[TeamStatus]
    target: TeamStatus
    reason_required: bool = False


ACTIVATE = TeamStep("activated", frozenset({T.FOUNDED}), T.ACTIVE)
DISSOLVE = TeamStep(
    "dissolved", frozenset({T.FOUNDED, T.ACTIVE}), T.DISSOLVED, reason_required=True
)

TEAM_STEPS = (ACTIVATE, DISSOLVE)


class MembershipStatus(TextChoices):
    ASKED = "asked", _("申请入队")
    MEMBER = "member", _("队员")
    DECLINED = "declined", _("没有同意")
    LEFT = "left", _("已离队")


M = MembershipStatus


@dataclass(frozen=True)
class MembershipStep:
    name: str
    sources: frozenset[MembershipStatus]
    target: MembershipStatus


ADMIT = MembershipStep("joined", frozenset({M.ASKED}), M.MEMBER)
TURN_DOWN = MembershipStep("join_declined", frozenset({M.ASKED}), M.DECLINED)
LEAVE = MembershipStep("left", frozenset({M.ASKED, M.MEMBER}), M.LEFT)

MEMBERSHIP_STEPS = (ADMIT, TURN_DOWN, LEAVE)


class RecordStatus(TextChoices):
    """Of a service record: only what is counted is in his hours."""

    PENDING = "pending", _("等同事核对")
    COUNTED = "counted", _("已计入")
    REFUSED = "refused", _("没有计入")
    VOID = "void", _("已作废")


class CertificateStatus(TextChoices):
    """Asked for, verified and on the wall, numbered; or refused on the way, or revoked later."""

    APPLIED = "applied", _("等记录单位核对")
    PUBLIC = "public", _("公示中")
    ISSUED = "issued", _("已出证")
    REFUSED = "refused", _("没有通过")
    REVOKED = "revoked", pgettext_lazy("certificate", "已撤销")
