"""How what concerns a person (check-ins, social workers) writes its history, in its transaction."""

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
