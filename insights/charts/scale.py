"""From values to places on the sheet; ticks at round numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

LEAST_STEP = 1.0


@dataclass(frozen=True)
class Scale:
    """From `low`–`high` to `start`–`stop`."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, value: float) -> float:
        room = self.high - self.low or 1
        return round(self.start + (value - self.low) / room * (self.stop - self.start), 1)


def round_step(span: float, most: int) -> float:
    """1, 2 or 5 times a power of ten, so that at most so many steps make up the span."""
    if span <= 0:
        return 1
    rough = span / most
    power: float = 10 ** floor(log10(rough))
    return next((power * n for n in (1, 2, 5) if rough <= power * n), power * 10)


def ticks(values: Iterable[float], *, most: int = 4, from_nought: bool = False) -> list[float]:
    """Round numbers that hold all values between the first and the last."""
    known = list(values) or [0.0]
    low, high = min(known), max(known)
    if from_nought:
        low = min(low, 0)
    if low == high:
        high = low + 1
    step = round_step(high - low, most)
    first, last = floor(low / step), ceil(high / step)
    return [round(n * step, 6) for n in range(first, last + 1)]


def shown(value: float) -> str:
    """12, 12.5, 1,200: never 12.0."""
    return f"{value:,.1f}".removesuffix(".0")


def step(now: float, then: float) -> float:
    """Between two numbers as they are shown: what stands on the page can be subtracted there."""
    return round(round(now, 1) - round(then, 1), 1)


def moved(change: float | None) -> bool:
    """A share that changed by less is about the same, and nothing is said to have gone up."""
    return change is not None and abs(change) >= LEAST_STEP


def path(points: Iterable[tuple[float, float] | None]) -> str:
    """A line that breaks where nothing is known."""
    parts, pen = [], "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        parts.append(f"{pen}{point[0]:g} {point[1]:g}")
        pen = "L"
    return "".join(parts)
