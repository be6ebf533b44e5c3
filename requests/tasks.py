"""Celery only wakes; what is due stands in the timers."""

from celery import shared_task
from django.utils import timezone

from core import scope
from requests.actions import batch
from requests.actions.calling import call_on
from requests.actions.offering import BATCH as OFFERS
from requests.actions.offering import lapse_overdue
from requests.actions.promising import BATCH as RULES
from requests.actions.promising import follow_new_rules
from requests.actions.recurring import open_due
from requests.actions.ringing import BATCH, sweep
from requests.actions.rule_alerts import watch as look_at_rules
from requests.actions.tokens import forget_uses
from requests.actions.watching import look
from requests.actions.whistling import BATCH as WHISTLES
from requests.actions.whistling import look as look_at_calls
from requests.actions.wishing import tell_overdue
from requests.solving import solve


@shared_task(name="requests.ring_timers")
def ring_timers() -> int:
    rang = 0
    while True:
        with scope.entered(scope.EVERYTHING):
            rung = sweep()
        rang += rung
        if rung < BATCH:
            return rang


@shared_task(name="requests.look_at_whistles")
def look_at_whistles() -> int:
    looked = 0
    while True:
        with scope.entered(scope.EVERYTHING):
            batch = look_at_calls()
        looked += batch
        if batch < WHISTLES:
            return looked


@shared_task(name="requests.watch")
def watch() -> dict[str, int]:
    """Every minute: does somebody answer for each open request, and does something wake it?"""
    with scope.entered(scope.EVERYTHING):
        return look()


@shared_task(name="requests.follow_new_rules")
def follow_rules() -> int:
    told = 0
    while True:
        with scope.entered(scope.EVERYTHING):
            batch = follow_new_rules()
        told += batch
        if batch < RULES:
            return told


@shared_task(name="requests.open_recurring")
def open_recurring() -> int:
    """Today's; asked every hour, answered once."""
    with scope.entered(scope.EVERYTHING):
        return open_due(timezone.localdate())


@shared_task(name="requests.tell_overdue_wishes")
def tell_of_wishes() -> int:
    with scope.entered(scope.EVERYTHING):
        return tell_overdue()


@shared_task(name="requests.lapse_offers")
def lapse_offers() -> int:
    lapsed = 0
    while True:
        with scope.entered(scope.EVERYTHING):
            gone = lapse_overdue()
        lapsed += gone
        if gone < OFFERS:
            break
    with scope.entered(scope.EVERYTHING):
        return lapsed + call_on()


@shared_task(name="requests.forget_api_uses")
def forget_api_uses() -> int:
    return forget_uses()


@shared_task(name="requests.watch_rules")
def watch_rules() -> int:
    with scope.entered(scope.EVERYTHING):
        return look_at_rules()


@shared_task(name="requests.run_batches")
def run_batches() -> int:
    """Reading, working it out and writing it down are three steps; only the last holds locks."""
    done = 0
    while True:
        with scope.entered(scope.EVERYTHING):
            run = batch.take_next()
        if run is None:
            return done
        with scope.entered(scope.EVERYTHING):
            found = batch.candidates_of(run)
        fits = {
            order: {one.volunteer.pk: one.score for one in people}
            for order, people in found.items()
        }
        pairs = solve(fits)
        with scope.entered(scope.EVERYTHING):
            batch.propose(run, found, pairs)
        done += 1
