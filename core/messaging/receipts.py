"""What a gateway reports later, or sooner than its own answer."""

from uuid import UUID

from django.utils import timezone

from core import tally
from core.messaging.workflow import move
from core.models import GatewayReceipt, Message, MessageStatus
from core.scope import EVERYTHING, entered

OUTCOMES = DELIVERED, UNDELIVERED = "delivered", "undelivered"


def take_receipt(*, gateway: str, nonce: str, reference: str, outcome: str) -> bool:
    """What the gateway reports, before or after its answer, once or often. False: not ours."""
    if outcome not in OUTCOMES or not 0 < len(nonce) <= 96:
        raise ValueError("a receipt has an id and says delivered or undelivered")
    key = UUID(reference)
    with entered(EVERYTHING):
        message = (
            Message.objects.select_for_update(of=("self",), no_key=True).filter(key=key).first()
        )
        if message is None:
            return False
        receipt = GatewayReceipt(
            gateway=gateway, nonce=nonce, message_key=message.key, outcome=outcome
        )
        GatewayReceipt.objects.bulk_create([receipt], ignore_conflicts=True)
        if outcome == DELIVERED:
            _delivered(message)
        else:
            _undelivered(message)
        return True


def _delivered(message: Message) -> None:
    if message.delivered_at is not None:
        return
    message.delivered_at = timezone.now()
    if message.status in {
        MessageStatus.SENDING,
        MessageStatus.AMBIGUOUS,
        MessageStatus.FAILED,
        MessageStatus.QUEUED,
    }:
        message.sent_at = message.sent_at or message.delivered_at
        move(message, MessageStatus.SENT, also=["delivered_at", "sent_at"])
        tally.add("messages.confirmed", message.scope or 0, dims={"channel": message.channel})
    else:
        message.save(update_fields=["delivered_at"])


def _undelivered(message: Message) -> None:
    if message.delivered_at is not None:
        return  # an older receipt, overtaken by a better one
    if message.status in {MessageStatus.SENT, MessageStatus.SENDING, MessageStatus.AMBIGUOUS}:
        move(message, MessageStatus.FAILED, reason="undelivered")
        tally.add("messages.undelivered", message.scope or 0, dims={"channel": message.channel})
