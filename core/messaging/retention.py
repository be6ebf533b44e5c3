"""Messages are kept as long as somebody may ask "what was I told?", and no longer."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from core.messaging.kinds import kinds
from core.messaging.workflow import WAITING
from core.models import DemoMessage, Message, MessageStatus

KEEP_DAYS, KEEP_SECRET_DAYS, KEEP_DEMO_DAYS = 365, 30, 7


def expire_messages(today: date) -> dict[str, int]:
    """What has been kept long enough, removed. What is still on its way stays."""
    secret = [kind.code for kind in kinds.values() if kind.is_secret]
    old = _ended().filter(created_at__lt=_before(today, KEEP_DAYS))
    codes = _ended().filter(code__in=secret, created_at__lt=_before(today, KEEP_SECRET_DAYS))
    demo = DemoMessage.objects.filter(at__lt=_before(today, KEEP_DEMO_DAYS))
    return {
        "messages": old.delete()[0],
        "codes": codes.delete()[0],
        "demo": demo.delete()[0],
    }


def forget_address(address_index: str) -> int:
    """Everything that was sent to this number or address, for an upper room that erases."""
    if not address_index:
        return 0
    DemoMessage.objects.filter(address_index=address_index).delete()
    return Message.objects.filter(address_index=address_index).delete()[0]


def _ended() -> "QuerySet[Message]":
    return Message.objects.exclude(status__in=[*WAITING, MessageStatus.SENDING])


def _before(today: date, days: int) -> datetime:
    start = datetime.combine(today - timedelta(days=days), time())
    return timezone.make_aware(start)
