"""The life of a message, as data, and the one function that moves it."""

from collections.abc import Iterable
from datetime import datetime

from core.messaging.kinds import kinds
from core.models import Message, MessageStatus

S = MessageStatus

WAITING = (S.QUEUED, S.HELD)
ENDS = (S.SENT, S.FAILED, S.AMBIGUOUS, S.CANCELLED)

MOVES: dict[S, frozenset[S]] = {
    S.QUEUED: frozenset({S.QUEUED, S.HELD, S.SENDING, S.SENT, S.FAILED, S.CANCELLED, S.READ}),
    S.HELD: frozenset({S.HELD, S.QUEUED, S.SENDING, S.SENT, S.FAILED, S.CANCELLED, S.READ}),
    S.SENDING: frozenset({S.QUEUED, S.SENT, S.FAILED, S.AMBIGUOUS, S.READ}),
    S.SENT: frozenset({S.READ, S.FAILED}),  # a receipt may tell us that it did not arrive
    S.AMBIGUOUS: frozenset({S.SENT, S.FAILED, S.READ}),
    S.FAILED: frozenset({S.SENT, S.READ, S.QUEUED}),
    S.CANCELLED: frozenset({S.READ}),  # stopped outside, yet lying in the inbox since before
    S.READ: frozenset(),
}


def move(
    message: Message,
    target: S,
    *,
    reason: str = "",
    due_at: datetime | None = None,
    also: Iterable[str] = (),
) -> None:
    """Move a locked message; `also` names other fields that change with it."""
    if target not in MOVES[S(message.status)]:
        raise RuntimeError(f"a message never goes from {message.status} to {target}")
    if message.read_at is not None and target in {S.SENT, S.QUEUED, S.HELD, S.FAILED, S.AMBIGUOUS}:
        target = S.READ  # it was read in the inbox while this was going on
    message.status = target
    message.reason = reason
    also = [*also]
    if target in ENDS and kinds[message.code].is_secret:
        # A used code is nobody's business, in no dump either.
        message.context = message.title = message.body = ""
        also += ["context", "title", "body"]
    if due_at is not None:
        message.due_at = due_at
    message.save(update_fields=["status", "reason", "due_at", *also])
