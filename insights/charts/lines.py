"""Courses over time: each line named at its end, each with its own dash."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from insights.charts.scale import Scale, path, shown, ticks
from insights.charts.script import described, rounded

WIDE, HIGH = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 44, 520, 16, 262
APART = 18
"""Names at the ends of two lines do not lie on each other."""
Point = float | None


@dataclass(frozen=True)
class Series:
    name: str
    values: tuple[Point, ...]

    @property
    def last(self) -> Point:
        return next((value for value in reversed(self.values) if value is not None), None)


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class Line:
    name: str
    number: int
    """Which dash, which colour: 1, 2, 3."""
    d: str
    end: tuple[float, float]
    label_y: float
    value: str


@dataclass(frozen=True)
class Spark:
    """A course in a line's height, without numbers: whether it goes up or down."""

    title: str
    values: tuple[Point, ...]

    @property
    def d(self) -> str:
        return path(self._points)

    @property
    def end(self) -> tuple[float, float] | None:
        return next((point for point in reversed(self._points) if point is not None), None)

    @cached_property
    def _points(self) -> list[tuple[float, float] | None]:
        known = [value for value in self.values if value is not None]
        if not known:
            return []
        across = Scale(0, max(len(self.values) - 1, 1), 4, 236)
        up = Scale(min(known), max(known), 38, 10)
        level = min(known) == max(known)
        return [
            None if value is None else (across(n), 24.0 if level else up(value))
            for n, value in enumerate(self.values)
        ]


@dataclass(frozen=True)
class LineChart:
    id: str
    title: str
    """What one finds in it, as a sentence."""
    note: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    table_head: str = ""
    said: Any = field(default="")
    """For who does not see it."""

    wide, high, left, right, bottom = WIDE, HIGH, LEFT, RIGHT, BOTTOM

    @property
    def ticks(self) -> list[Tick]:
        return [Tick(self._up(value), shown(value) + self.unit) for value in self._values]

    @property
    def columns(self) -> list[Tick]:
        """Every other month where there are many."""
        every = 1 if len(self.labels) <= 7 else 2
        last = len(self.labels) - 1
        return [
            Tick(self._across(n), label)
            for n, label in enumerate(self.labels)
            if (last - n) % every == 0
        ]

    @cached_property
    def lines(self) -> list[Line]:
        drawn = []
        for number, one in enumerate(self.series, 1):
            points = [
                None if value is None else (self._across(n), self._up(value))
                for n, value in enumerate(one.values)
            ]
            end = next((point for point in reversed(points) if point is not None), None)
            if end is None or one.last is None:
                continue
            drawn.append(Line(one.name, number, path(points), end, end[1], shown(one.last)))
        return _apart(drawn)

    @property
    def description(self) -> dict[str, Any]:
        """For who draws it in the page."""
        lines = [
            {
                "name": line.name,
                "number": line.number,
                "values": [rounded(value) for value in self.series[line.number - 1].values],
                "label": f"{line.name} {line.value}{self.unit}",
            }
            for line in self.lines
        ]
        up = [[value, shown(value) + self.unit] for value in self._values]
        return described(self, "lines", across=self.labels, up=up, lines=lines, unit=self.unit)

    @property
    def heads(self) -> list[Any]:
        return [{"label": _("月份")}, *({"label": one.name, "num": True} for one in self.series)]

    @property
    def rows(self) -> list[list[str]]:
        """The table twin."""
        return [
            [label, *(_cell(one.values[n]) for one in self.series)]
            for n, label in enumerate(self.labels)
        ]

    @cached_property
    def _values(self) -> list[float]:
        return ticks(value for one in self.series for value in one.values if value is not None)

    @cached_property
    def _up(self) -> Scale:
        return Scale(self._values[0], self._values[-1], BOTTOM, TOP)

    @cached_property
    def _across(self) -> Scale:
        return Scale(0, max(len(self.labels) - 1, 1), LEFT, RIGHT)


def _cell(value: Point) -> str:
    return "—" if value is None else shown(value)


def _apart(lines: list[Line]) -> list[Line]:
    """From top to bottom, each name at least so far below the one before."""
    placed: dict[int, float] = {}
    above = float("-inf")
    for line in sorted(lines, key=lambda one: one.end[1]):
        above = max(line.end[1], above + APART)
        placed[line.number] = above
    return [
        Line(one.name, one.number, one.d, one.end, placed[one.number] + 5, one.value)
        for one in lines
    ]
