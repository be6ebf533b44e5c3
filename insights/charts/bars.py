"""How many of each: the longest first, beside each what it was a year ago."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from insights.charts.scale import Scale, shown, ticks
from insights.charts.script import described, rounded

WIDE, LEFT, RIGHT = 400, 96, 340
ROW, THICK = 36, 20


@dataclass(frozen=True)
class Bar:
    name: str
    value: float
    before: float | None = None
    stands_out: bool = False


@dataclass(frozen=True)
class Drawn:
    bar: Bar
    y: float
    length: float
    before_x: float | None
    label_x: float
    value: str
    middle: float


@dataclass(frozen=True)
class BarChart:
    id: str
    title: str
    note: str
    bars: tuple[Bar, ...]
    said: str = ""
    what: str = ""
    """What a bar is: over the first column of its table."""
    unit: str = ""

    wide, left = WIDE, LEFT

    @property
    def high(self) -> int:
        return ROW * max(len(self.bars), 1) + 12

    @cached_property
    def drawn(self) -> list[Drawn]:
        if not self.bars:
            return []
        along = Scale(0, self._most, LEFT, RIGHT)
        rows = []
        for n, bar in enumerate(self.bars):
            end = along(bar.value)
            before = None if bar.before is None else along(bar.before)
            label = max(end, before or 0) + 8
            y = n * ROW + 8
            length, middle = round(end - LEFT, 1), y + THICK / 2 + 5
            rows.append(Drawn(bar, y, length, before, label, shown(bar.value), middle))
        return rows

    @property
    def description(self) -> dict[str, Any]:
        """For who draws it in the page."""
        bars = [
            {
                "name": one.name,
                "value": rounded(one.value),
                "before": rounded(one.before),
                "label": shown(one.value),
                "stands_out": one.stands_out,
            }
            for one in self.bars
        ]
        return described(self, "bars", bars=bars, most=self._most)

    @property
    def heads(self) -> list[Any]:
        """Of the table twin."""
        numbers = (self.unit or _("数"), _("去年同期"))
        return [
            {"label": self.what or _("哪一类")},
            *({"label": name, "num": True} for name in numbers),
        ]

    @property
    def rows(self) -> list[list[str]]:
        return [
            [one.name, shown(one.value), "—" if one.before is None else shown(one.before)]
            for one in self.bars
        ]

    @cached_property
    def _most(self) -> float:
        """Where the axis ends."""
        values = [one.value for one in self.bars] + [one.before or 0 for one in self.bars]
        return ticks(values, from_nought=True)[-1]
