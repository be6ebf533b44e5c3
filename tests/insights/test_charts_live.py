"""One description of a chart, two who draw it; the script and its program may be missing."""

import json
import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.urls import reverse

from insights.charts import Bar, BarChart, FunnelChart, LineChart, Series, Spot, script

LOOP = reverse("insights:loop")
COURSES = LineChart(
    "x-trend", "升了", "三个月", ("1月", "2月", "3月"),
    (
        Series("解决率", (90.04, None, 92.25)),
        Series("空的", (None, None, None)),
        Series("三", (1, 2, 3)),
    ),
    "%", said="从九成到九成二",
)  # fmt: skip
KINDS = BarChart(
    "x-kinds", "都是些什么事", "共 20 件", (Bar("环境", 12, 10, True), Bar("邻里", 8)), unit="件"
)
PLACES = FunnelChart(
    "x-chance", "差距", "", (Spot("梧桐里", 90, 100), Spot("安平", 40, 100), Spot("河沿", 95, 100)),
    measure="解决率", of="件数",
)  # fmt: skip


# --- the description ------------------------------------------------------------------------------
def test_courses_are_told_with_the_words_of_the_table():
    told = COURSES.description
    assert told["kind"] == "lines"
    assert told["said"] == "从九成到九成二"
    assert told["heads"] == ["月份", "解决率", "空的", "三"]
    assert told["rows"] == COURSES.rows
    assert [(line["number"], line["values"], line["label"]) for line in told["lines"]] == [
        (1, [90.0, None, 92.2], "解决率 92.2%"),
        (3, [1, 2, 3], "三 3%"),
    ]
    assert [text for _at, text in told["up"]] == [tick.label for tick in COURSES.ticks]


def test_bars_are_told_with_last_year():
    told = KINDS.description
    assert told["said"] == "都是些什么事"
    assert told["bars"] == [
        {"name": "环境", "value": 12, "before": 10, "label": "12", "stands_out": True},
        {"name": "邻里", "value": 8, "before": None, "label": "8", "stands_out": False},
    ]
    assert told["most"] >= 12
    assert told["rows"] == KINDS.rows


def test_places_are_told_with_the_band_and_in_their_own_order():
    told = PLACES.description
    assert [spot["is_out"] for spot in told["spots"]] == [True, True, True]
    assert [spot["share"] for spot in told["spots"]] == [90.0, 40.0, 95.0]
    assert told["overall"] == [75.0, "75.0%"]
    assert [row[0] for row in told["rows"]] == ["梧桐里", "安平", "河沿"]
    low, high = PLACES.around(told["band"][-1][0])
    assert told["band"][-1][1:] == [round(low, 3), round(high, 3)]
    assert told["across"][-1][0] == told["band"][-1][0]


@pytest.mark.parametrize("chart", [COURSES, KINDS, PLACES], ids=lambda chart: chart.id)
def test_a_description_is_json(chart):
    assert json.loads(json.dumps(chart.description))["rows"] == chart.rows


# --- the page -------------------------------------------------------------------------------------
@pytest.fixture
def fetched(tmp_path, settings):
    """What bin/assets left behind: nothing, or the program."""

    def put(*, there: bool) -> None:
        (tmp_path / "vendor" / "echarts").mkdir(parents=True)
        if there:
            (tmp_path / script.PROGRAM).write_text("window.echarts = null")
        settings.STATICFILES_DIRS = [settings.BASE_DIR / "static", tmp_path]

    return put


def test_the_program_is_named_if_it_is_there(fetched):
    fetched(there=True)
    assert script.address() == f"/static/{script.PROGRAM}"


def test_without_the_program_no_page_names_it(fetched):
    fetched(there=False)
    assert script.address() == ""


def test_one_that_came_after_the_files_were_collected_is_not_named(fetched, monkeypatch):
    def url(name):
        raise ValueError(f"Missing staticfiles manifest entry for '{name}'")

    fetched(there=True)
    monkeypatch.setattr(staticfiles_storage, "url", url)
    assert script.address() == ""


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize(
    ("chart", "template", "more"),
    [
        (COURSES, "_lines", {}),
        (KINDS, "_bars", {}),
        (PLACES, "_funnel", {"across": "件数", "all_name": "全区"}),
    ],
    ids=["lines", "bars", "funnel"],
)
def test_the_servers_picture_is_always_there(chart, template, more, there):
    live = "/static/echarts.js" if there else ""
    page = render_to_string(
        f"insights/{template}.html", {"chart": chart, "width": "w-7", "live": live, **more}
    )
    assert page.count("<svg") == 1
    assert page.count("<details") == 1
    data = re.findall(r'<script id="([\w-]+)" type="application/json">(.*?)</script>', page)
    assert page.count(f'data-chart="{chart.id}-d"') == there
    assert [(name, json.loads(said)["kind"]) for name, said in data] == (
        [(f"{chart.id}-d", chart.description["kind"])] if there else []
    )


@pytest.mark.django_db
@pytest.mark.parametrize("there", [True, False])
def test_a_page_of_figures_brings_the_script_only_with_the_program(enter, fetched, there):
    fetched(there=there)
    visitor = enter("secretary")
    for path in (LOOP, reverse("insights:theme", args=["loop"])):
        page = visitor.get(path).content.decode()
        assert (f'<script src="/static/{script.PROGRAM}" defer></script>' in page) is there
        assert ("js/charts.js" in page) is there
        assert ('id="trend-d"' in page) is there
        assert '<svg class="chart"' in page


@pytest.mark.django_db
def test_a_page_without_charts_brings_no_script(enter, fetched):
    fetched(there=True)
    assert "echarts" not in enter("secretary").get(reverse("insights:saved_views")).content.decode()
