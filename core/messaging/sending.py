"""Telling somebody something: `send()` writes the order, delivery happens after the commit."""

import json
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from core import crypto, outbox
from core.identifiers import read_phone
from core.messaging.dispatch import deliver_message, promise
from core.messaging.kinds import kinds
from core.models import Message
from core.scope import EVERYTHING, entered

logger = logging.getLogger(__name__)


def send(
    template_code: str,
    *,
    to_user: Any = None,
    to_address: str = "",
    scope: int | None = None,
    context: Mapping[str, Any] | None = None,
    dedup_key: str,
    link: str = "",
    language: str = "",
    urgent: bool | None = None,
) -> Message:
    """Order one message, inside the caller's transaction. The same `dedup_key` twice is once.

    `to_user` is an account (or its id), `to_address` a phone number or e-mail address of
    somebody without one. `context` fills the wording's placeholders and rests sealed.
    `language` serves guests; an account's own language wins.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("send() belongs inside the action's transaction")
    kind = kinds[template_code]
    values = {name: _as_text(value) for name, value in (context or {}).items()}
    if missing := set(kind.placeholders) - set(values):
        raise ValueError(f"{template_code} needs {sorted(missing)}")
    recipient = _recipient(to_user, to_address)
    is_urgent = kind.is_urgent if urgent is None else urgent
    # The platform's own work: a resident's scope does not reach the row of the one he tells.
    with entered(EVERYTHING):
        message, created = Message.objects.get_or_create(
            **recipient,
            dedup_key=dedup_key,
            defaults={
                "code": template_code,
                "to_address": _address(to_address),
                "scope": scope,
                "context": json.dumps(values, ensure_ascii=False) if values else "",
                "link": link,
                "language": language,
                "is_urgent": is_urgent,
                "due_at": timezone.now(),
            },
        )
        if created:
            promise(message)
    if created and is_urgent:
        transaction.on_commit(partial(_hurry, message.pk), robust=True)
    return message


def _recipient(to_user: Any, to_address: str) -> dict[str, Any]:
    if (to_user is None) == (not to_address):
        raise ValueError("a message goes to an account or to an address, not both, not none")
    if to_user is not None:
        return {"to_user_id": getattr(to_user, "pk", to_user)}
    return {
        "to_user": None,
        "address_index": crypto.blind_index("phone", _address(to_address)),
    }


def _address(address: str) -> str:
    return read_phone(address) or address.strip().lower()


def _as_text(value: Any) -> Any:
    """Whatever is handed in, sealed values included, goes in as the reader may see it."""
    return value if isinstance(value, int | float) else str(value)


def _hurry(pk: int) -> None:
    """A code that is waited for must leave although the broker is dead: then we send it here."""
    if not outbox.nudge():
        deliver_message(pk)
