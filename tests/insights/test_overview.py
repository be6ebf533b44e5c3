"""The first page of figures: who opens it, what it says first, and that its tables have heads."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from grids.queries.boundaries import describe
from insights.models import Figure

pytestmark = pytest.mark.django_db
LOOP = "insights:loop"


def closed(town, n, *, in_time, month=None):
    """Straight into the table: what the folding writes is tested where it is done."""
    parts = {
        "": {"": n},
        "out": {"": n},
        "out·reached": {"·24h": in_time, "·later": n - in_time},
    }
    count(town, "requests.closed", parts, month)


def open_(town, **states):
    for measure in ("requests.orders", "requests.standing"):
        count(town, measure, {"": {"": sum(states.values())}, "status": states})


def count(town, measure, parts, month=None):
    day = month or timezone.localdate().replace(day=1)
    for by, values in parts.items():
        for of, value in values.items():
            for place in (town.street, town.community):
                for span in ("day", "month"):
                    Figure.objects.create(
                        measure=measure, area_id=place.pk, span=span, starts_on=day,
                        by=by, of=of, value=value,
                    )  # fmt: skip


def month_before():
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)


@pytest.fixture
def said(enter):
    def page(**asked):
        found = enter("street_official").get(reverse(LOOP), asked).content.decode()
        return found.replace('</span><span class="clause">', "")

    return page


@pytest.mark.parametrize("who", ["street_official", "district_official", "staff", "secretary"])
def test_whoever_looks_at_figures_opens_it(town, enter, who):
    assert enter(who).get(reverse(LOOP)).status_code == 200


@pytest.mark.parametrize("who", ["resident", "worker", "volunteer", "org_manager"])
def test_for_others_it_is_not_there(town, enter, who):
    assert enter(who).get(reverse(LOOP)).status_code == 404


def test_a_place_of_somebody_else_is_not_there(town, enter):
    far = enter("far_official").get(reverse(LOOP), {"area": town.community.pk})
    assert far.status_code == 404


def test_with_nothing_closed_it_says_so(said):
    assert "这段时间里还没有办结的诉求" in said()


def test_without_a_period_to_compare_it_says_that_all_are_at_work(town, said):
    closed(town, 7, in_time=7)
    assert "每件都有人在办" in said()


def test_without_a_period_to_compare_it_says_where_the_loop_is_open(town, said):
    closed(town, 7, in_time=7)
    open_(town, submitted=3, pooled=2)
    page = said()
    assert "3 件还没有人受理，2 件在等人接" in page
    assert "每件都有人在办" not in page


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [(20, 40, "联系得更快了"), (40, 20, "联系得更慢了"), (40, 40, "和上一段时间差不多")],
)
def test_against_the_period_before_it_says_what_changed(town, said, then, now, words):
    closed(town, 40, in_time=then, month=month_before())
    closed(town, 40, in_time=now)
    assert words in said(period="month")


def test_a_better_rate_does_not_hide_where_the_loop_is_open(town, said):
    closed(town, 40, in_time=20, month=month_before())
    closed(town, 40, in_time=40)
    open_(town, submitted=3, pooled=2)
    assert "联系得更快了，3 件还没有人受理。</span></h1>" in said(period="month")


def test_every_figure_has_its_table_with_heads(town, said):
    closed(town, 7, in_time=7)
    page = said()
    for head in ("月份", "响应率", "类别"):
        assert f">{head}</th>" in page


def test_a_map_of_shares_says_where_it_is_highest_and_lowest(town):
    places = [town.community, town.sibling]
    values = {town.community.pk: 86, town.sibling.pk: 40}
    said = describe(places, values, unit="%", least=0)
    assert said == f"{town.community.title}最高，86%；{town.sibling.title}最低，40%"
