"""One data key per person: whoever is erased takes his key along, and ciphertexts stay closed.

The key rests wrapped by the key ring (core.crypto); nothing here is kept in memory, so an
erased key is gone with the transaction that erased it.
"""

import base64
import secrets
from uuid import UUID

from core import crypto
from core.models import PersonKey


def seal(subject: UUID, clear: bytes, *, purpose: str) -> bytes:
    """Encrypt under the person's own key, which is made on first use."""
    return crypto.encrypt_under(_key_for(subject), clear, purpose=f"{purpose}:{subject}")


def open_sealed(subject: UUID, sealed: bytes, *, purpose: str) -> bytes | None:
    """The clear bytes, or None where the person's key was destroyed."""
    row = PersonKey.objects.filter(subject=subject).first()
    if row is None:
        return None
    try:
        return crypto.decrypt_under(_unwrap(row), sealed, purpose=f"{purpose}:{subject}")
    except crypto.UndecipherableError:
        return None  # sealed under an earlier key of this person, which was destroyed


def erase(subject: UUID) -> bool:
    """Destroy the key. Everything that was sealed for this person is now noise."""
    deleted, _rows = PersonKey.objects.filter(subject=subject).delete()
    return bool(deleted)


def _key_for(subject: UUID) -> bytes:
    row = PersonKey.objects.filter(subject=subject).first()
    if row is None:
        fresh = PersonKey(
            subject=subject, wrapped=base64.b64encode(secrets.token_bytes(32)).decode()
        )
        PersonKey.objects.bulk_create([fresh], ignore_conflicts=True)
        row = PersonKey.objects.get(subject=subject)  # somebody may have been faster
    return _unwrap(row)


def _unwrap(row: PersonKey) -> bytes:
    return base64.b64decode(row.wrapped.open())
