"""What comes round by the clock. Each runs twice as well as once."""

from celery import shared_task

from communities.actions import bindings, care, duty, duty_swaps, notices
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


@shared_task(name="communities.expire_care_labels")
def expire_care_labels() -> None:
    """Labels whose time has run out are closed."""
    with scope.entered(scope.EVERYTHING):
        care.expire_labels()


@shared_task(name="communities.lapse_silent_accounts")
def lapse_silent_accounts() -> None:
    """Accounts nobody used for 180 days lose their bindings until they prove themselves anew."""
    with scope.entered(scope.EVERYTHING):
        bindings.lapse_silent_accounts()


@shared_task(name="communities.remind_of_duty")
def remind_of_duty() -> None:
    """In the evening: whoever serves tomorrow."""
    with scope.entered(scope.EVERYTHING):
        duty.remind()


@shared_task(name="communities.lapse_swaps")
def lapse_swaps() -> None:
    """Swaps that nobody decided before the shift began."""
    with scope.entered(scope.EVERYTHING):
        duty_swaps.lapse_due()
