"""What comes round by the clock. Runs twice as well as once."""

from celery import shared_task

from activities.actions import fetching, waiting
from core import scope


@shared_task(name="activities.sweep_places")
def sweep_places() -> None:
    """Offers nobody answered in time go to the next who waits."""
    with scope.entered(scope.EVERYTHING):
        waiting.sweep()


@shared_task(name="activities.sweep_unfetched")
def sweep_unfetched() -> None:
    """Children who are still there when it is over."""
    with scope.entered(scope.EVERYTHING):
        fetching.sweep()
