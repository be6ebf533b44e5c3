"""Delivering outbox messages: claim, run the subscriber, write down how it went.

A claim is committed before any work: it counts the attempt and moves the next one into the
future. So a subscriber that kills its process is noticed, waits, and is parked in the end,
and the messages behind it are not held up.
"""

import logging
import random
import time
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from core import leader, scope
from core.logs import discreet
from core.models import OutboxMessage
from core.subscriptions import by_name

logger = logging.getLogger(__name__)

BATCH = 100
MAX_BATCHES = 50
MAX_ATTEMPTS = 8
BUDGET = 60.0
"""Seconds after which one round sends nothing more outside: far below Celery's time limit."""
LEASE = timedelta(minutes=1)
"""Longer than any gateway's time-out, so a living sender is never overtaken."""
GRACE = timedelta(seconds=5)
"""After this a message whose worker died is tried again; a living worker holds its row lock."""

Status = OutboxMessage.Status
_key: ContextVar[str] = ContextVar("wushe_outbox_key", default="")


def current_key() -> str:
    """The key of the message being delivered: what an external service should see only once."""
    return _key.get()


def deliver_due(*, sweep: bool = False) -> int:
    """Deliver until nothing is due; returns how many messages were tried.

    Between two batches at most one message leaves the house: a slow gateway cannot hold up
    what only the database has to do.
    """
    tried = 0
    stop = time.monotonic() + BUDGET
    for _ in range(MAX_BATCHES):
        claimed = _claim(sweep=sweep)
        _run_inside(claimed)
        outside = _claim_outside() if time.monotonic() < stop else None
        if outside is not None:
            _run_outside(outside)
        if not claimed and outside is None:
            break
        tried += len(claimed) + (outside is not None)
    return tried


def backoff(attempts: int) -> timedelta:
    """2, 4, 8 … seconds up to an hour, with jitter so that a crowd does not return together."""
    return timedelta(seconds=min(2**attempts, 3600) * random.uniform(0.8, 1.2))


def retry_parked(pks: list[int]) -> int:
    """A person looked at the reason and wants another try."""
    return OutboxMessage.objects.filter(pk__in=pks, status=Status.PARKED).update(
        status=Status.PENDING, attempts=0, due_at=timezone.now()
    )


def _due(now: datetime) -> QuerySet[OutboxMessage]:
    return (
        OutboxMessage.objects.select_for_update(skip_locked=True, no_key=True)
        .filter(status__in=[Status.PENDING, Status.LEASED], due_at__lte=now)
        .order_by("due_at", "id")
    )


def _externals() -> list[str]:
    return [name for name, subscriber in by_name.items() if subscriber.external]


def _claim(*, sweep: bool) -> list[OutboxMessage]:
    """Take many fresh messages at once, or one that has failed before: alone it hurts no other."""
    with scope.entered(scope.EVERYTHING):
        if sweep and not leader.am_leader("outbox.sweep"):
            return []
        now = timezone.now()
        due = _due(now).exclude(subscriber__in=_externals())
        messages = list(due.filter(attempts=0)[:BATCH]) or list(due[:1])
        OutboxMessage.objects.filter(pk__in=[message.pk for message in messages]).update(
            attempts=F("attempts") + 1, due_at=now + GRACE
        )
        for message in messages:
            message.attempts += 1
        return messages


def _claim_outside() -> OutboxMessage | None:
    """Lease one message that leaves the house, where fewer than SLOTS are outside already.

    One at a time: the tail of a slow batch would outlive its lease and be sent twice.
    """
    with scope.entered(scope.EVERYTHING):
        if not leader.am_leader("outbox.outside"):  # counted by one process at a time
            return None
        now = timezone.now()
        message = _due(now).filter(subscriber__in=_externals()).first()
        outside = OutboxMessage.objects.filter(status=Status.LEASED, due_at__gt=now)
        if message is None or outside.count() >= settings.OUTBOX_OUTSIDE_SLOTS:
            return None
        message.attempts += 1
        message.status = Status.LEASED
        message.due_at = now + LEASE
        message.save(update_fields=["attempts", "status", "due_at"])
        return message


def _run_inside(claimed: list[OutboxMessage]) -> None:
    """Effect and mark in one transaction: if this process dies, neither happened."""
    if not claimed:
        return
    pks = [message.pk for message in claimed]
    with scope.entered(scope.EVERYTHING):
        rows = (
            OutboxMessage.objects.select_for_update(skip_locked=True, no_key=True)
            .filter(pk__in=pks, status=Status.PENDING)
            .order_by("id")
        )
        done = []
        for message in rows:
            try:
                with transaction.atomic():
                    _call(message)
            except Exception as error:  # retried, then parked for a person
                _fail(message, error)
            else:
                done.append(message.pk)
        OutboxMessage.objects.filter(pk__in=done).update(status=Status.DONE, done_at=timezone.now())


def _run_outside(message: OutboxMessage) -> None:
    """The lease is committed; what happens now happens in the world.

    No transaction is open while a gateway is slow: the handler enters a scope when it needs one.
    """
    error: Exception | None = None
    try:
        _call(message)
    except Exception as caught:  # retried, then parked for a person
        error = caught
    with scope.entered(scope.EVERYTHING):
        if error:
            _fail(message, error)
        else:
            OutboxMessage.objects.filter(pk=message.pk).update(
                status=Status.DONE, done_at=timezone.now()
            )


def _call(message: OutboxMessage) -> None:
    token = _key.set(f"{message.key}/{message.subscriber}")
    try:
        by_name[message.subscriber].handler(message.payload)
    finally:
        _key.reset(token)


def _fail(message: OutboxMessage, error: Exception) -> None:
    parked = message.attempts >= MAX_ATTEMPTS
    logger.log(
        logging.ERROR if parked else logging.WARNING,
        "Outbox %s: attempt %s of %s failed: %s",
        message.pk,
        message.attempts,
        message.subscriber,
        type(error).__name__,
        exc_info=error if parked else None,
    )
    OutboxMessage.objects.filter(pk=message.pk).update(
        status=Status.PARKED if parked else Status.PENDING,
        due_at=timezone.now() + backoff(message.attempts),
        last_error=discreet(f"{type(error).__name__}: {error}")[:500],
    )
