"""Durations in fixed steps: what can be added up still says a percentile."""

import random
from collections import Counter
from datetime import timedelta

import pytest

from core.durations import STEP, bucket_of, minutes_of, percentile


@pytest.mark.parametrize("minutes", [1, 1.05, 2, 7, 59, 60, 61, 1440, 43200, 525600])
def test_a_bucket_is_at_most_five_percent_beside_the_truth(minutes):
    assert minutes_of(bucket_of(timedelta(minutes=minutes))) == pytest.approx(minutes, rel=0.05)


def test_less_than_a_minute_is_a_bucket_of_its_own():
    assert bucket_of(timedelta(seconds=59)) == 0
    assert bucket_of(timedelta(minutes=1)) == 1


@pytest.mark.parametrize("share", [0.5, 0.9, 0.95])
def test_percentiles_of_many_are_within_five_percent(share):
    chance = random.Random(3)
    lasted = sorted(chance.lognormvariate(5, 1.5) + 1 for _n in range(5000))
    counts = Counter(bucket_of(timedelta(minutes=each)) for each in lasted)
    true = lasted[int(share * len(lasted)) - 1]
    assert percentile(counts, share) == pytest.approx(true, rel=0.05)


def test_what_was_taken_back_is_gone_and_of_nothing_there_is_none():
    assert percentile({}, 0.5) is None
    assert percentile({3: 1, 4: -1}, 0.5) is None
    assert STEP**0.5 < 1.05
