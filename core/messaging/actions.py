"""What people do with messages."""

from django.db import transaction
from django.utils import timezone

from core.messaging.workflow import move
from core.models import Message, MessageStatus


@transaction.atomic
def mark_read(message: Message) -> None:
    """Reading it here also stops the text message that was waiting behind it."""
    message = _lock(message.pk)
    if message.read_at is not None:
        return
    message.read_at = timezone.now()
    if message.status == MessageStatus.SENDING:
        message.save(update_fields=["read_at"])  # whoever is sending writes down the end
    else:
        move(message, MessageStatus.READ, also=["read_at"])


def mark_all_read(user_id: int, *, up_to: int) -> int:
    """Up to the newest one that stood on the page: what came since is still unread."""
    rows = Message.objects.filter(
        to_user_id=user_id, inbox_at__isnull=False, read_at__isnull=True, pk__lte=up_to
    )
    pks = list(rows.order_by("pk").values_list("pk", flat=True)[:500])
    for pk in pks:
        mark_read(Message(pk=pk))
    return len(pks)


def _lock(pk: int) -> Message:
    return Message.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
