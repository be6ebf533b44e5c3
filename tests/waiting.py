"""Waiting for what another process does, or doing it here."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from core import delivery
from core.models import OutboxMessage

PATIENCE = 600
"""Seconds after which a test gives up. No figure: a busy machine is slow, and not wrong."""


def wait_until(true: Callable[[], Any]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def deliver_all() -> None:
    """What workers would do now and on their second tries, one round after another."""
    for _round in range(20):
        now = timezone.now() - timedelta(seconds=1)
        OutboxMessage.objects.filter(status="pending").update(due_at=now)
        if not delivery.deliver_due():
            return
