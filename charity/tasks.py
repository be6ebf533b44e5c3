"""What comes round by the clock. Each runs twice as well as once."""

from celery import shared_task

from charity.actions import expiry, fund_reports, library
from core import scope


@shared_task(name="charity.remind_of_loans")
def remind_of_loans() -> None:
    """What is not back in time: its borrower hears of it, once a week."""
    with scope.entered(scope.EVERYTHING):
        library.remind()


@shared_task(name="charity.draft_reports")
def draft_reports() -> None:
    """A quarter is over: the report of each fund is drafted, once."""
    with scope.entered(scope.EVERYTHING):
        fund_reports.draft_due()


@shared_task(name="charity.remind_of_expiry")
def remind_of_expiry() -> None:
    """Goods that run out within a month: 30 and 7 days before, once each."""
    with scope.entered(scope.EVERYTHING):
        expiry.remind()
