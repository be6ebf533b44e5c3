"""A forecast is a range, and only of enough points."""

import random

import pytest

from insights.forecast import LEAST_POINTS, forecast


def test_of_fewer_than_six_points_it_says_nothing():
    assert forecast([1, 2, 3, 4, 5], 3) is None
    assert forecast([1, 2, 3, 4, 5, 6], 3) is not None
    assert LEAST_POINTS == 6


def test_a_straight_line_goes_straight_on():
    found = forecast([10, 12, 14, 16, 18, 20], 5)
    assert found.low == pytest.approx(30)
    assert found.high == pytest.approx(30)


def test_the_more_it_strays_and_the_farther_one_looks_the_wider_it_is():
    calm, wild = [10, 12, 14, 16, 18, 20], [10, 15, 11, 19, 14, 23]
    width = lambda values, ahead: forecast(values, ahead).high - forecast(values, ahead).low  # noqa: E731
    assert width(wild, 3) > width(calm, 3)
    assert width(wild, 9) > width(wild, 3)


def test_nineteen_of_twenty_courses_end_inside():
    chance = random.Random(5)
    inside = 0
    for _n in range(400):
        course = [3 * n + chance.gauss(0, 4) for n in range(16)]
        inside += course[15] in forecast(course[:12], 4)
    assert inside / 400 > 0.88


def test_of_a_day_that_is_over_there_is_nothing_to_foretell():
    assert forecast([1, 2, 3, 4, 5, 6], -1) is None
