"""Side effects that must happen if, and only if, the transaction commits.

    publish("grids.worker_appointed", key=f"grids.appointment:{pk}", payload={"appointment_id": pk})

    @subscribe("grids.worker_appointed", name="communities.welcome_worker")
    def welcome_worker(payload): ...

A subscriber runs inside the transaction that marks its message done: its effect and the mark
stand or fall together, so twice is once. `external=True` is for what a database cannot take
back (SMS, HTTP): the message is leased, the lease committed, then sent; `current_key()` gives
the handler the message's key to pass on as idempotency key.
"""

import logging
import time
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction

from core.delivery import current_key
from core.models import OutboxMessage
from core.subscriptions import Payload, by_topic, subscribe
from core.tasks import deliver_outbox

__all__ = ["current_key", "publish", "subscribe"]

logger = logging.getLogger(__name__)

PATIENCE = 5.0
_left_alone_until = 0.0


def publish(topic: str, *, key: str, payload: Payload) -> None:
    """Promise `payload` to every subscriber of `topic`; the same `key` twice is once.

    The payload holds ids only: a subscriber reads the row again, and nothing personal
    rests in a queue.
    """
    publish_all(topic, {key: payload})


def publish_all(topic: str, payloads: Mapping[str, Payload]) -> None:
    """Many of one topic, by their keys."""
    rows = [row for key in payloads for row in messages(topic, key=key, payload=payloads[key])]
    if rows:
        OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)


def messages(topic: str, *, key: str, payload: Payload) -> list[OutboxMessage]:
    """The same as rows that are not written yet, for who writes many (core.together)."""
    if not connection.in_atomic_block:
        raise RuntimeError("publish() belongs inside the action's transaction")
    rows = [
        OutboxMessage(topic=topic, subscriber=subscriber.name, key=key, payload=payload)
        for subscriber in by_topic.get(topic, ())
    ]
    if rows:
        _nudge_on_commit()
    return rows


def _nudge_on_commit() -> None:
    waiting: list[Any] = [callback for _, callback, *_ in connection.run_on_commit]
    if nudge not in waiting:
        transaction.on_commit(nudge, robust=True)


def nudge() -> bool:
    """One per transaction, and only a wish: the sweep delivers what it does not reach.

    A broker that is dead, or hangs, is left alone for as long as a sweep takes: people should
    not pay for it one by one.
    """
    global _left_alone_until
    if time.monotonic() < _left_alone_until:
        return False
    try:
        deliver_outbox.delay()
    except Exception as error:
        logger.warning("No nudge, the sweep will deliver: %s", error)
        _left_alone_until = time.monotonic() + PATIENCE
        return False
    return True
