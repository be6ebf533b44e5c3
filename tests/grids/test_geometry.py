"""Vectors for the plane: squares one can work out by hand, shapes that bend, shapes that lie."""

import json
from math import cos, radians

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.exceptions import DomainError
from grids import geojson, geometry

LAT, LON = 26.59, 106.83
NORTH = 1 / geometry.METRES_PER_DEGREE
EAST = NORTH / cos(radians(LAT))


def metres(*corners: tuple[float, float]) -> geometry.Ring:
    """Corners in metres east and north of one spot of the town."""
    return tuple((LON + x * EAST, LAT + y * NORTH) for x, y in corners)


def square(x: float, y: float, side: float = 100) -> geometry.Ring:
    return metres((x, y), (x + side, y), (x + side, y + side), (x, y + side))


ELL = metres((0, 0), (200, 0), (200, 100), (100, 100), (100, 200), (0, 200))
BOW = metres((0, 0), (100, 100), (100, 0), (0, 100))


def near(value: float, expected: float) -> bool:
    return abs(value - expected) <= max(1.0, expected * 1e-3)


@pytest.mark.parametrize(
    ("ring", "area"),
    [
        (square(0, 0), 10_000),
        (tuple(reversed(square(0, 0))), 10_000),
        (ELL, 30_000),
        (metres((0, 0), (100, 0), (0, 100)), 5_000),
        (metres((0, 0), (50, 0), (100, 0), (100, 100), (0, 100)), 10_000),
    ],
)
def test_area(ring, area):
    assert near(geometry.square_metres(ring), area)


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        (square(0, 0), square(0, 0), 10_000),
        (square(0, 0), square(50, 0), 5_000),
        (square(0, 0), square(50, 50), 2_500),
        (square(0, 0), square(100, 0), 0),  # a common edge is no overlap
        (square(0, 0), square(100, 100), 0),  # nor is a common corner
        (square(0, 0), square(500, 500), 0),
        (square(0, 0), square(25, 25, 50), 2_500),  # one inside the other
        (ELL, square(100, 100), 0),  # in the crook of the L
        (ELL, square(50, 50), 7_500),
        (ELL, tuple(reversed(ELL)), 30_000),
    ],
)
def test_overlap_is_the_same_from_both_sides(first, second, shared):
    assert near(geometry.overlap_square_metres(first, second), shared)
    assert near(geometry.overlap_square_metres(second, first), shared)


def test_what_lies_beyond():
    assert near(geometry.outside_square_metres(square(50, 0), square(0, 0)), 5_000)
    assert geometry.outside_square_metres(square(25, 25, 50), square(0, 0)) < 1


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [
        (50, 50, True),
        (150, 50, True),
        (150, 150, False),  # the crook
        (0, 0, True),  # corners and edges belong to it
        (100, 150, True),
        (200, 50, True),
        (-1, 50, False),
        (250, 0, False),  # level with an edge, outside
    ],
)
def test_points_in_an_ell(x, y, inside):
    assert geometry.contains(ELL, metres((x, y))[0]) is inside


@pytest.mark.parametrize(
    ("ring", "crossing"),
    [
        (square(0, 0), None),
        (ELL, None),
        (BOW, (0, 2)),
        (metres((0, 0), (200, 0), (100, 0), (100, 100)), (0, 1)),  # runs back over itself
        (metres((0, 0), (100, 0), (100, 100), (50, 0), (0, 100)), (0, 2)),  # touches an edge
    ],
)
def test_edges_that_meet(ring, crossing):
    assert geometry.crossing_edges(ring) == crossing


def test_a_label_stands_inside_even_where_the_centroid_does_not():
    hook = metres(
        (0, 0), (200, 0), (200, 20), (20, 20), (20, 180), (200, 180), (200, 200), (0, 200)
    )
    assert not geometry.contains(hook, geometry.centroid(hook))
    assert geometry.contains(hook, geometry.label_point(hook))


corner = st.tuples(st.floats(0, 300), st.floats(0, 300))


@settings(max_examples=60, deadline=None)
@given(st.lists(corner, min_size=3, max_size=7), st.lists(corner, min_size=3, max_size=7))
def test_two_polygons_share_no_more_than_each_has(one, other):
    rings = []
    for corners in (one, other):
        try:
            rings.append(geojson.check_ring(metres(*corners)))
        except DomainError:
            return
    shared = geometry.overlap_square_metres(*rings)
    assert -1 <= shared <= min(map(geometry.square_metres, rings)) * 1.001 + 1
    assert abs(shared - geometry.overlap_square_metres(*reversed(rings))) < 1


# --- GeoJSON -----------------------------------------------------------------------------------
def polygon(*corners: tuple[float, float]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[list(c) for c in corners]]}


CLOSED = [*square(0, 0), square(0, 0)[0]]


def test_what_is_written_is_read_back_counterclockwise_and_closed():
    written = geojson.polygon_of(tuple(reversed(square(0, 0))))
    corners = written["coordinates"][0]
    assert corners[0] == corners[-1]
    ring = geojson.ring_of(json.loads(json.dumps(written)))
    assert geometry.is_counterclockwise(ring)
    assert near(geometry.square_metres(ring), 10_000)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"type": "Point", "coordinates": [1, 2]}, "多边形"),
        (None, "多边形"),
        ({"type": "Polygon", "coordinates": []}, "没有点"),
        ({"type": "Polygon", "coordinates": [CLOSED, CLOSED]}, "洞"),
        (polygon(*square(0, 0)), "没有闭合"),
        (polygon(*BOW, BOW[0]), "碰到了自己"),
        (polygon((1, 1), (1, 1), (1, 1)), "至少要 3 个点"),
        (polygon((LAT, LON), (LAT, LON + 1), (LAT + 1, LON), (LAT, LON)), "写反了"),
        (polygon((200, 100), (201, 100), (201, 101), (200, 100)), "不在地球上"),
        (polygon((0, float("nan")), (1, 0), (1, 1), (0, float("nan"))), "不在地球上"),
        ({"type": "Polygon", "coordinates": [[["a", "b"]]]}, "不是数字"),
        ({"type": "Polygon", "coordinates": [["x"]]}, "经度, 纬度"),
        (polygon(*(metres((0, 0), (1, 0), (1, 1), (0, 0)))), "10 平方米"),
        (polygon(*[(100 + i / 1000, i % 2) for i in range(500)], (100.0, 0)), "点太多了"),
    ],
)
def test_a_border_that_cannot_be_says_how_to_mend_it(value, words):
    with pytest.raises(DomainError, match=words):
        geojson.ring_of(value)


def test_points_line_by_line():
    text = "106.83, 26.59\n106.84，26.59\n\n106.84 26.60\n106.83,26.60\n106.83,26.59"
    assert geojson.read_points(text) == (
        (106.83, 26.59),
        (106.84, 26.59),
        (106.84, 26.6),
        (106.83, 26.6),
    )


def test_a_line_that_is_no_point_is_named():
    with pytest.raises(DomainError, match="第 2 行看不懂"):
        geojson.read_points("106.83, 26.59\n这里\n106.84, 26.6")


def test_a_file_of_several_grids_keeps_their_names():
    feature = {
        "type": "Feature",
        "properties": {"name": "第一网格", "code": 7},
        "geometry": {"type": "MultiPolygon", "coordinates": [[CLOSED]]},
    }
    data = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode("utf-8-sig")
    (outline,) = geojson.read_file(data)
    assert (outline.name, outline.code, len(outline.ring)) == ("第一网格", "7", 4)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe", "不是 GeoJSON"),
        (b"<xml/>", "不是 GeoJSON"),
        (b"[" * 200_000, "不是 GeoJSON"),
        (b"{}", "多边形"),
        (b'{"type": "FeatureCollection", "features": []}', "没有多边形"),
        (b'{"type": "FeatureCollection", "features": [3]}', "不是图形"),
    ],
)
def test_a_file_that_is_none_is_refused_kindly(data, words):
    with pytest.raises(DomainError, match=words):
        geojson.read_file(data)
