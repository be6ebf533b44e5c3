"""Our own map: polygons of a few grids, projected into an SVG. No tiles, nothing from outside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any, cast

from django.utils.translation import gettext as _

from grids.geometry import METRES_PER_DEGREE, Point, Ring, bounding_box, label_point, square_metres

WIDTH = 340
"""About as wide as a column: words keep their size, the drawing does not shrink below them."""
LETTER, DIGIT = 13, 12
"""How wide a Chinese letter of a label and a digit of a value are drawn (components/chart.css)."""
PADDING = 12
TALLEST = 1.2  # times the width
STEPS = 5


@dataclass(frozen=True)
class Projection:
    """Degrees to the pixels of the viewBox and back; north is up."""

    west: float
    north: float
    x_scale: float
    y_scale: float
    width: int
    height: int

    @classmethod
    def around(cls, rings: Iterable[Ring], *, width: int = WIDTH) -> "Projection":
        west, south, east, north = bounding_box(list(rings))
        squeeze = cos(radians((south + north) / 2))
        wide = max((east - west) * squeeze, 1e-6)
        high = max(north - south, 1e-6)
        inner = width - 2 * PADDING
        scale = min(inner / wide, (TALLEST * width - 2 * PADDING) / high)
        return cls(
            west - (inner / scale - wide) / 2 / squeeze - PADDING / scale / squeeze,
            north + PADDING / scale,
            scale * squeeze,
            scale,
            width,
            round(high * scale + 2 * PADDING),
        )

    def place(self, point: Point) -> Point:
        return (
            round((point[0] - self.west) * self.x_scale, 1),
            round((self.north - point[1]) * self.y_scale, 1),
        )

    def locate(self, x: float, y: float) -> Point:
        return self.west + x / self.x_scale, self.north - y / self.y_scale

    def points(self, ring: Ring) -> str:
        return " ".join(f"{x},{y}" for x, y in map(self.place, ring))

    def width_of(self, ring: Ring) -> float:
        across = [self.place(point)[0] for point in ring]
        return max(across) - min(across)

    @property
    def metres_across(self) -> int:
        return round(self.width / self.y_scale * METRES_PER_DEGREE)


@dataclass(frozen=True)
class Shape:
    """One area as the template draws it."""

    pk: int
    label: str
    pieces: list[str]
    """Points of each polygon; a street is drawn by its communities."""
    x: float
    y: float
    value: int | None
    value_text: str
    step: int
    room: float
    """How wide the polygon is: words that would not fit are set smaller."""
    url: str = ""

    @property
    def size(self) -> str:
        wanted = max(len(self.label) * LETTER, len(self.value_text) * DIGIT)
        return "area-tight" if wanted > self.room else ""

    @property
    def is_joined(self) -> bool:
        """Several pieces of one colour: the lines between them are drawn over."""
        return len(self.pieces) > 1 and self.step > 0

    @property
    def fill(self) -> str:
        return f"q{self.step}" if self.step else "qn"

    @property
    def ink(self) -> str:
        return "on-high" if self.step > 3 else "on-low"


@dataclass(frozen=True)
class Map:
    shapes: list[Shape]
    projection: Projection
    title: str
    description: str
    unit: str
    outline: str = ""
    """The community's own border, around the grids."""

    @property
    def leads_on(self) -> bool:
        return any(shape.url for shape in self.shapes)

    @property
    def is_blank(self) -> bool:
        """No place on it has a number: a drawing of dashes tells nothing."""
        return all(shape.value is None for shape in self.shapes)

    @property
    def is_wide(self) -> bool:
        """Drawn for half a page: a phone shows it at half its size, and sets the words larger."""
        return self.projection.width > WIDTH

    @property
    def has_suppressed(self) -> bool:
        return any(shape.step == 0 for shape in self.shapes)


def draw_map(
    rings: Mapping[Any, Ring | Sequence[Ring]],
    values: Mapping[int, int],
    *,
    title: str,
    description: str,
    unit: str,
    least: int = 0,
    outline: Ring | None = None,
    urls: Mapping[int, str] | None = None,
    width: int = WIDTH,
) -> Map | None:
    """A map of areas (keys with `pk` and `title`) coloured by their values, or None without any.

    An area is one ring or several; its name stands in the largest. A value below `least` is
    neither coloured nor told: the area is dashed.
    """
    if not rings:
        return None
    grounds = {area: _pieces(ring) for area, ring in rings.items()}
    drawn = [ring for pieces in grounds.values() for ring in pieces]
    projection = Projection.around([*drawn, *([outline] if outline else [])], width=width)
    shown = [value for value in values.values() if value >= least]
    low, high = (min(shown), max(shown)) if shown else (0, 0)
    shapes = []
    for area, pieces in grounds.items():
        value = values.get(area.pk)
        hidden = value is None or value < least
        largest = max(pieces, key=square_metres)
        x, y = projection.place(label_point(largest))
        shapes.append(
            Shape(
                pk=area.pk,
                label=area.title,
                pieces=[projection.points(ring) for ring in pieces],
                x=x,
                y=y,
                value=None if hidden else value,
                value_text=_value_text(value, hidden, least),
                step=0 if hidden or value is None else step_of(value, low, high),
                room=projection.width_of(largest),
                url=(urls or {}).get(area.pk, ""),
            )
        )
    return Map(
        shapes=shapes,
        projection=projection,
        title=title,
        description=description,
        unit=unit,
        outline=projection.points(outline) if outline else "",
    )


def _pieces(ground: Ring | Sequence[Ring]) -> list[Ring]:
    """One ring is a row of points; several rings are a row of rows."""
    is_one = isinstance(ground[0][0], int | float)
    return [cast(Ring, ground)] if is_one else list(cast(Sequence[Ring], ground))


def step_of(value: int, low: int, high: int) -> int:
    """1 to 5, equal steps from the lowest shown value to the highest; light is low."""
    if high <= low:
        return 1
    return min(STEPS, 1 + (value - low) * STEPS // (high - low))


def _value_text(value: int | None, hidden: bool, least: int) -> str:
    if value is None:
        return ""
    return _("不足 %(n)d") % {"n": least} if hidden else f"{value:,}"
