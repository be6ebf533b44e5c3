"""What the kernel itself does after a commit."""

from core.exports.tasks import run_export
from core.messaging.dispatch import deliver_message, place_messages
from core.subscriptions import Payload, subscribe


@subscribe("core.message_due", name="core.deliver_message", external=True)
def deliver(payload: Payload) -> None:
    deliver_message(payload["message_id"])


@subscribe("core.messages_ordered", name="core.place_messages")
def place(payload: Payload) -> None:
    place_messages(payload["message_ids"])


@subscribe("core.export_requested", name="core.wake_export", external=True)
def wake_export(payload: Payload) -> None:
    """Only a wake-up: a long table is not written under a message's short lease."""
    run_export.delay(payload["export_id"])
