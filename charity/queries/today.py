"""What waits this morning, asked in one statement."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.viewer import Viewer
from charity.models import AidRecord, FundReport, Gift, Loan, Lot, Meal
from charity.programme_workflow import MealStatus
from charity.queries.gifts import sees_gifts
from charity.workflow import AidStatus, GiftStatus
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
    expired: int = 0
    expiring: int = 0
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
            expired=Lot.objects.filter(pk__in=lots.expired().values("pk")),
            expiring=Lot.objects.filter(pk__in=lots.expiring().values("pk")),
            failed=brought.filter(status=MealStatus.FAILED),
            uncarried=brought.filter(status=MealStatus.ORDERED, carrier__isnull=True),
        )
    )
