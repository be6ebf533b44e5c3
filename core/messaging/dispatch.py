"""How a message leaves: decide under a lock, send with no transaction open, write down the end.

The row is the truth. The outbox wakes us and the sweep finds what was lost; whoever comes
first takes the row from queued to sending, and nobody else touches it then.
"""

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation

from core import outbox, tally
from core.messaging import breaker, gateways, hooks
from core.messaging.gateways import Outcome, Parcel
from core.messaging.kinds import kinds
from core.messaging.recipients import Recipient, recipient_of
from core.messaging.templates import wordings_for
from core.messaging.wording import render
from core.messaging.workflow import WAITING, move
from core.models import Channel, Message, MessageStatus, MessageTemplate
from core.scope import EVERYTHING, entered

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 6
GATEWAY_PAUSE = timedelta(seconds=15)
"""When every gateway is broken the message waits this long; that is no failed attempt."""
DIED_AFTER = timedelta(minutes=2)
"""Longer than all time-outs of one attempt together: whoever is still sending then is dead."""
SWEEP_LIMIT = 500

Status = MessageStatus


@dataclass(frozen=True)
class Plan:
    message_id: int
    parcel: Parcel
    gateway: gateways.Gateway


def promise(message: Message) -> None:
    """Wake-up for this attempt. Each due time has its own key, so a retry is not a duplicate."""
    outbox.publish(
        "core.message_due",
        key=f"core.message:{message.pk}:{int(message.due_at.timestamp() * 1000)}",
        payload={"message_id": message.pk},
    )


def deliver_message(pk: int) -> None:
    plan = _prepare(pk)
    if plan is None:
        return
    # No transaction is open here, however long the gateway thinks.
    outcome = plan.gateway.send(plan.parcel)
    _finish(plan, outcome)


def place_messages(pks: Iterable[int]) -> None:
    """Many at once, inside one transaction: into the inboxes. What must leave is promised."""
    for pk in pks:
        _prepare(pk, may_leave=False)


# --- before ------------------------------------------------------------------------------------


def _prepare(pk: int, *, may_leave: bool = True) -> Plan | None:
    """One transaction under the row's lock. Whatever stands in the row afterwards is true."""
    with entered(EVERYTHING):
        message = _lock(pk)
        now = timezone.now()
        if message is None or message.status not in WAITING or message.due_at > now:
            return None
        if reason := hooks.why_silent(message):
            move(message, Status.CANCELLED, reason=reason)
            return None
        recipient = recipient_of(message)
        wordings = wordings_for(message.code, scope=message.scope, language=recipient.language)
        context = json.loads(message.context.open() or "{}")
        _into_inbox(message, wordings.get(Channel.INBOX), context, now)
        channel = recipient.channel(wordings, is_owed=kinds[message.code].is_owed)
        if channel is None:
            _end_inside(message, now)
            return None
        if _must_wait(message, recipient, wordings[channel], now):
            return None
        if not may_leave:
            promise(message)
            return None
        return _plan_outside(message, recipient, wordings[channel], context, now)


def _lock(pk: int) -> Message | None:
    return (
        Message.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
        .filter(pk=pk)
        .first()
    )


def _into_inbox(
    message: Message, template: MessageTemplate | None, context: dict[str, str], now: datetime
) -> None:
    """The inbox rings no bell at night, so nothing holds it back."""
    if message.to_user_id is None or message.inbox_at is not None or template is None:
        return
    message.template = template
    message.title = render(template.title, context)
    message.body = render(template.wording, context)
    message.inbox_at = now
    message.save(update_fields=["template", "title", "body", "inbox_at"])


def _plan_outside(
    message: Message,
    recipient: Recipient,
    template: MessageTemplate,
    context: dict[str, str],
    now: datetime,
) -> Plan | None:
    channel = template.channel
    gateway = breaker.choose(gateways.for_channel(channel), pinned=message.gateway)
    if gateway is None:
        _wait_for_gateway(message, channel, now)
        return None
    with translation.override(template.language):
        parcel = Parcel(
            key=str(message.key),
            channel=channel,
            to=recipient.address(channel),
            title=render(template.title, context),
            text=render(template.wording, context),
            provider_code=template.provider_code,
            params=tuple(str(context.get(name, "")) for name in template.provider_params),
        )
    message.channel = channel
    message.outside_template = template
    message.gateway = gateway.name
    message.attempts += 1
    message.sending_at = now
    move(
        message,
        Status.SENDING,
        also=["channel", "outside_template", "gateway", "attempts", "sending_at"],
    )
    return Plan(message.pk, parcel, gateway)


def _must_wait(
    message: Message, recipient: Recipient, template: MessageTemplate, now: datetime
) -> bool:
    """The inbox is given its chance, and the night its peace; urgent messages wait for neither."""
    if message.is_urgent:
        return False
    if message.inbox_at is not None and template.wait_minutes:
        until = message.inbox_at + timedelta(minutes=template.wait_minutes)
        if until > now:
            move(message, Status.QUEUED, due_at=until)
            return True
    if quiet_until := recipient.quiet_until(now):
        move(message, Status.HELD, reason="quiet_hours", due_at=quiet_until)
        return True
    return False


def _end_inside(message: Message, now: datetime) -> None:
    """No way leads outside: the inbox was the message, or there was no way at all."""
    if message.inbox_at is None:
        move(message, Status.FAILED, reason="no_channel")
        _count("messages.failed", message)
        return
    message.sent_at = now
    move(message, Status.SENT, also=["sent_at"])
    _count("messages.sent", message)


def _wait_for_gateway(message: Message, channel: str, now: datetime) -> None:
    if not gateways.for_channel(channel):
        move(message, Status.FAILED, reason="no_gateway")
        _count("messages.failed", message)
        return
    move(message, Status.QUEUED, reason="gateway_down", due_at=now + GATEWAY_PAUSE)


# --- after -------------------------------------------------------------------------------------


def _finish(plan: Plan, outcome: Outcome) -> None:
    with entered(EVERYTHING):
        breaker.note(plan.gateway.name, outcome)
        message = Message.objects.select_for_update(of=("self",), no_key=True).get(
            pk=plan.message_id
        )
        message.provider_id = outcome.provider_id[:96]
        if message.status != Status.SENDING:
            # A receipt, or the sweep after a long pause, has spoken already.
            message.save(update_fields=["provider_id"])
            return
        now = timezone.now()
        if outcome.kind == Outcome.ACCEPTED:
            message.sent_at = now
            move(message, Status.SENT, also=["sent_at", "provider_id"])
            _count("messages.sent", message)
        elif outcome.kind == Outcome.UNKNOWN:
            _unknown(message, plan.gateway, now)
        elif outcome.kind == Outcome.REFUSED or message.attempts >= MAX_ATTEMPTS:
            move(message, Status.FAILED, reason=outcome.reason, also=["provider_id"])
            _count("messages.failed", message)
        else:
            _again(message, now, reason=outcome.reason)


def _unknown(message: Message, gateway: gateways.Gateway, now: datetime) -> None:
    """It may have arrived. Asking again is right only where our key makes it harmless."""
    _count("messages.ambiguous", message)
    if gateway.honours_key and message.attempts < MAX_ATTEMPTS:
        # Pinned: another gateway would not know the key.
        _again(message, now, reason="no_answer", pinned=True)
    else:
        move(message, Status.AMBIGUOUS, reason="no_answer")


def _again(message: Message, now: datetime, *, reason: str, pinned: bool = False) -> None:
    if not pinned:
        message.gateway = ""
    move(
        message,
        Status.QUEUED,
        reason=reason,
        due_at=now + retry_after(message.attempts),
        also=["gateway"],
    )


def retry_after(attempts: int) -> timedelta:
    """4, 8, 16 … seconds: a code is waited for, a notice can wait for its sixth try."""
    return timedelta(seconds=min(4 * 2 ** (attempts - 1), 900))


def _count(measure: str, message: Message) -> None:
    tally.add(measure, message.scope or 0, dims={"channel": message.channel or Channel.INBOX})


# --- what was left behind ----------------------------------------------------------------------


def sweep_messages() -> int:
    """Beat's round: due messages whose wake-up was lost, and those whose sender died."""
    with entered(EVERYTHING):
        now = timezone.now()
        due = Message.objects.filter(status__in=WAITING, due_at__lte=now).order_by("due_at")
        found = list(due[:SWEEP_LIMIT])
        for message in found:
            promise(message)  # the key is the due time: what is promised already stays one
        dead = Message.objects.filter(status=Status.SENDING, sending_at__lte=now - DIED_AFTER)
        for pk in dead.values_list("pk", flat=True)[:SWEEP_LIMIT]:
            _bury(pk, now)
    return len(found)


def _bury(pk: int, now: datetime) -> None:
    """Its sender died between asking and hearing: what happened is unknown."""
    with transaction.atomic():
        message = _lock(pk)
        if message is None or message.status != Status.SENDING:
            return
        gateway = gateways.by_name(message.channel, message.gateway)
        if gateway is not None:
            _unknown(message, gateway, now)
        else:
            move(message, Status.AMBIGUOUS, reason="no_answer")
