"""What a reader sees of his messages. Viewers are known here by their `user_id` only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from core import crypto
from core.identifiers import read_phone
from core.models import DemoMessage, Message, MessagePreference

PAGE = 30


class Reader(Protocol):
    @property
    def user_id(self) -> int | None: ...


@dataclass(frozen=True)
class InboxPage:
    messages: Sequence[Message]
    unread: int
    next_before: int | None
    """Where the older ones begin, for the next page."""

    @property
    def newest(self) -> int:
        return self.messages[0].pk if self.messages else 0

    @property
    def next_text(self) -> str:
        return str(self.next_before or "")


def unread_count(viewer: Reader) -> int:
    """For the bell: one count over a partial index."""
    if viewer.user_id is None:
        return 0
    return _mine(viewer).filter(read_at__isnull=True).count()


def inbox(viewer: Reader, *, before: int | None = None) -> InboxPage:
    rows = _mine(viewer).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    messages = list(rows[: PAGE + 1])
    for message in messages[:PAGE]:
        _open(message)
    more = messages[PAGE - 1].pk if len(messages) > PAGE else None
    return InboxPage(messages[:PAGE], unread_count(viewer), more)


def get_own(viewer: Reader, pk: int) -> Message:
    message: Message = get_object_or_404(_mine(viewer), pk=pk)
    _open(message)
    return message


def preference_of(user_id: int) -> MessagePreference:
    row = MessagePreference.objects.filter(user_id=user_id).first()
    return row or MessagePreference(user_id=user_id)


def demo_inbox(phone: str = "", *, limit: int = 50) -> list[DemoMessage]:
    """Newest first. Only the demo has rows here, and there everybody may read them."""
    rows = DemoMessage.objects.order_by("-pk")
    if phone:
        index = crypto.blind_index("phone", read_phone(phone) or phone)
        rows = rows.filter(address_index=index)
    found = list(rows[:limit])
    for row in found:
        row.text.disclose()
        row.to_address.disclose()  # invented people: a visitor picks one and signs in
    return found


def _mine(viewer: Reader) -> QuerySet[Message]:
    return Message.objects.filter(to_user_id=viewer.user_id, inbox_at__isnull=False)


def _open(message: Message) -> None:
    """His own message: he reads it in full."""
    message.title.disclose()
    message.body.disclose()
