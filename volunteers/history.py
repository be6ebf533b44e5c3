"""How this room writes its history: one line per change, in the same transaction."""

from typing import Any

from django.db.models import Model

from core import audit
from volunteers.models import Volunteer


def note(
    verb: str,
    obj: Model,
    *,
    actor: Model | None,
    about: Volunteer | None = None,
    details: dict[str, Any] | None = None,
    sensitive: dict[str, Any] | None = None,
) -> None:
    """`details` may be read by every auditor; words about the person lie under his key."""
    person = about or (obj if isinstance(obj, Volunteer) else None)
    audit.record(
        verb,
        obj,
        actor=actor,
        details=details,
        sensitive=sensitive,
        subject=person.subject if person is not None else None,
    )
