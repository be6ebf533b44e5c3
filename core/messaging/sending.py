"""Telling somebody something: `send()` writes the order, delivery happens after the commit."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
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

MANY = 500


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
    at: datetime | None = None,
) -> Message:
    """Order one message, inside the caller's transaction. The same `dedup_key` twice is once.

    `to_user` is an account (or its id), `to_address` a phone number or e-mail address of
    somebody without one. `context` fills the wording's placeholders and rests sealed.
    `language` serves guests; an account's own language wins. `at` is when it happened, where
    whoever tells of it was woken later.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("send() belongs inside the action's transaction")
    kind = kinds[template_code]
    sealed = _sealed(template_code, context)
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
                "context": sealed,
                "link": link,
                "language": language,
                "is_urgent": is_urgent,
                "due_at": timezone.now(),
                **({"created_at": at} if at else {}),
            },
        )
        if created:
            promise(message)
    if created and is_urgent:
        transaction.on_commit(partial(_hurry, message.pk), robust=True)
    return message


def send_many(
    template_code: str,
    *,
    to_users: Sequence[int],
    scope: int | None = None,
    context: Mapping[str, Any] | None = None,
    dedup_key: str,
    link: str = "",
) -> int:
    """The same message to up to MANY accounts: few statements, one wake-up. Returns how many
    had not been ordered before; a second call with the same key orders nothing."""
    if not connection.in_atomic_block:
        raise RuntimeError("send_many() belongs inside the action's transaction")
    if len(to_users) > MANY:
        raise ValueError(f"at most {MANY} at a time: a transaction stays short")
    sealed = _sealed(template_code, context)
    with entered(EVERYTHING):
        ordered = Message.objects.filter(to_user_id__in=to_users, dedup_key=dedup_key)
        known = set(ordered.values_list("to_user_id", flat=True))
        fresh = [user_id for user_id in dict.fromkeys(to_users) if user_id not in known]
        if not fresh:
            return 0
        now = timezone.now()
        Message.objects.bulk_create(
            [
                Message(
                    code=template_code,
                    to_user_id=user_id,
                    dedup_key=dedup_key,
                    scope=scope,
                    context=sealed,
                    link=link,
                    is_urgent=kinds[template_code].is_urgent,
                    due_at=now,
                )
                for user_id in fresh
            ],
            ignore_conflicts=True,
        )
        pks = list(ordered.filter(to_user_id__in=fresh).order_by("pk").values_list("pk", flat=True))
        outbox.publish(
            "core.messages_ordered",
            key=f"core.messages:{pks[0]}-{pks[-1]}",
            payload={"message_ids": pks},
        )
    return len(fresh)


def _sealed(template_code: str, context: Mapping[str, Any] | None) -> str:
    values = {name: _as_text(value) for name, value in (context or {}).items()}
    if missing := set(kinds[template_code].placeholders) - set(values):
        raise ValueError(f"{template_code} needs {sorted(missing)}")
    return json.dumps(values, ensure_ascii=False) if values else ""


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
