"""What comes round by the clock. Each runs twice as well as once."""

from celery import shared_task

from core import scope
from points.actions import expiry, publicity, records, store


@shared_task(name="points.take_due")
def take_due() -> None:
    """Deductions that were announced and not objected to."""
    with scope.entered(scope.EVERYTHING):
        records.take_due()


@shared_task(name="points.cancel_due")
def cancel_due() -> None:
    """What was put aside and nobody came for."""
    with scope.entered(scope.EVERYTHING):
        store.cancel_due()


@shared_task(name="points.lapse_due")
def lapse_due() -> None:
    """Old points whose announced day has come."""
    with scope.entered(scope.EVERYTHING):
        expiry.lapse_due()


@shared_task(name="points.draft_lists")
def draft_lists() -> None:
    """A month is over: its list is drafted, once, and waits for somebody to release it."""
    with scope.entered(scope.EVERYTHING):
        publicity.draft_due()
