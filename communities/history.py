"""How this room writes its history: one line per change, in the same transaction."""

from typing import Any

from django.db.models import Model

from accounts.models import User


def note(
    verb: str,
    obj: Model,
    *,
    actor: User | None,
    details: dict[str, Any] | None = None,
    sensitive: dict[str, Any] | None = None,
) -> None:
    """`details` may be read by every auditor, `sensitive` lies under the person's own key."""


def note_reading(obj: Model, fields: list[str], *, actor: User | None, purpose: str) -> None:
    """Somebody looked at what is usually masked."""
