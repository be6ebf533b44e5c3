"""What comes round by the clock. Each runs twice as well as once."""

from celery import shared_task

from communities.actions import notices
from communities.importing import jobs
from core import scope


@shared_task(name="communities.forget_old_uploads")
def forget_old_uploads() -> None:
    with scope.entered(scope.EVERYTHING):
        jobs.forget_old_uploads()


@shared_task(name="communities.turn_notices")
def turn_notices() -> None:
    """Publish what is due, end what is over."""
    with scope.entered(scope.EVERYTHING):
        notices.publish_due()
        notices.expire_due()
