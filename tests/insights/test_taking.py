"""What stands on a page of figures goes home as a file: the same numbers, picture by picture."""

import csv
import io
import re

import pytest
from django.urls import reverse

from core import idempotency
from core.exports import running
from core.models import ExportJob
from insights.exports import COLUMNS
from tests.insights.writing import happened, solved

pytestmark = pytest.mark.django_db
IN_MARCH = "period=2026-03"
PAGES = (
    "/insights/",
    "/insights/theme/loop/",
    "/insights/pillar/community/",
    "/insights/indicator/orders/",
    "/insights/indicator/solved_rate/",
)


@pytest.fixture
def march(town):
    happened(town.grid, 120)
    happened(town.grid, 70, by="channel", of="phone")
    happened(town.grid, 70, by="item")
    solved(town.grid, 80, 20, unsaid=7)


def file_of(client, path, chart="", format="csv", query=IN_MARCH):
    form = {"kind": "insights.figures", "path": path, "query": query, "chart": chart}
    once = {idempotency.FIELD: idempotency.new_key(), "format": format}
    sent = client.post(reverse("exports:start"), form | once)
    job = ExportJob.objects.order_by("-pk")[0]
    assert sent.status_code == 302
    running.run(job.pk)
    job.refresh_from_db()
    answer = client.get(reverse("exports:download", args=[job.public_id]))
    return job, b"".join(answer.streaming_content) if answer.status_code == 200 else b""


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_page_goes_home_with_its_numbers(client, town, march):
    town.enter(client, "secretary")
    job, content = file_of(client, "/insights/")
    heads, *rows = rows_of(content)
    assert heads == [str(column) for column in COLUMNS]
    assert job.done_rows == len(rows)
    said = {(row[0], row[1]): row for row in rows if row[2] == ""}
    assert said["提出的诉求", "金秋社区"][4] == "120"
    solved_rate = said["解决率", "金秋社区"]
    assert solved_rate[4:8] == ["80", "百分数", "80", "100"]
    assert "没有回答" in solved_rate[8]
    assert solved_rate[11] == "1"


@pytest.mark.parametrize("path", PAGES)
def test_every_picture_has_its_table_its_words_and_its_file(client, town, march, path):
    town.enter(client, "secretary")
    page = client.get(path + "?" + IN_MARCH).content.decode()
    charts = re.findall(r'<svg class="chart[^>]*viewBox.*?</svg>', page, re.DOTALL)
    assert charts
    assert all("<title" in chart or "aria-label=" in chart for chart in charts)
    figures = re.findall(r"<figure class=\"plate.*?</figure>", page, re.DOTALL)
    assert figures
    for figure in figures:
        assert "<table" in figure
        chart = re.search(r'name="chart" value="([^"]+)"', figure)
        assert chart, "no file"
        _job, content = file_of(client, path, chart[1])
        assert len(rows_of(content)) > 1, chart[1]
        ExportJob.objects.update(status="failed", error="tried")


def test_the_map_goes_home_by_the_indicator_that_was_chosen(client, town, march):
    town.enter(client, "street_official")
    _job, content = file_of(client, "/insights/", "map", query=f"{IN_MARCH}&show=orders")
    assert [[*row[:2], row[4]] for row in rows_of(content)[1:]] == [
        ["提出的诉求", "金秋社区", "120"],
        ["提出的诉求", "明湖社区", "0"],
    ]


def test_a_spreadsheet_is_one(client, town, march):
    town.enter(client, "street_official")
    _job, content = file_of(client, "/insights/theme/loop/", format="xlsx")
    assert content.startswith(b"PK")


def test_only_who_reads_the_page_takes_it_home(client, town):
    town.enter(client, "resident")
    form = {"kind": "insights.figures", "path": "/insights/", "query": "", "format": "csv"}
    assert client.post(reverse("exports:start"), form).status_code == 404


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/insights/", "area={far}"),
        ("/desk/", ""),
        ("/nowhere/", ""),
        ("/insights/theme/weather/", ""),
        ("/insights/indicator/happiness/", ""),
    ],
)
def test_a_file_of_what_one_may_not_open_is_refused(client, town, path, query):
    town.enter(client, "secretary")
    job, content = file_of(client, path, query=query.format(far=town.far_community.pk))
    assert (job.status, content) == ("failed", b"")
    assert "打不开" in job.error
