"""What waits this morning, asked in one statement."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.viewer import Viewer
from charity.models import (
    AidRecord,
    Campaign,
    FundReport,
    Gift,
    Loan,
    Lot,
    Meal,
    ProgrammePrice,
)
from charity.programme_workflow import MealStatus
from charity.queries.gifts import sees_gifts
from charity.workflow import AidStatus, CampaignStatus, GiftStatus
from core.counting import counted


@dataclass(frozen=True)
class Morning:
    offered: int = 0
    """What the viewer wrote down himself waits for somebody else."""
    without_receipt: int = 0
    aid: int = 0
    """Proposed by somebody else: it waits for a decision."""
    late: int = 0
    """Borrowed and not back in time."""
    reports: int = 0
    """Of a fund, drafted and not out."""
    campaigns: int = 0
    """Counted by somebody else: a report to read and to publish."""
    untold: int = 0
    """Campaigns three months over, without a report."""
    expired: int = 0
    expiring: int = 0
    prices: int = 0
    """Of programmes, said by somebody else: they wait to be approved."""
    failed: int = 0
    """Meals of today that did not arrive."""
    uncarried: int = 0
    """Meals of today that nobody is to bring yet."""


def morning(viewer: Viewer) -> Morning:
    if not sees_gifts(viewer):
        return Morning()
    brought = Meal.objects.manageable_by(viewer).to_carry(timezone.localdate())
    gifts, lots = Gift.objects.visible_to(viewer), Lot.objects.visible_to(viewer)
    return Morning(
        **counted(
            offered=gifts.filter(status=GiftStatus.OFFERED).exclude(recorded_by=viewer.user_id),
            without_receipt=gifts.without_receipt(),
            aid=AidRecord.objects.visible_to(viewer)
            .filter(status=AidStatus.PROPOSED)
            .exclude(proposed_by=viewer.user_id),
            late=Loan.objects.visible_to(viewer).overdue(),
            reports=FundReport.objects.visible_to(viewer).drafts(),
            campaigns=Campaign.objects.visible_to(viewer)
            .filter(status=CampaignStatus.COUNTED)
            .exclude(counted_by=viewer.user_id),
            untold=Campaign.objects.visible_to(viewer).overdue(),
            expired=Lot.objects.filter(pk__in=lots.expired().values("pk")),
            expiring=Lot.objects.filter(pk__in=lots.expiring().values("pk")),
            prices=ProgrammePrice.objects.visible_to(viewer)
            .waiting()
            .filter(programme__ended_on__isnull=True)
            .exclude(asked_by=viewer.user_id),
            failed=brought.filter(status=MealStatus.FAILED),
            uncarried=brought.filter(status=MealStatus.ORDERED, carrier__isnull=True),
        )
    )
