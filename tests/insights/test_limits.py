"""How far chance carries a share: beside another program, and what it must not say."""

import pytest
from scipy.stats import binom

from insights.charts import FunnelChart, Spot
from insights.charts.limits import INSIDE, limits


@pytest.mark.parametrize("share", [0.005, 0.1, 0.5, 0.9, 0.995])
@pytest.mark.parametrize("cases", [5, 33, 90, 100, 900])
@pytest.mark.parametrize("places", [1, 12])
def test_each_whole_number_is_inside_where_the_exact_tails_say_so(share, cases, places):
    low, high = limits(share, cases, places)
    tail = (1 - INSIDE ** (1 / places)) / 2
    if cases * share * (1 - share) > 25:  # the bell: a case more or less at its edge
        assert abs(low * cases - binom.ppf(tail, cases, share)) < 1.5
        assert abs(high * cases - binom.ppf(1 - tail, cases, share)) < 1.5
        return
    for k in range(cases + 1):
        inside = binom.cdf(k, cases, share) >= tail and binom.sf(k - 1, cases, share) > tail
        assert (low <= k / cases + 1e-12 and k / cases - 1e-12 <= high) == inside, k


def grids(*answers):
    spots = tuple(Spot(f"{n:02} 网格", yes, of) for n, (yes, of) in enumerate(answers, 1))
    return FunnelChart("chance", "", "", spots)


def test_a_single_no_accuses_no_grid():
    chart = grids((32, 33), (42, 43), *[(33, 33)] * 10)
    assert chart.overall > 99
    assert chart.outside == []


def test_many_do():
    chart = grids((20, 33), *[(33, 33)] * 11)
    assert [spot.name for spot in chart.outside] == ["01 网格"]


def test_all_yes_is_nothing_special_of_few():
    chart = grids((60, 80), (5, 5), (100, 110))
    assert chart.around(5)[1] == 100
    assert "02 网格" not in [spot.name for spot in chart.outside]
