import pytest

from grids.map import Projection, draw_map, step_of
from grids.queries.boundaries import describe
from tests.grids.test_geometry import square


class Area:
    """A key with `pk` and `title`, as the area tree has them."""

    def __init__(self, pk: int, title: str) -> None:
        self.pk, self.title = pk, title


WEST, EAST = Area(1, "西格"), Area(2, "东格")
RINGS = {WEST: square(0, 0), EAST: square(100, 0)}


def draw(values, **options):
    keys = {"title": "t", "description": "", "unit": "件"}
    return draw_map(RINGS, values, **keys | options)


def test_north_is_up_and_a_square_is_square():
    projection = Projection.around(RINGS.values())
    left_below, right_below, right_above, _left_above = map(projection.place, RINGS[WEST])
    assert right_above[1] < right_below[1]
    width, height = right_below[0] - left_below[0], right_below[1] - right_above[1]
    assert width == pytest.approx(height, rel=0.01)


def test_a_place_on_the_map_leads_back_to_the_earth():
    projection = Projection.around(RINGS.values())
    for point in RINGS[EAST]:
        assert projection.locate(*projection.place(point)) == pytest.approx(point, abs=1e-5)


@pytest.mark.parametrize(("value", "step"), [(0, 1), (19, 1), (20, 2), (50, 3), (99, 5), (100, 5)])
def test_five_even_steps(value, step):
    assert step_of(value, 0, 100) == step


def test_where_all_are_equal_nothing_is_darker():
    assert step_of(7, 7, 7) == 1


def test_too_few_is_neither_coloured_nor_told():
    few, many = draw({1: 3, 2: 30}, least=5).shapes
    assert (few.step, few.value, few.value_text, few.fill) == (0, None, "不足 5", "qn")
    assert (many.value, many.step, many.ink) == (30, 1, "on-low")


def test_the_sentence_keeps_the_same_secret():
    words = describe(RINGS, {1: 3, 2: 30}, unit="件", least=5)
    assert "30" in words
    assert "3 件" not in words.replace("30 件", "")
    assert "西格" not in words


def test_of_one_place_the_sentence_does_not_speak_for_all():
    assert describe(RINGS, {2: 30}, unit="件", least=5) == "只有东格有数，30 件"
    assert describe(RINGS, {1: 30, 2: 30}, unit="件", least=5) == "各处都是 30 件"


def test_without_borders_there_is_no_map():
    assert draw_map({}, {}, title="t", description="", unit="") is None


def test_words_that_would_leave_a_narrow_place_are_set_smaller():
    narrow = Area(1, "槐荫社区")
    wide = Area(2, "荷风社区")
    rings = {
        narrow: [(0.0, 0.0), (0.001, 0.0), (0.001, 0.01), (0.0, 0.01)],
        wide: [(0.001, 0.0), (0.01, 0.0), (0.01, 0.01), (0.001, 0.01)],
    }
    drawn = draw_map(rings, {1: 1180, 2: 0}, title="t", description="", unit="人")
    assert [shape.size for shape in drawn.shapes] == ["area-tight", ""]


def test_a_place_of_several_pieces_has_one_name_in_the_largest():
    pieces = {Area(7, "一街道"): [square(0, 0), square(100, 0, 300)]}
    (shape,) = draw_map(pieces, {7: 3}, title="t", description="", unit="人").shapes
    assert len(shape.pieces) == 2
    assert shape.x > 340 / 4
