"""How far something is from a line that was drawn for it: one bar, one tick."""

from dataclasses import dataclass

from insights.charts.scale import Scale

WIDE, HIGH, THICK = 240, 20, 12
ROOM = 1.15
"""The tick never stands at the very edge, nor does a bar that went past it end there."""
SHADES = {"go": "f-1", "soon": "f-2", "late": "f-late"}


@dataclass(frozen=True)
class AimBar:
    actual: float
    goal: float
    tone: str

    wide, high, thick = WIDE, HIGH, THICK

    @property
    def length(self) -> float:
        return self._along(self.actual)

    @property
    def tick(self) -> float:
        return self._along(self.goal)

    @property
    def shade(self) -> str:
        return SHADES[self.tone]

    def _along(self, value: float) -> float:
        most = ROOM * max(self.actual, self.goal)
        return round(Scale(0, most, 0, WIDE)(value), 1) if most > 0 else 0.0
