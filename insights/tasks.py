"""What comes round by the clock."""

from celery import shared_task

from core import scope
from insights.actions import folding, linking, reports
from insights.queries.report_figures import frozen


@shared_task(name="insights.fold", ignore_result=True)
def fold() -> None:
    folding.fold()


@shared_task(name="insights.draft_reports")
def draft_reports() -> None:
    """A month or a quarter is over: the report of each place is drafted, once."""
    with scope.entered(scope.EVERYTHING):
        reports.draft_due(frozen)


@shared_task(name="insights.link", ignore_result=True)
def link() -> None:
    with scope.entered(scope.EVERYTHING):
        linking.link()
