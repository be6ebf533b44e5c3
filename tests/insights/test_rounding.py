"""A figure is said once: rounded once, in the unit it is shown in, and nothing where nothing is."""

from datetime import date

import pytest
from django.urls import reverse

from grids.actions import boundaries
from insights.charts.scale import step
from insights.indicators import REGISTRY
from insights.indicators.shape import too_few
from insights.queries.lines import change, difference
from insights.queries.readings import Reading
from insights.queries.shown import Shown
from tests.grids.test_geometry import metres, square
from tests.insights.writing import happened, solved

pytestmark = pytest.mark.django_db
HOME = reverse("insights:loop")
IN_MARCH = {"period": "2026-03"}


def text(page) -> str:
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [(88.44, 86.36, "+2"), (88.36, 86.44, "+2"), (80.04, 80.0, "±0")],
)
def test_a_change_is_the_difference_of_what_is_shown(now, then, said):
    """88.4% and 86.4% beside "+1.9" or "+2.1" would be two roundings of one thing."""
    one = REGISTRY["solved_rate"]
    shares = [Shown(Reading(one, round(100 * share), 10_000)) for share in (now, then)]
    assert difference(*shares) == f"{said} 个百分点"
    assert change(*(shown.reading for shown in shares)) == step(now, then)


def test_what_moved_by_less_than_a_point_is_said_to_have_gone_nowhere(client, town):
    for month, yes in ((2, 795), (3, 799)):
        solved(town.grid, yes, 1000 - yes, day=date(2026, month, 5))
    page = town.enter(client, "secretary").get(HOME, IN_MARCH).context["page"]
    assert page.trend.title == "近十二个月的三率"
    assert not any("高了" in clause or "低了" in clause for clause in page.headline)


def test_a_share_of_nothing_says_so(client, town):
    """And not that it is fewer than none."""
    assert too_few(0) == too_few(1) == "分母是零，不算比例"
    assert too_few(5) == "不到 5 件，不算比例"
    none = reverse("insights:indicator", args=["resources_traced_rate"])
    shown = text(town.enter(client, "secretary").get(none, IN_MARCH))
    assert "分母是零，不算比例" in shown


def test_money_behind_a_share_is_told_in_yuan(client, town):
    happened(town.community, 12_300, measure="charity.used_cents")
    happened(town.community, 45_600, measure="charity.worth_cents")
    traced = reverse("insights:indicator", args=["resources_traced_rate"])
    shown = text(town.enter(client, "secretary").get(traced, IN_MARCH))
    assert "123 ÷ 456，收到的折合（元）" in shown
    assert "（分）" not in shown


def test_no_map_is_drawn_where_no_place_has_a_number(client, town):
    place = town.community
    borders = {place.pk: metres((-50, -50), (250, -50), (250, 150), (-50, 150))}
    borders |= {town.grid.pk: square(0, 0), town.second_grid.pk: square(100, 0)}
    for grid, at in ((town.grid, (50, 50)), (town.second_grid, (150, 50))):
        ((longitude, latitude),) = metres(at)
        grid.buildings.update(longitude=longitude, latitude=latitude)
    boundaries.redraw(place, borders, actor=town.secretary)
    blank = town.enter(client, "secretary").get(HOME, IN_MARCH)
    assert "没有一处有数可以显示，不画地图" in text(blank)
    assert 'id="insights-map-t"' not in text(blank)
    solved(town.grid, 199, 1)
    drawn = client.get(HOME, IN_MARCH)
    assert 'id="insights-map-t"' in text(drawn)
    [told] = [shape.value_text for shape in drawn.context["page"].map.shapes if shape.value]
    assert told == "99", "99.5 % is not everything"
