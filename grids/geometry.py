"""Plane geometry for borders: small polygons, a few dozen corners, no library.

A ring is a tuple of (longitude, latitude) in WGS84 degrees, the closing corner not repeated.
Areas are in square metres on a plane that touches the earth at the ring: for a community of
some kilometres the error stays far below what a hand draws.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import cos, hypot, radians

Point = tuple[float, float]
Ring = tuple[Point, ...]
Box = tuple[float, float, float, float]

METRES_PER_DEGREE = 111_320.0
TOUCH = 1e-9
"""Degrees, about a tenth of a millimetre: closer than this is the same place."""


# --- the plane ------------------------------------------------------------------------------
def to_metres(ring: Ring, origin: Point) -> Ring:
    """East and north of the origin, in metres. A tiny patch of the earth is flat enough."""
    east = METRES_PER_DEGREE * cos(radians(origin[1]))
    return tuple(((x - origin[0]) * east, (y - origin[1]) * METRES_PER_DEGREE) for x, y in ring)


def bounding_box(rings: Sequence[Ring]) -> Box:
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def boxes_meet(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _cross(o: Point, a: Point, b: Point) -> float:
    """Twice the signed area of the triangle: positive when o → a → b turns left."""
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def _signed_area(ring: Sequence[Point]) -> float:
    return sum(_cross((0.0, 0.0), a, b) for a, b in _edges(ring)) / 2


def _edges(ring: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(ring, (*ring[1:], *ring[:1]), strict=True)


# --- measures ---------------------------------------------------------------------------------
def square_metres(ring: Ring) -> float:
    return abs(_signed_area(to_metres(ring, ring[0])))


def is_counterclockwise(ring: Ring) -> bool:
    return _signed_area(to_metres(ring, ring[0])) > 0


def centroid(ring: Ring) -> Point:
    flat = to_metres(ring, ring[0])
    area = _signed_area(flat)
    if abs(area) < TOUCH:
        return ring[0]
    x = sum((a[0] + b[0]) * _cross((0.0, 0.0), a, b) for a, b in _edges(flat)) / (6 * area)
    y = sum((a[1] + b[1]) * _cross((0.0, 0.0), a, b) for a, b in _edges(flat)) / (6 * area)
    east = METRES_PER_DEGREE * cos(radians(ring[0][1]))
    return ring[0][0] + x / east, ring[0][1] + y / METRES_PER_DEGREE


# --- points and edges ---------------------------------------------------------------------------
def _on_edge(p: Point, a: Point, b: Point) -> bool:
    length = hypot(b[0] - a[0], b[1] - a[1])
    if length < TOUCH:
        return hypot(p[0] - a[0], p[1] - a[1]) < TOUCH
    if abs(_cross(a, b, p)) / length > TOUCH:
        return False
    along = ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length
    return -TOUCH <= along <= length + TOUCH


def contains(ring: Ring, p: Point) -> bool:
    """Inside, or on the border. Ray casting: an odd number of edges to the east is inside."""
    inside = False
    for a, b in _edges(ring):
        if _on_edge(p, a, b):
            return True
        if (a[1] > p[1]) != (b[1] > p[1]):
            crossing = a[0] + (p[1] - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
            inside ^= p[0] < crossing
    return inside


def distance_to_edge(ring: Ring, p: Point) -> float:
    """In the units of the ring; for placing a label away from the border."""
    return min(_distance(p, a, b) for a, b in _edges(ring))


def _distance(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    squared = dx * dx + dy * dy
    along = 0.0 if squared == 0 else ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / squared
    along = min(1.0, max(0.0, along))
    return hypot(p[0] - a[0] - along * dx, p[1] - a[1] - along * dy)


def label_point(ring: Ring, *, steps: int = 12) -> Point:
    """Where a word sits best: the centroid, or for a bent shape the roomiest spot of a raster."""
    middle = centroid(ring)
    if contains(ring, middle):
        return middle
    west, south, east, north = bounding_box([ring])
    spots = [
        (west + (east - west) * (i + 0.5) / steps, south + (north - south) * (j + 0.5) / steps)
        for i in range(steps)
        for j in range(steps)
    ]
    inside = [spot for spot in spots if contains(ring, spot)]
    return max(inside, key=lambda spot: distance_to_edge(ring, spot)) if inside else ring[0]


def crossing_edges(ring: Ring) -> tuple[int, int] | None:
    """Two edges of the ring that meet where they must not, as numbers of their first corners."""
    edges = list(_edges(ring))
    last = len(edges) - 1
    for (i, (a, b)), (j, (c, d)) in combinations(enumerate(edges), 2):
        neighbours = j == i + 1 or (i == 0 and j == last)
        if neighbours:
            tip, back, forth = (b, a, d) if j == i + 1 else (a, b, c)
            if _folds_back(tip, back, forth):
                return i, j
        elif _meet(a, b, c, d):
            return i, j
    return None


def _folds_back(tip: Point, back: Point, forth: Point) -> bool:
    """Two edges that share a corner run over each other: a spike without area."""
    return _on_edge(forth, tip, back) or _on_edge(back, tip, forth)


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    if _on_edge(a, c, d) or _on_edge(b, c, d) or _on_edge(c, a, b) or _on_edge(d, a, b):
        return True
    return (_cross(a, b, c) > 0) != (_cross(a, b, d) > 0) and (
        (_cross(c, d, a) > 0) != (_cross(c, d, b) > 0)
    )


# --- two polygons ---------------------------------------------------------------------------------
def overlap_square_metres(first: Ring, second: Ring) -> float:
    """The area that two simple polygons share.

    A polygon is the signed sum of the triangles from one corner over its edges; so the shared
    area is the signed sum over all pairs of triangles, and triangles are easy to clip.
    """
    if not boxes_meet(bounding_box([first]), bounding_box([second])):
        return 0.0
    origin = first[0]
    a, b = to_metres(first, origin), to_metres(second, origin)
    total = 0.0
    seconds = list(_fan(b))
    for sign, triangle in _fan(a):
        box = bounding_box([triangle])
        for other_sign, other in seconds:
            if boxes_meet(box, bounding_box([other])):
                total += sign * other_sign * abs(_signed_area(_clip(triangle, other)))
    return abs(total)


def outside_square_metres(inner: Ring, outer: Ring) -> float:
    """How much of the first lies beyond the second."""
    return max(0.0, square_metres(inner) - overlap_square_metres(inner, outer))


def _fan(ring: Ring) -> Iterator[tuple[int, Ring]]:
    """Counterclockwise triangles from the first corner, with the sign each counts by."""
    direction = 1 if _signed_area(ring) > 0 else -1
    for a, b in pairwise(ring[1:]):
        turn = _cross(ring[0], a, b)
        if turn > 0:
            yield direction, (ring[0], a, b)
        elif turn < 0:
            yield -direction, (ring[0], b, a)


def _clip(subject: Ring, clip: Ring) -> Ring:
    """Sutherland and Hodgman: cut the subject along each edge of a convex, left-turning ring."""
    for a, b in _edges(clip):
        if not subject:
            return ()
        kept: list[Point] = []
        for p, q in _edges(subject):
            side_p, side_q = _cross(a, b, p), _cross(a, b, q)
            if side_p >= 0:
                kept.append(p)
            if (side_p > 0 > side_q) or (side_p < 0 < side_q):
                share = side_p / (side_p - side_q)
                kept.append((p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])))
        subject = tuple(kept)
    return subject if len(subject) > 2 else ()
