"""No hidden number can be worked out from those that are shown."""

import itertools
import random

import pytest

from core.small_cells import hidden, with_rest

SMALL = 5


def flat(*numbers):
    """One whole, its parts."""
    values = {0: sum(numbers)} | {n + 1: value for n, value in enumerate(numbers)}
    return values, {0: list(range(1, len(numbers) + 1))}


def of(*numbers, small=SMALL):
    return hidden(*flat(*numbers), 0, small=small)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((9, 12, 30), set()),
        ((0, 12, 30), set()),
        ((3, 12, 30), {1, 2}),  # alone it would be the whole less the others
        ((3, 4, 30), {1, 2}),  # 7 could be 3 + 4 in several ways
        ((1, 1, 30, 40), {1, 2, 3}),  # 2 can only be 1 + 1
        ((3, 0, 0), {0, 1}),  # it is the whole
        ((1, 1, 1, 1, 1), {0, 1, 2, 3, 4, 5}),  # five ones make five in one way only
        ((4,), {0, 1}),
        ((30,), set()),
    ],
)
def test_beside_a_small_one_goes_what_would_give_it_away(numbers, expected):
    assert of(*numbers) == expected


def test_who_may_see_persons_sees_all():
    assert of(1, 2, 30, small=0) == set()


def test_what_is_hidden_above_is_not_added_up_below():
    """District 0; streets 1 (3) and 2 (20), of which 2 hides 1; its communities 3 and 4."""
    values = {0: 23, 1: 3, 2: 20, 3: 8, 4: 12}
    assert hidden(values, {0: [1, 2], 2: [3, 4]}, 0, small=SMALL) == {1, 2, 3}


def tree(chance, depth=3):
    values, below = {}, {}
    keys = itertools.count()

    def grow(level):
        place = next(keys)
        if level == 0:
            values[place] = chance.choice([0, 0, 1, 1, 2, 3, 4, 5, 6, 9, 14, 40])
            return place
        below[place] = [grow(level - 1) for _n in range(chance.randint(1, 5))]
        values[place] = sum(values[part] for part in below[place])
        return place

    return values, below, grow(depth)


@pytest.mark.parametrize("seed", range(200))
def test_subtracting_finds_nothing(seed):
    """Every whole less every set of its shown parts; and every two numbers that are shown."""
    values, below, top = tree(random.Random(seed))
    gone = hidden(values, below, top, small=SMALL)
    for place, parts in below.items():
        missing = [part for part in parts if part in gone]
        if place not in gone and missing:
            rest = values[place] - sum(values[part] for part in parts if part not in gone)
            assert len(missing) > 1
            assert rest - len(missing) >= SMALL
        if place in gone and values[place]:
            assert missing, "its parts add up to it"
    shown = set(values) - gone
    for place, parts in below.items():
        for one, other in itertools.product(shown & {place}, shown & set(parts)):
            left = [part for part in parts if part in gone and values[part]]
            if len([part for part in parts if values[part]]) == 2 and left:
                assert values[one] - values[other] not in {values[part] for part in left}


@pytest.mark.parametrize("seed", range(50))
def test_every_small_number_is_hidden(seed):
    values, below, top = tree(random.Random(seed))
    gone = hidden(values, below, top, small=SMALL)
    assert {place for place, value in values.items() if 0 < value < SMALL} <= gone


def test_what_no_part_is_known_for_is_a_part():
    """43 less 20 and 21 are two whom no part has: they go with another, or they are found."""
    values, below = {1: 43, 2: 20, 3: 21}, {1: [2, 3]}
    assert hidden(values, below, 1, small=SMALL) == set()
    filled, parted = with_rest(values, below)
    assert (filled[-1], parted) == (2, {1: [2, 3, -1]})
    assert hidden(filled, parted, 1, small=SMALL) == {-1, 2}
    assert (values, below) == ({1: 43, 2: 20, 3: 21}, {1: [2, 3]})


def test_parts_that_add_up_have_no_rest():
    values, below = {1: 41, 2: 20, 3: 21}, {1: [2, 3]}
    assert with_rest(values, below) == (values, below)
