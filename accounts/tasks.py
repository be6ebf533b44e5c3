"""Timetabled work of this room."""

from celery import shared_task

from accounts.actions import retention
from core import scope


@shared_task(name="accounts.expire_personal_data")
def expire_personal_data() -> None:
    """Every night: what has been kept long enough goes, and leaves a proof."""
    with scope.entered(scope.EVERYTHING):
        retention.expire_personal_data()
