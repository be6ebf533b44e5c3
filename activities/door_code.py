"""The code at the door: it says which activity and when, signed, and changes all the time.

No row is kept for it. A code is good in the quarter of a minute it was made for and in the next,
so it never lives longer than thirty seconds: a photo sent to a friend comes too late.
"""

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.utils import timezone

STEP = 15
"""Seconds; the screen shows a new one each time."""
_SIGNER = Signer(salt="activities.door", sep=".")


def code_for(activity_id: int, at: datetime | None = None) -> str:
    return _SIGNER.sign(f"{activity_id}-{_step(at)}")


def activity_at(code: str) -> int | None:
    """Which activity's door it opens just now; nothing for an old one or one we did not write."""
    try:
        number, _mark, step = _SIGNER.unsign(code).partition("-")
        fresh = 0 <= _step(None) - int(step) <= 1
        return int(number) if fresh else None
    except (BadSignature, ValueError):
        return None


def _step(at: datetime | None) -> int:
    return int((at or timezone.now()).timestamp()) // STEP
