"""A gateway that keeps failing is left alone for a while; the next one takes over.

The state lies in PostgreSQL: every process learns at once, and a restart forgets nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from core.messaging.gateways import Gateway, Outcome
from core.models import GatewayState

THRESHOLD = 5
REST = timedelta(seconds=30)
"""How long an open breaker rests, and how long between two tries of a half-open one."""


def choose(candidates: Sequence[Gateway], *, pinned: str = "") -> Gateway | None:
    """The first gateway that is not resting. `pinned`: only this one may repeat the send."""
    if pinned and any(gateway.name == pinned for gateway in candidates):
        candidates = [gateway for gateway in candidates if gateway.name == pinned]
    now = timezone.now()
    states = {state.name: state for state in GatewayState.objects.all()} if candidates else {}
    for gateway in candidates:
        state = states.get(gateway.name)
        if state is None or state.opened_at is None or _may_probe(gateway.name, now):
            return gateway
    return None


def _may_probe(name: str, now: datetime) -> bool:
    """One message tries a resting gateway again; compare-and-set, so only one does."""
    return bool(
        GatewayState.objects.filter(
            Q(probe_at__isnull=True) | Q(probe_at__lte=now - REST),
            name=name,
            opened_at__lte=now - REST,
        ).update(probe_at=now)
    )


def note(name: str, outcome: Outcome) -> None:
    """Count failures in a row; a refusal of one message is the gateway at work, not a failure."""
    state, _ = GatewayState.objects.get_or_create(name=name)
    now = timezone.now()
    if outcome.kind in {Outcome.ACCEPTED, Outcome.REFUSED}:
        if state.failures or state.opened_at:
            GatewayState.objects.filter(pk=state.pk).update(
                failures=0, opened_at=None, probe_at=None, updated_at=now
            )
        return
    GatewayState.objects.filter(pk=state.pk).update(
        failures=F("failures") + 1, last_error=outcome.reason[:200], updated_at=now
    )
    GatewayState.objects.filter(
        Q(opened_at__isnull=True) | Q(probe_at__isnull=False),
        pk=state.pk,
        failures__gte=THRESHOLD,
    ).update(opened_at=now, probe_at=None)
