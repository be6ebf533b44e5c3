"""How what concerns a person (check-ins, social workers) writes its history, in its transaction."""

from typing import Any

from django.db.models import Model

from core import audit
from organizations.models import MemberCheckin


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


def note_member(
    verb: str,
    checkin: MemberCheckin,
    *,
    actor: Model | None,
    details: dict[str, Any] | None = None,
    sensitive: dict[str, Any] | None = None,
) -> None:
    """That somebody checked in says that he is a Party member. So what he does himself is written
    without his name: his key stands in the row, and no page of the audit opens it."""
    own = actor is not None and checkin.user_id == actor.pk
    audit.record(
        verb,
        checkin,
        actor=None if own else actor,
        details={**(details or {}), **({"by": audit.ONESELF} if own else {})},
        sensitive=sensitive,
        subject=checkin.key,
    )
