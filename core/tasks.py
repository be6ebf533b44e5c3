"""Celery entry points of the kernel. Each is a wake-up: what is due stands in PostgreSQL."""

from pathlib import Path

from celery import shared_task
from django.conf import settings

from core import audit_seal, audit_verify, delivery, heartbeat, idempotency


@shared_task(name="core.deliver_outbox")
def deliver_outbox() -> None:
    """Deliver what is due, at once: `publish()` nudges this after each commit."""
    delivery.deliver_due()


@shared_task(name="core.sweep_outbox")
def sweep_outbox() -> None:
    """Every 5 seconds: whatever a lost nudge, a crash or a retry has left due."""
    delivery.deliver_due(sweep=True)


@shared_task(name="core.worker_heartbeat")
def worker_heartbeat() -> None:
    """Every 5 seconds, asked for by the worker itself: its pool still works."""
    heartbeat.give(heartbeat.WORKER)


@shared_task(name="core.seal_audit")
def seal_audit() -> None:
    """Every second: what was committed becomes part of its chain."""
    audit_seal.seal_committed()


@shared_task(name="core.verify_audit", time_limit=7200, soft_time_limit=7000)
def verify_audit() -> None:
    """Every night, and when the auditor asks: every chain from its beginning."""
    audit_verify.verify_and_remember([Path(settings.AUDIT_CHECKPOINT_FILE)])


@shared_task(name="core.sweep_idempotency_keys")
def sweep_idempotency_keys() -> None:
    """Every hour: keys that nobody will repeat any more."""
    idempotency.sweep()
