"""What comes round by the clock. Each runs twice as well as once."""

from celery import shared_task

from core import scope
from volunteers.actions import certificates, following, licences, recruiting


@shared_task(name="volunteers.end_pauses")
def end_pauses() -> None:
    """Whose rest is over hears of it in the morning, not at midnight."""
    with scope.entered(scope.EVERYTHING):
        while following.end_pauses():
            pass


@shared_task(name="volunteers.remind_of_licences")
def remind_of_licences() -> None:
    """A month before a licence runs out, once for each."""
    with scope.entered(scope.EVERYTHING):
        licences.remind()


@shared_task(name="volunteers.issue_certificates")
def issue_certificates() -> None:
    """Whose days on the wall are over gets its number."""
    with scope.entered(scope.EVERYTHING):
        certificates.issue_due()


@shared_task(name="volunteers.remind_of_choosing")
def remind_of_choosing() -> None:
    """Shifts whose deadline has passed wait for their leaders' word; each is told of once."""
    with scope.entered(scope.EVERYTHING):
        recruiting.remind()
