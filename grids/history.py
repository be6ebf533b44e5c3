"""How this room writes its history: one line per change, in the same transaction."""

from typing import Any

from django.db.models import Model

from core import audit


def note(
    verb: str,
    obj: Model,
    *,
    actor: Model | None,
    details: dict[str, Any] | None = None,
    sensitive: dict[str, Any] | None = None,
    about: Any = None,
) -> None:
    """`details` may be read by every auditor; words about the person `about` lie under his key."""
    audit.record(
        verb,
        obj,
        actor=actor,
        details=details,
        sensitive=sensitive,
        subject=about.subject if about is not None else None,
    )
