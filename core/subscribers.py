"""What the kernel itself does after a commit."""

from core.messaging.dispatch import deliver_message
from core.subscriptions import Payload, subscribe


@subscribe("core.message_due", name="core.deliver_message", external=True)
def deliver(payload: Payload) -> None:
    deliver_message(payload["message_id"])
