"""How this room writes its history: one line per change, in the same transaction."""

from typing import Any

from accounts.models import User


def note(
    verb: str,
    obj: Any,
    *,
    actor: User | None,
    details: dict[str, Any] | None = None,
    sensitive: dict[str, Any] | None = None,
    subject: Any = None,
) -> None:
    """`details` may be read by every auditor; what touches a person goes into `sensitive`."""
