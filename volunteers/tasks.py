"""What comes round by the clock. It runs twice as well as once."""

from celery import shared_task

from core import scope
from volunteers.actions import following


@shared_task(name="volunteers.end_pauses")
def end_pauses() -> None:
    """Whose rest is over hears of it in the morning, not at midnight."""
    with scope.entered(scope.EVERYTHING):
        while following.end_pauses():
            pass
