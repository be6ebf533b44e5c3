"""The life of a gift in the register, as data. Buttons, actions and tests read it.

意向 → 已收到；意向 → 谢绝 or 撤回；已收到 → 退回. It counts as received only once somebody other
than the one who wrote it down says that the organisation has it. Nothing is deleted.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GiftStatus(TextChoices):
    OFFERED = "offered", _("等确认收到")
    RECEIVED = "received", _("已收到")
    REFUSED = "refused", _("谢绝")
    WITHDRAWN = "withdrawn", _("捐赠人撤回")
    RETURNED = "returned", _("已退回")


G = GiftStatus


@dataclass(frozen=True)
class GiftStep:
    name: str
    sources: frozenset[GiftStatus]
    target: GiftStatus
    reason_required: bool = False


RECEIVE = GiftStep("received", frozenset({G.OFFERED}), G.RECEIVED)
REFUSE = GiftStep("refused", frozenset({G.OFFERED}), G.REFUSED, reason_required=True)
WITHDRAW = GiftStep("withdrawn", frozenset({G.OFFERED}), G.WITHDRAWN, reason_required=True)
RETURN = GiftStep("returned", frozenset({G.RECEIVED}), G.RETURNED, reason_required=True)

GIFT_STEPS = (RECEIVE, REFUSE, WITHDRAW, RETURN)
HAD = (G.RECEIVED, G.RETURNED)
"""The organisation has, or had, it in hand."""
GONE = (G.REFUSED, G.WITHDRAWN, G.RETURNED)
"""Over, and why is written down."""


class AidStatus(TextChoices):
    """提出 → 批准 → 送到；提出 → 不批；批准 → 没送成. Who wrote it down does not decide it."""

    PROPOSED = "proposed", _("等批准")
    APPROVED = "approved", _("已批准，还没送")
    GIVEN = "given", _("已送到")
    REFUSED = "refused", _("没有批准")
    CANCELLED = "cancelled", _("没送成，已撤销")


AID_STANDING = (AidStatus.APPROVED, AidStatus.GIVEN)
AID_STEPS: dict[AidStatus, tuple[AidStatus, ...]] = {
    AidStatus.PROPOSED: (AidStatus.APPROVED, AidStatus.REFUSED),
    AidStatus.APPROVED: (AidStatus.GIVEN, AidStatus.CANCELLED),
    AidStatus.GIVEN: (),
    AidStatus.REFUSED: (),
    AidStatus.CANCELLED: (),
}


class ProposalStatus(TextChoices):
    """提出 → 通过 → 办完；提出 → 没通过；提出 → 撤回. The votes decide."""

    PROPOSED = "proposed", _("等管委会决议")
    PASSED = "passed", _("已通过")
    FAILED = "failed", _("没有通过")
    WITHDRAWN = "withdrawn", _("已撤回")
    DONE = "done", _("已办完")


PROPOSAL_STEPS: dict[ProposalStatus, tuple[ProposalStatus, ...]] = {
    ProposalStatus.PROPOSED: (
        ProposalStatus.PASSED,
        ProposalStatus.FAILED,
        ProposalStatus.WITHDRAWN,
    ),
    ProposalStatus.PASSED: (ProposalStatus.DONE,),
    ProposalStatus.FAILED: (),
    ProposalStatus.WITHDRAWN: (),
    ProposalStatus.DONE: (),
}


class EndingStatus(TextChoices):
    """决议终止 → 已终止；决议终止 → 收回；没有通过. The votes decide, then the host's paper."""

    RESOLVED = "resolved", _("决议终止，等托管单位结清")
    FAILED = "failed", _("没有通过，基金照旧")
    WITHDRAWN = "withdrawn", _("收回了，基金照旧")
    ENDED = "ended", _("已终止")


ENDING_STEPS: dict[EndingStatus, tuple[EndingStatus, ...]] = {
    EndingStatus.RESOLVED: (EndingStatus.ENDED, EndingStatus.WITHDRAWN),
    EndingStatus.FAILED: (),
    EndingStatus.WITHDRAWN: (),
    EndingStatus.ENDED: (),
}


class CampaignStatus(TextChoices):
    """在办 → 清点过 → 报告已公布 → 更正；清点过 → 重新清点；在办 → 没有办. Who counted does not
    publish."""

    RUNNING = "running", _("在办")
    COUNTED = "counted", _("清点过，等公布")
    REPORTED = "reported", _("报告已公布")
    CANCELLED = "cancelled", _("没有办")


CAMPAIGN_STEPS: dict[CampaignStatus, tuple[CampaignStatus, ...]] = {
    CampaignStatus.RUNNING: (CampaignStatus.COUNTED, CampaignStatus.CANCELLED),
    CampaignStatus.COUNTED: (CampaignStatus.COUNTED, CampaignStatus.REPORTED),
    CampaignStatus.REPORTED: (CampaignStatus.RUNNING,),
    CampaignStatus.CANCELLED: (),
}


class AssetStatus(TextChoices):
    """摸到 → 有打算 → 用起来了；摸到或有打算 → 不用了."""

    FOUND = "found", _("摸底列入")
    PLANNED = "planned", _("有了打算")
    USED = "used", _("用起来了")
    DROPPED = "dropped", _("不用了")


ASSET_STEPS: dict[AssetStatus, tuple[AssetStatus, ...]] = {
    AssetStatus.FOUND: (AssetStatus.PLANNED, AssetStatus.DROPPED),
    AssetStatus.PLANNED: (AssetStatus.PLANNED, AssetStatus.USED, AssetStatus.DROPPED),
    AssetStatus.USED: (),
    AssetStatus.DROPPED: (),
}
