"""Where a course leads if it goes on as it went: a range, and only from enough points.

A straight line through the points, and around it as far as they have strayed from it. Of fewer than
six it says nothing: a line through three points foretells whatever one likes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

LEAST_POINTS = 6
AS_FAR = 2.0
"""In standard errors: nineteen of twenty courses would end inside."""


@dataclass(frozen=True)
class Range:
    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


def forecast(values: Sequence[float], ahead: int) -> Range | None:
    """So many steps after the last point. None of too few points, or of nothing to go."""
    count = len(values)
    if count < LEAST_POINTS or ahead < 0:
        return None
    middle_x, middle_y = (count - 1) / 2, sum(values) / count
    spread = sum((n - middle_x) ** 2 for n in range(count))
    slope = sum((n - middle_x) * (value - middle_y) for n, value in enumerate(values)) / spread
    strayed = [value - (middle_y + slope * (n - middle_x)) for n, value in enumerate(values)]
    error = sqrt(sum(each**2 for each in strayed) / (count - 2))
    at = count - 1 + ahead
    swing = AS_FAR * error * sqrt(1 + 1 / count + (at - middle_x) ** 2 / spread)
    end = middle_y + slope * (at - middle_x)
    return Range(end - swing, end + swing)
