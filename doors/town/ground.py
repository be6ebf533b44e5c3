"""The ground the town stands on: a crooked lattice, so that whatever is cut from it tiles exactly.

Every border runs along edges of the lattice, and every edge is shared: grids fill their
community, communities their street, streets the district, without a gap and without overlap.
The place is a stretch of desert where no town lies.
"""

from collections.abc import Iterable
from functools import cache
from math import cos, radians
from random import Random

Point = tuple[float, float]
Ring = tuple[Point, ...]
Cell = tuple[int, int]

ORIGIN: Point = (83.0, 39.0)
COLUMNS = (180, 180, 180, 180, 270, 270, 270, 520, 520)
ROWS = (230, 230, 230, 310, 310, 310)
"""Metres from west to east and from south to north; 梧桐里 is the twelve cells in the corner."""

_PER_DEGREE = 111_320.0
_CROOKED = 0.09
_DIGITS = 6


def ring_of(cells: Iterable[Cell]) -> Ring:
    """The outline of some cells that hang together, counterclockwise."""
    directed = [edge for cell in cells for edge in _edges(cell)]
    inner = {(b, a) for a, b in directed}
    edges = {a: b for a, b in directed if (a, b) not in inner}
    start = min(edges)
    ring = [start]
    while (point := edges[ring[-1]]) != start:
        ring.append(point)
    return tuple(ring)


def halves(cell: Cell) -> tuple[Ring, Ring]:
    """A cell cut from south to north into two micro-grids."""
    corners = _ring(cell)
    return (*corners[:2], *corners[5:]), corners[1:6]


def spot(cell: Cell, east: float, north: float) -> Point:
    """A point inside the cell; both shares run from 0 to 1 and should keep off the border."""
    south_west, _1, south_east, _2, north_east, _3, north_west, _4 = _ring(cell)
    x, y = (
        south_west[axis] * (1 - east) * (1 - north)
        + south_east[axis] * east * (1 - north)
        + north_east[axis] * east * north
        + north_west[axis] * (1 - east) * north
        for axis in (0, 1)
    )
    return round(x, _DIGITS), round(y, _DIGITS)


def _edges(cell: Cell) -> list[tuple[Point, Point]]:
    ring = _ring(cell)
    return list(zip(ring, (*ring[1:], ring[0]), strict=True))


@cache
def _ring(cell: Cell) -> Ring:
    """Four corners and the middle of each side, from the south-west corner."""
    i, j = 2 * cell[0], 2 * cell[1]
    around = ((0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1))
    return tuple(_vertex(i + di, j + dj) for di, dj in around)


@cache
def _vertex(i: int, j: int) -> Point:
    """Corner or middle of a side, a little off the straight line; the same for all neighbours."""
    dice = Random(f"ground {i} {j}")
    east = _along(COLUMNS, i) + dice.uniform(-1, 1) * _CROOKED * _width(COLUMNS, i)
    north = _along(ROWS, j) + dice.uniform(-1, 1) * _CROOKED * _width(ROWS, j)
    longitude = ORIGIN[0] + east / (_PER_DEGREE * cos(radians(ORIGIN[1])))
    return round(longitude, _DIGITS), round(ORIGIN[1] + north / _PER_DEGREE, _DIGITS)


def _along(sizes: tuple[int, ...], half: int) -> float:
    whole = half // 2
    return sum(_size(sizes, n) for n in range(whole)) + (half % 2) * _size(sizes, whole) / 2


def _width(sizes: tuple[int, ...], half: int) -> float:
    """The narrower neighbour decides how crooked a line may be."""
    return min(_size(sizes, max(half // 2 - 1, 0)), _size(sizes, half // 2))


def _size(sizes: tuple[int, ...], n: int) -> int:
    return sizes[n] if n < len(sizes) else sizes[-1]
