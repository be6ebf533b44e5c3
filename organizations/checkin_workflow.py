"""The life of a check-in (双报到), as data. Read it aloud: a Party member, or a unit, registers;
the community confirms or declines; placed in a post it is active; it moves away, or stops.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CheckinStatus(TextChoices):
    REGISTERED = "registered", _("等社区确认")
    CONFIRMED = "confirmed", _("已确认，等安排")
    ACTIVE = "active", _("在岗")
    TRANSFERRED = "transferred", _("已转到别处")
    ENDED = "ended", _("已结束")
    DECLINED = "declined", _("没有接上")


S = CheckinStatus

STANDING = (S.REGISTERED, S.CONFIRMED, S.ACTIVE)
"""One of these per person and community; what is over may be followed by a new one."""
ACCEPTED = (S.CONFIRMED, S.ACTIVE)
"""Those who count: the community has said yes, and nobody has said good-bye."""

COMMUNITY, ONESELF = "community", "oneself"
"""Who may: the community's staff; the member, or the manager of the unit."""


@dataclass(frozen=True)
class CheckinStep:
    name: str
    sources: frozenset[CheckinStatus]
    target: CheckinStatus
    by: frozenset[str]
    reason_required: bool = False


CONFIRM = CheckinStep("confirm", frozenset({S.REGISTERED}), S.CONFIRMED, frozenset({COMMUNITY}))
DECLINE = CheckinStep(
    "decline", frozenset({S.REGISTERED}), S.DECLINED, frozenset({COMMUNITY}), reason_required=True
)
PLACE = CheckinStep("place", frozenset(ACCEPTED), S.ACTIVE, frozenset({COMMUNITY}))
TRANSFER = CheckinStep(
    "transfer", frozenset(ACCEPTED), S.TRANSFERRED, frozenset({COMMUNITY, ONESELF})
)
END = CheckinStep("end", frozenset(ACCEPTED), S.ENDED, frozenset({COMMUNITY}), reason_required=True)
WITHDRAW = CheckinStep("withdraw", frozenset(STANDING), S.ENDED, frozenset({ONESELF}))

MEMBER_STEPS = (CONFIRM, DECLINE, PLACE, TRANSFER, END, WITHDRAW)
UNIT_STEPS = (CONFIRM, DECLINE, PLACE, END, WITHDRAW)
"""A unit does not move house: it ends here and checks in there."""
