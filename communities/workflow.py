"""The life of a notice, as data. Buttons, actions and tests read this table."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeStatus(TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待核对")
    CHECKED = "checked", _("已核对，待发布")
    PUBLISHED = "published", _("公布中")
    EXPIRED = "expired", _("公布期满")
    WITHDRAWN = "withdrawn", _("已撤下")


S = NoticeStatus

WRITE = "write"
CHECK = "check"
"""The two duties at a notice; nobody has both at the same one."""


@dataclass(frozen=True)
class Transition:
    name: str
    sources: frozenset[NoticeStatus]
    target: NoticeStatus
    duty: str
    """Who may: somebody who writes, or somebody who checks. '' is the clock."""
    reason_required: bool = False
    by_another: bool = False
    """Not by anybody whose words they are."""


SUBMIT = Transition("submit", frozenset({S.DRAFT}), S.SUBMITTED, WRITE)
SEND_BACK = Transition(
    "send_back", frozenset({S.SUBMITTED, S.CHECKED}), S.DRAFT, WRITE, reason_required=True
)
CHECK_NOTICE = Transition("check", frozenset({S.SUBMITTED}), S.CHECKED, CHECK, by_another=True)
PUBLISH = Transition("publish", frozenset({S.CHECKED}), S.PUBLISHED, CHECK)
EXPIRE = Transition("expire", frozenset({S.PUBLISHED}), S.EXPIRED, "")
DISCARD = Transition("discard", frozenset({S.DRAFT}), S.WITHDRAWN, WRITE, reason_required=True)
WITHDRAW = Transition(
    "withdraw",
    frozenset({S.CHECKED, S.PUBLISHED, S.EXPIRED}),
    S.WITHDRAWN,
    CHECK,
    reason_required=True,
)

TRANSITIONS = (SUBMIT, SEND_BACK, CHECK_NOTICE, PUBLISH, EXPIRE, DISCARD, WITHDRAW)

PUBLIC = (S.PUBLISHED, S.EXPIRED)
"""What the archive shows: a notice whose time is over was said all the same."""


def available_from(status: str) -> list[Transition]:
    return [transition for transition in TRANSITIONS if status in transition.sources]


class BookingStatus(TextChoices):
    """A room of the service centre: asked for by a resident, given by the desk."""

    REQUESTED = "requested", _("等社区定")
    BOOKED = "booked", _("已约好")
    DECLINED = "declined", _("没约上")
    CANCELLED = "cancelled", _("已取消")


B = BookingStatus


@dataclass(frozen=True)
class BookingStep:
    name: str
    sources: frozenset[BookingStatus]
    target: BookingStatus
    reason_required: bool = False


CONFIRM_BOOKING = BookingStep("confirm", frozenset({B.REQUESTED}), B.BOOKED)
DECLINE_BOOKING = BookingStep("decline", frozenset({B.REQUESTED}), B.DECLINED, reason_required=True)
CANCEL_BOOKING = BookingStep(
    "cancel", frozenset({B.REQUESTED, B.BOOKED}), B.CANCELLED, reason_required=True
)

BOOKING_STEPS = (CONFIRM_BOOKING, DECLINE_BOOKING, CANCEL_BOOKING)


class PlanStatus(TextChoices):
    """A month of the duty roster."""

    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已公布")


class SwapStatus(TextChoices):
    """Two colleagues change a duty between them, and the secretary agrees."""

    ASKED = "asked", _("等对方答应")
    AGREED = "agreed", _("等书记批准")
    APPROVED = "approved", _("换好了")
    REFUSED = "refused", _("没换成")
    WITHDRAWN = "withdrawn", _("自己撤回了")
    LAPSED = "lapsed", _("过时作废")


W = SwapStatus

ASKER = "asker"
OTHER = "other"
DECIDER = "decider"
"""The three at a swap; the one who decides is neither of the two."""


@dataclass(frozen=True)
class SwapStep:
    name: str
    sources: frozenset[SwapStatus]
    target: SwapStatus
    party: str
    """Who may. '' is the clock, or a shift that is no longer the asker's."""
    reason_required: bool = False


AGREE_SWAP = SwapStep("agree", frozenset({W.ASKED}), W.AGREED, OTHER)
REFUSE_SWAP = SwapStep("refuse", frozenset({W.ASKED}), W.REFUSED, OTHER, reason_required=True)
WITHDRAW_SWAP = SwapStep("withdraw", frozenset({W.ASKED, W.AGREED}), W.WITHDRAWN, ASKER)
APPROVE_SWAP = SwapStep("approve", frozenset({W.AGREED}), W.APPROVED, DECIDER)
DECLINE_SWAP = SwapStep("decline", frozenset({W.AGREED}), W.REFUSED, DECIDER, reason_required=True)
LAPSE_SWAP = SwapStep("lapse", frozenset({W.ASKED, W.AGREED}), W.LAPSED, "")

SWAP_STEPS = (AGREE_SWAP, REFUSE_SWAP, WITHDRAW_SWAP, APPROVE_SWAP, DECLINE_SWAP, LAPSE_SWAP)

OPEN_SWAP = (W.ASKED, W.AGREED)
