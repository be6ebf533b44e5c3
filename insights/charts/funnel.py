"""Places beside each other without a rank: a spot a place, and how far chance alone would carry it.

Of few cases a share swings widely, of many hardly: the band around the share of all (95 %) narrows
to the right. A spot inside it says nothing; one outside is worth a question, not a blame.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from insights.charts.limits import limits
from insights.charts.scale import Scale, shown, ticks
from insights.charts.script import described, rounded

WIDE, HIGH = 620, 320
LEFT, RIGHT, TOP, BOTTOM = 48, 600, 16, 272
STEPS = 40


@dataclass(frozen=True)
class Spot:
    name: str
    part: int
    whole: int
    url: str = ""

    @property
    def share(self) -> float:
        return 100 * self.part / self.whole


@dataclass(frozen=True)
class DrawnSpot:
    spot: Spot
    x: float
    y: float
    label: str
    is_out: bool
    label_left: bool


@dataclass(frozen=True)
class FunnelChart:
    id: str
    title: str
    note: str
    spots: tuple[Spot, ...]
    """Only of places with enough behind them."""
    said: str = ""
    measure: str = ""
    """Which share it is, and of what: over the columns of its table."""
    of: str = ""

    wide, high, left, right, top, bottom = WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM

    @property
    def overall(self) -> float:
        whole = sum(spot.whole for spot in self.spots)
        return 100 * sum(spot.part for spot in self.spots) / whole if whole else 0.0

    def around(self, whole: float) -> tuple[float, float]:
        """Between which shares chance alone would leave all such places, 95 times of 100."""
        low, high = limits(self.overall / 100, whole, len(self.spots))
        return 100 * low, 100 * high

    def is_out(self, spot: Spot) -> bool:
        low, high = self.around(spot.whole)
        return not low <= spot.share <= high

    @property
    def outside(self) -> list[Spot]:
        return [spot for spot in self.spots if self.is_out(spot)]

    @cached_property
    def band(self) -> str:
        """The area: along the upper edge, back along the lower."""
        if not self.spots:
            return ""
        upper = [(self._across(size), self._up(high)) for size, _low, high in self._edges]
        lower = [(self._across(size), self._up(low)) for size, low, _high in self._edges]
        return " ".join(f"{x:g},{y:g}" for x, y in [*upper, *reversed(lower)])

    @property
    def middle_y(self) -> float:
        return self._up(self.overall)

    @property
    def middle_label(self) -> str:
        return f"{self.overall:.1f}%"

    @cached_property
    def drawn(self) -> list[DrawnSpot]:
        return [
            DrawnSpot(
                spot,
                x := self._across(spot.whole),
                self._up(spot.share),
                f"{spot.name} {spot.share:.1f}%" if self.is_out(spot) else spot.name,
                self.is_out(spot),
                x > RIGHT - 140,
            )
            for spot in self.spots
        ]

    @property
    def ticks_y(self) -> list[tuple[float, str]]:
        return [(self._up(value), f"{shown(value)}%") for value in self._ticks_y]

    @property
    def ticks_x(self) -> list[tuple[float, str]]:
        return [(self._across(value), shown(value)) for value in self._ticks_x]

    @property
    def description(self) -> dict[str, Any]:
        """For who draws it in the page."""
        spots = [
            {
                "whole": one.spot.whole,
                "share": rounded(one.spot.share),
                "label": one.label,
                "is_out": one.is_out,
            }
            for one in self.drawn
        ]
        return described(
            self, "funnel", spots=spots, overall=[rounded(self.overall), self.middle_label],
            band=[[round(edge, 3) for edge in edges] for edges in self._edges],
            across=[[value, shown(value)] for value in self._ticks_x],
            up=[[value, f"{shown(value)}%"] for value in self._ticks_y],
        )  # fmt: skip

    @property
    def heads(self) -> list[Any]:
        numbers = (_("分子"), self.of or _("分母"), self.measure or _("比例"), _("正常波动"))
        return [{"label": _("地方")}, *({"label": name, "num": True} for name in numbers)]

    @property
    def rows(self) -> list[list[str]]:
        """The table twin, in the order of the places and never of their shares."""
        return [
            [spot.name, shown(spot.part), shown(spot.whole), f"{spot.share:.1f}%",
             " – ".join(f"{edge:.1f}%" for edge in self.around(spot.whole))]
            for spot in self.spots
        ]  # fmt: skip

    @property
    def _smallest(self) -> float:
        return max(min(spot.whole for spot in self.spots) * 0.8, 1)

    @cached_property
    def _edges(self) -> list[tuple[float, float, float]]:
        """How many cases, and between which shares chance alone would leave them."""
        first, last = self._smallest, self._ticks_x[-1]
        sizes = [first + (last - first) * n / STEPS for n in range(STEPS + 1)]
        return [(size, *self.around(size)) for size in sizes]

    @cached_property
    def _ticks_x(self) -> list[float]:
        return ticks([spot.whole for spot in self.spots], most=6, from_nought=True)

    @cached_property
    def _ticks_y(self) -> list[float]:
        edges = [edge for spot in self.spots for edge in self.around(spot.whole)]
        return [
            value for value in ticks([*edges, *(spot.share for spot in self.spots)])
            if 0 <= value <= 100
        ]  # fmt: skip

    @cached_property
    def _across(self) -> Scale:
        return Scale(0, self._ticks_x[-1], LEFT, RIGHT)

    @cached_property
    def _up(self) -> Scale:
        return Scale(self._ticks_y[0], self._ticks_y[-1], BOTTOM, TOP)
