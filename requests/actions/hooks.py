"""Letting another system hear: connect, end, fan out, send, send again."""

import json
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area
from core import audit, outbox, scope
from core.delivery import MAX_ATTEMPTS
from core.exceptions import DomainError
from requests.hooks import outside
from requests.hooks.outside import NotDelivered
from requests.keys import may_issue
from requests.models import HookDelivery, RequestEvent, Webhook
from requests.tiers import Tier
from requests.workflow import Kind

SEALED = frozenset({Kind.COMPLAINT, Kind.REPORT})
"""That somebody complained is nobody's to hear."""
MOST = 10
MOST_AGAIN = 500
TOPIC = "requests.hook_due"


@transaction.atomic
def connect(*, community: Area, name: str, url: str, by: Viewer) -> tuple[Webhook, str]:
    """The row, and the secret with which the other side checks what it gets; shown once."""
    if not may_issue(by) or community.pk not in by.community_ids or not by.is_staff:
        raise DomainError(_("您的岗位不能接入别的系统"), code="not_allowed")
    outside.check(url)
    living = Webhook.objects.filter(community=community, ended_at__isnull=True)
    if living.filter(url=url).exists():
        raise DomainError(_("这个网址已经接入了"), field="url")
    if living.count() >= MOST:
        raise DomainError(_("接入的系统太多了，请先停用不用的"), code="too_many")
    secret = secrets.token_urlsafe(32)
    hook = Webhook.objects.create(
        community=community, name=name, url=url, secret=secret, created_by=by.actor
    )
    audit.record("requests.webhook.connect", hook, actor=by.user, details={"url": url})
    return hook, secret


@transaction.atomic
def end(hook: Webhook, *, by: Viewer) -> Webhook:
    row = Webhook.objects.select_for_update(of=("self",), no_key=True).get(pk=hook.pk)
    if row.ended_at is None:
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        audit.record("requests.webhook.end", row, actor=by.user)
    return row


def fan_out(event_id: int) -> int:
    """One delivery per system that listened here when it happened. Twice is once."""
    event = RequestEvent.objects.select_related("service_request").get(pk=event_id)
    row = event.service_request
    if row.kind in SEALED or row.is_confidential or row.floor > Tier.COMMUNITY:
        return 0
    hooks = Webhook.objects.filter(
        community_id=event.community_id, ended_at__isnull=True, created_at__lte=event.at
    )
    fresh = 0
    for hook in hooks:
        delivery, is_new = HookDelivery.objects.get_or_create(
            webhook=hook, event=event, turn=0, defaults={"community_id": event.community_id}
        )
        if is_new:
            _promise(delivery)
            fresh += 1
    return fresh


@transaction.atomic
def send_again(delivery: HookDelivery, *, by: Viewer) -> HookDelivery:
    """By hand: another row with its own attempts; the first stays as it was."""
    hook = Webhook.objects.select_for_update(of=("self",)).get(pk=delivery.webhook_id)
    if hook.ended_at is not None:
        raise DomainError(_("这个系统已经停用"), code="ended")
    turns = HookDelivery.objects.filter(webhook=hook, event_id=delivery.event_id)
    if turns.filter(status=HookDelivery.Status.WAITING).exists():
        raise DomainError(_("还在路上，不用补送"), code="waiting")
    last = turns.order_by("-turn")[0]
    fresh = HookDelivery.objects.create(
        community_id=hook.community_id,
        webhook=hook,
        event_id=delivery.event_id,
        turn=last.turn + 1,
    )
    _promise(fresh)
    audit.record("requests.webhook.again", hook, actor=by.user, details={"delivery": fresh.pk})
    return fresh


@transaction.atomic
def send_all_again(hook: Webhook, *, by: Viewer) -> int:
    """After an outage, all that did not arrive, the oldest first; so many at a time."""
    row = Webhook.objects.select_for_update(of=("self",), no_key=True).get(pk=hook.pk)
    if row.ended_at is not None:
        raise DomainError(_("这个系统已经停用"), code="ended")
    stuck = HookDelivery.objects.stuck().filter(webhook=row).order_by("event_id")[:MOST_AGAIN]
    fresh = HookDelivery.objects.bulk_create(
        HookDelivery(
            community_id=row.community_id, webhook=row, event_id=one.event_id, turn=one.turn + 1
        )
        for one in stuck
    )
    if not fresh:
        raise DomainError(_("没有等着补送的"), code="nothing")
    outbox.publish_all(TOPIC, {_key(one): {"delivery_id": one.pk} for one in fresh})
    audit.record(
        "requests.webhook.all_again", row, actor=by.user, details={"deliveries": len(fresh)}
    )
    return len(fresh)


def deliver(delivery_id: int) -> None:
    """Outside any transaction: read, call, write down. Raises so that the outbox tries again."""
    with scope.entered(scope.EVERYTHING):
        row = HookDelivery.objects.select_related("webhook", "event__service_request").get(
            pk=delivery_id
        )
        hook = row.webhook
        if row.status != HookDelivery.Status.WAITING:
            return
        if hook.ended_at is not None:
            _write(row, status=HookDelivery.Status.DROPPED)
            return
        secret, body = hook.secret.open(), json.dumps(told(row)).encode()
    try:
        status = outside.post(hook.url, secret, body, str(row.public_id))
    except NotDelivered as error:
        with scope.entered(scope.EVERYTHING):
            parked = row.attempts + 1 >= MAX_ATTEMPTS
            state = HookDelivery.Status.PARKED if parked else HookDelivery.Status.WAITING
            _write(row, status=state, answered=error.status, reason=error.reason[:80])
        if not parked:
            raise
    else:
        with scope.entered(scope.EVERYTHING):
            _write(row, status=HookDelivery.Status.DONE, answered=status, reason="")


def told(delivery: HookDelivery) -> dict[str, Any]:
    """Numbers and codes; whoever may know more asks /api/v1/ with his key."""
    event = delivery.event
    return {
        "delivery": str(delivery.public_id),
        "event": event.pk,
        "order": str(event.service_request.public_id),
        "step": event.step,
        "status": event.to_status,
        "at": event.at.isoformat(),
    }


def _promise(delivery: HookDelivery) -> None:
    outbox.publish(TOPIC, key=_key(delivery), payload={"delivery_id": delivery.pk})


def _key(delivery: HookDelivery) -> str:
    return f"requests.hook:{delivery.pk}"


def _write(row: HookDelivery, **values: Any) -> None:
    HookDelivery.objects.filter(pk=row.pk).update(
        attempts=row.attempts + 1, tried_at=timezone.now(), **values
    )
