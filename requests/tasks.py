"""Celery only wakes; what is due stands in the timers."""

from celery import shared_task

from core import scope
from requests.actions.ringing import BATCH, sweep


@shared_task(name="requests.ring_timers")
def ring_timers() -> int:
    rang = 0
    while True:
        with scope.entered(scope.EVERYTHING):
            batch = sweep()
        rang += batch
        if batch < BATCH:
            return rang
