"""Silence is no zero: before anything was known of a place there is nothing to compare with."""

from datetime import date

import pytest
from django.urls import reverse

from insights.choice import chosen
from insights.indicators import REGISTRY
from insights.models import Figure
from insights.periods import Period, month_of
from insights.queries.indicator import indicator_page
from insights.queries.readings import Question
from insights.queries.report_figures import frozen
from insights.queries.taking import taken
from insights.report_sheet import Sheet
from insights.report_words import came
from tests.insights.writing import happened

pytestmark = pytest.mark.django_db
MARCH, LAST_MARCH = date(2026, 3, 5), date(2025, 3, 5)
IN_MARCH = {"period": "2026-03"}
ORDERS = REGISTRY["orders"]


@pytest.fixture
def begun(town):
    """In January 2026, with nothing before it."""
    Figure.objects.all().delete()
    happened(town.community, 1, measure="communities.residents", day=date(2026, 1, 9))
    happened(town.community, 7)
    return town


def test_a_year_ago_nothing_was_known_and_says_so(begun):
    page = indicator_page(begun.viewer("secretary"), "orders", chosen(IN_MARCH))
    assert (page.line.a_year_ago.text, page.line.a_year_ago.number) == ("—", None)
    assert page.line.a_year_ago.why == "那时平台上还没有这里的数据"
    assert page.line.changes == "比上一段 +7，去年同期还没有数据"
    assert page.line.before.number == 0, "February was there, and nobody asked for anything"


def test_where_something_was_known_a_zero_is_a_zero(begun):
    happened(begun.community, 1, measure="communities.residents", day=LAST_MARCH)
    page = indicator_page(begun.viewer("secretary"), "orders", chosen(IN_MARCH))
    assert page.line.a_year_ago.number == 0
    assert page.line.changes == "比上一段 +7，比去年同期 +7"


def test_each_place_has_its_own_beginning(begun):
    happened(begun.sibling, 2, day=LAST_MARCH)
    question = Question()
    here, there = begun.community.pk, begun.sibling.pk
    question.read("year", [ORDERS], [here, there], month_of(LAST_MARCH), then=True)
    said = question.answer()["year"]
    assert said[here, "orders"].silent
    assert said[there, "orders"].part == 2


def compared(place, code, period):
    question = Question()
    question.read("then", [REGISTRY[code]], [place.pk], period, then=True)
    return question.answer()["then"][place.pk, code]


def test_what_another_room_had_not_begun_is_no_zero(begun):
    happened(begun.community, 9, measure="charity.meals", day=date(2026, 3, 5))
    february, march = month_of(date(2026, 2, 1)), month_of(MARCH)
    assert compared(begun.community, "meals", february).silent
    assert not compared(begun.community, "orders", february).silent
    assert compared(begun.community, "meals", march).part == 9


def test_a_year_that_is_known_in_part_is_none_to_compare_with(begun):
    happened(begun.community, 3, measure="communities.residents", day=date(2026, 2, 9))
    year = Period(date(2025, 12, 1), date(2026, 12, 1))
    assert compared(begun.community, "orders", year).silent
    assert compared(begun.community, "residents", year).part == 4, "what stands, stands at its end"


def test_pages_and_files_say_it(client, begun):
    begun.enter(client, "secretary")
    page = client.get(reverse("insights:indicator", args=["orders"]), IN_MARCH)
    assert "那时平台上还没有这里的数据" in page.content.decode()
    path = reverse("insights:indicator", args=["orders"])
    rows = taken(begun.viewer("secretary"), path, IN_MARCH)
    assert next((row[9], row[10]) for row in rows if row[0] == "提出的诉求") == (
        "", "去年同期还没有数据",
    )  # fmt: skip


def test_a_report_keeps_the_silence(begun):
    happened(begun.community, 7, by="item", of="1")
    sheet = Sheet(frozen(begun.community, month_of(MARCH)))
    row = sheet["orders"]
    assert (row.shown, row.shown_before, row.shown_a_year_ago) == ("7", "0", "—")
    assert [then for _name, _now, then in sheet.kinds] == [None]
    assert "去年同期平台上还没有这里的数据" in came(sheet)
