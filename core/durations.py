"""Durations as counts in fixed steps of a logarithmic scale: what can be added up over any period
and any places, and still says a percentile, never more than 5 % beside the truth."""

from collections.abc import Mapping
from datetime import timedelta
from math import log

STEP = 1.1
"""Each bucket is a tenth wider than the one before; its middle is at most 4.9 % from its edges."""


def bucket_of(lasted: timedelta) -> int:
    """0 is less than a minute."""
    minutes = lasted.total_seconds() / 60
    return 0 if minutes < 1 else 1 + int(log(minutes) / log(STEP))


def minutes_of(bucket: int) -> float:
    """The middle of it."""
    return 0.5 if bucket == 0 else STEP ** (bucket - 0.5)


def percentile(counts: Mapping[int, int], share: float) -> float | None:
    """In minutes: so many of a hundred took no longer. None where nothing was counted."""
    total = sum(counts.values())
    if total <= 0:
        return None
    passed = 0
    for bucket in sorted(counts):
        passed += counts[bucket]
        if passed >= share * total:
            return minutes_of(bucket)
    return minutes_of(max(counts))
