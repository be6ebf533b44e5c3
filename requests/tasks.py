"""Celery only wakes; what is due stands in the timers."""

from celery import shared_task

from core import scope
from requests.actions.offering import BATCH as OFFERS
from requests.actions.offering import lapse_overdue
from requests.actions.ringing import BATCH, sweep
from requests.actions.tokens import forget_uses


@shared_task(name="requests.ring_timers")
def ring_timers() -> int:
    rang = 0
    while True:
        with scope.entered(scope.EVERYTHING):
            batch = sweep()
        rang += batch
        if batch < BATCH:
            return rang


@shared_task(name="requests.lapse_offers")
def lapse_offers() -> int:
    lapsed = 0
    while True:
        with scope.entered(scope.EVERYTHING):
            batch = lapse_overdue()
        lapsed += batch
        if batch < OFFERS:
            return lapsed


@shared_task(name="requests.forget_api_uses")
def forget_api_uses() -> int:
    return forget_uses()
