"""Who opens which page of figures, and that each number there is what the figures say."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from communities.actions import areas
from communities.models import Level
from insights.choice import chosen
from insights.indicators import REGISTRY
from insights.indicators.shape import Indicator, Pillar, Theme, Unit, people
from insights.models import FoldMark
from insights.periods import month_of
from insights.queries.indicator import indicator_page
from insights.queries.overview import THREE, overview
from insights.queries.readings import Question, read
from insights.queries.themes import of, theme_page
from requests.models import MenuCategory, MenuItem
from tests.insights import writing
from tests.insights.writing import happened, solved

pytestmark = pytest.mark.django_db
HOME = reverse("insights:loop")
PAGES = (
    HOME,
    reverse("insights:theme", args=["loop"]),
    reverse("insights:pillar", args=["charity"]),
    reverse("insights:indicator", args=["solved_rate"]),
    reverse("insights:saved_views"),
    reverse("insights:save_view"),
)
IN_MARCH = {"period": "2026-03"}
LAST_MARCH = date(2025, 3, 5)


def text(page) -> str:
    assert page.status_code == 200
    return page.content.decode()


# --- who opens what -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "opens"),
    [
        ("secretary", True), ("staff", True), ("dispatcher", True), ("street_official", True),
        ("district_official", True), ("privacy_officer", True), ("social_worker", True),
        ("worker", False), ("head", False), ("org_manager", False), ("liaison", False),
        ("resident", False), ("stranger", False), ("volunteer", False), ("auditor", False),
        ("system_admin", False),
    ],
)  # fmt: skip
def test_figures_are_for_who_works_for_a_place(client, town, name, opens):
    town.enter(client, name)
    assert {client.get(page).status_code for page in PAGES} == {200 if opens else 404}


def test_nobody_reads_them_without_signing_in(client, town):
    assert {client.get(page).status_code for page in PAGES} == {302}


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("secretary", ("community", "grid"), ("sibling", "street", "far_community")),
        ("street_official", ("street", "community", "grid"), ("district", "far_street")),
        ("district_official", ("district", "street", "community"), ("grid", "far_district")),
        ("upper", ("district", "street", "far_street"), ("community", "grid")),
    ],
)
def test_places_end_where_the_role_ends(client, town, name, inside, outside):
    town.official("upper", "尹川", "13800000040", roles.UPPER_OFFICIAL)
    town.enter(client, name)
    for page in PAGES[:4]:
        for place in inside:
            assert client.get(page, {"area": getattr(town, place).pk}).status_code == 200, place
        for place in outside:
            assert client.get(page, {"area": getattr(town, place).pk}).status_code == 404, place


def test_who_is_for_the_whole_platform_begins_with_the_city(client, town):
    """Without one with the first district; a street is nobody's beginning."""
    town.official("upper", "尹川", "13800000040", roles.UPPER_OFFICIAL)
    town.enter(client, "upper")
    assert client.get(HOME).context["page"].place.area == town.district
    city = areas.create_area(Level.CITY, None, "江城市", code="420900", actor=None)
    areas.create_area(Level.DISTRICT, city, "东湖区", code="420902", actor=None)
    page = client.get(HOME).context["page"]
    assert page.place.area == city
    assert [row[0]["text"] for row in page.rows] == ["东湖区"]


def test_beyond_the_role_places_are_not_told_apart(client, town):
    """A district reads of a community as a whole; a street of its grids."""
    happened(town.grid, 9)
    asked = IN_MARCH | {"area": town.community.pk}
    far = town.enter(client, "district_official").get(HOME, asked)
    near = town.enter(client, "street_official").get(HOME, asked)
    assert town.grid.title not in text(far)
    assert town.grid.title in text(near)
    assert "9" in far.context["page"].foot[1]["text"]


def test_somebody_without_a_place_reads_that_he_has_none(client, town):
    town.official("nowhere", "无方", "13800000041", roles.STREET_OFFICIAL)
    assert "还没有给您指定管辖的地方" in text(town.enter(client, "nowhere").get(HOME))


@pytest.mark.parametrize(
    "page",
    [
        reverse("insights:theme", args=["weather"]),
        reverse("insights:pillar", args=["loop"]),
        reverse("insights:indicator", args=["happiness"]),
    ],
)
def test_what_is_no_theme_and_no_indicator_is_not_there(client, town, page):
    assert town.enter(client, "secretary").get(page).status_code == 404


# --- the numbers ----------------------------------------------------------------------------------
def test_the_first_page_says_what_the_figures_say(client, town):
    happened(town.grid, 1200)
    happened(town.sibling, 34)
    solved(town.grid, 80, 20, unsaid=7)
    page = town.enter(client, "street_official").get(HOME, IN_MARCH)
    shown = text(page)
    assert "提出 1,234 件诉求，办结 107 件" in shown
    foot = [cell["text"] for cell in page.context["page"].foot[1:]]
    assert foot == ["1,234", "107", "—", "80.0%", "—"]
    rows = {
        row[0]["text"]: [cell["text"] for cell in row[1:3]] for row in page.context["page"].rows
    }
    assert rows == {"金秋社区": ["1,200", "107"], "明湖社区": ["34", "0"]}
    assert "80 ÷ 100 件回答了的" in shown
    assert "没有回答“办好了吗”的 7 件不算" in shown


@pytest.mark.parametrize("theme", [*Theme, *Pillar])
def test_a_page_shows_every_indicator_of_its_theme_as_it_is_read(town, theme):
    for number, one in enumerate(of(theme), start=11):
        for count in (*one.part, *one.base):
            for each in count.of or [""]:
                happened(town.grid, number, measure=count.measure, by=count.by, of=each)
    viewer = town.viewer("secretary")
    page = theme_page(viewer, theme, chosen(IN_MARCH | {"area": str(town.community.pk)}))
    said = read(of(theme), [town.community.pk], month_of(date(2026, 3, 1)))
    shown = {line.indicator.code: line.now.number for line in page.lines}
    assert shown == {one.code: said[town.community.pk, one.code].value for one in of(theme)}
    assert any(shown.values())


@pytest.mark.parametrize("path", PAGES[:3])
def test_beside_each_figure_stands_what_it_is(client, town, path):
    words = text(town.enter(client, "secretary").get(path))
    shown = client.get(path).context["page"]
    lines = getattr(shown, "lines", None)
    codes = [line.indicator.code for line in lines] if lines else list(THREE)
    assert codes
    for code in codes:
        assert str(REGISTRY[code].definition) in words
        assert not lines or str(REGISTRY[code].decision) in words


@pytest.mark.parametrize("code", ["solved_rate", "orders", "volunteers", "resources_yuan"])
def test_the_page_of_an_indicator_says_what_it_is(client, town, code):
    page = text(town.enter(client, "secretary").get(reverse("insights:indicator", args=[code])))
    one = REGISTRY[code]
    for words in (one.name, one.definition, one.decision, one.base_name, one.unit.label):
        assert str(words) in page
    assert all(str(each.why) in page for each in one.left_out)
    assert "第 1 版" in page


def test_beside_a_share_stand_its_numbers_last_year_and_the_difference(client, town):
    solved(town.community, 80, 20)
    solved(town.community, 30, 30, day=LAST_MARCH)
    happened(town.community, 4, measure="requests.closed", by="out", of="yes")
    page = town.enter(client, "secretary").get(PAGES[3], IN_MARCH)
    shown = text(page)
    line = page.context["page"].line
    assert (line.now.text, line.a_year_ago.text) == ("80.0%", "50.0%")
    assert "比去年同期 +30 个百分点" in line.changes
    assert "80 ÷ 100，回答了的" in shown
    assert "街道同意剔除的 4 件不算" in shown


def test_of_too_few_there_is_no_percentage_and_that_is_said(client, town):
    solved(town.community, 2, 1)
    page = town.enter(client, "secretary").get(PAGES[3], IN_MARCH)
    assert page.context["page"].line.now.text == "—"
    assert "不到 5 件，不算比例" in text(page)
    assert "2 ÷ 3，回答了的" in text(page)


def test_a_course_lies_over_the_year_before(town):
    for month in (4, 9):
        happened(town.community, month, day=date(2025, month, 3))
    happened(town.community, 7, day=date(2026, 3, 9))
    page = indicator_page(town.viewer("secretary"), "orders", chosen(IN_MARCH))
    now, before = page.trend.series
    assert [value for value in now.values if value] == [4, 9, 7]
    assert not any(before.values)
    assert len(now.values) == len(before.values) == 12


def test_what_stands_has_a_course_of_how_it_stood(town):
    happened(town.community, 3, measure="volunteers.active", day=date(2023, 1, 4))
    happened(town.community, 2, measure="volunteers.active", day=date(2026, 2, 4))
    page = indicator_page(town.viewer("secretary"), "volunteers", chosen(IN_MARCH))
    now, before = page.trend.series
    assert set(before.values) == {3.0}
    assert now.values[-2:] == (5.0, 5.0)


def test_a_volume_is_told_apart_in_words(town):
    happened(town.community, 6, by="channel", of="phone")
    happened(town.community, 5, by="status", of="pooled")
    page = theme_page(town.viewer("secretary"), Theme.LOOP, chosen(IN_MARCH))
    charts = {chart.id: {bar.name: bar.value for bar in chart.bars} for chart in page.bars}
    assert charts["channel"] == {"电话": 6}
    assert charts["stage"] == {"跟": 5}


def test_times_are_said_as_half_and_nine_of_ten(town):
    for bucket, count in (("48", 90), ("80", 10)):
        happened(town.community, count, measure="requests.closed", by="contact", of=bucket)
    page = theme_page(town.viewer("secretary"), Theme.LOOP, chosen(IN_MARCH))
    contact = page.times[0]
    assert contact.count == 100
    assert contact.half == contact.nine == "1.5 小时"


def test_places_beside_each_other_come_in_their_order_and_not_by_their_share(town):
    solved(town.community, 10, 90)
    solved(town.sibling, 90, 10)
    page = indicator_page(town.viewer("street_official"), "solved_rate", chosen(IN_MARCH))
    assert [part.area for part in page.parts] == [town.community, town.sibling]
    assert page.funnel is None  # of two places chance tells nothing


def test_three_places_stand_in_a_funnel_with_its_numbers(town):
    third = town.far_community
    third.parent, third.path = town.street, f"{town.street.path}{third.pk}/"
    third.save()
    for place, yes in ((town.community, 90), (town.sibling, 91), (third, 20)):
        solved(place, yes, 100 - yes)
    page = indicator_page(town.viewer("street_official"), "solved_rate", chosen(IN_MARCH))
    assert {(spot.name, spot.part, spot.whole) for spot in page.funnel.spots} == {
        ("金秋社区", 90, 100), ("明湖社区", 91, 100), ("远山社区", 20, 100),
    }  # fmt: skip
    assert "远山社区" in [spot.name for spot in page.funnel.outside]


def test_where_all_places_say_the_same_there_is_no_funnel(town):
    third = town.far_community
    third.parent, third.path = town.street, f"{town.street.path}{third.pk}/"
    third.save()
    for place in (town.community, town.sibling, third):
        solved(place, 40, 0)
    page = indicator_page(town.viewer("street_official"), "solved_rate", chosen(IN_MARCH))
    assert page.funnel is None
    assert [part.now.text for part in page.parts] == ["100.0%"] * 3


# --- periods --------------------------------------------------------------------------------------
CAME = Indicator(
    "came", "来过的人", "来过的。", "看看。", Unit.PEOPLE, Theme.SERVICE, Pillar.COMMUNITY,
    (people("activities.attended"),),
)  # fmt: skip


def test_a_free_period_counts_visits_and_not_people_and_says_why(client, town, monkeypatch):
    monkeypatch.setitem(REGISTRY, "came", CAME)
    happened(town.community, 12, measure="activities.attended")
    writing.people(town.community, 5, measure="activities.attended")
    page = reverse("insights:theme", args=["service"])
    town.enter(client, "secretary")

    def lines(asked):
        shown = client.get(page, asked)
        values = {line.indicator.code: line.now for line in shown.context["page"].lines}
        return values["activity_visits"].text, values["came"].text, text(shown)

    visits, came, words = lines(IN_MARCH)
    assert (visits, came) == ("12", "5")
    assert "只有人次，没有人" not in words
    visits, came, words = lines({"from": "2026-03-02", "to": "2026-03-20"})
    assert (visits, came) == ("12", "—")
    assert "只有人次，没有人" in words


def test_a_period_that_cannot_be_is_said_on_the_page(client, town):
    page = town.enter(client, "secretary").get(HOME, {"from": "2026-03-20", "to": "2026-03-02"})
    assert "“从”在“到”的后面" in text(page)


def test_the_page_says_how_fresh_it_is(client, town):
    at = timezone.now()
    FoldMark.objects.update_or_create(pk=1, defaults={"folded_at": at})
    assert f"数据到 {timezone.localtime(at):%H:%M:%S}" in text(
        town.enter(client, "secretary").get(HOME)
    )


# --- what it costs --------------------------------------------------------------------------------
def test_no_page_of_figures_asks_more_than_seven_statements(town, django_assert_max_num_queries):
    """Six here with the formula of the rates, and how fresh they are; for the official of the
    city as well. On the first page whoever has a desk is told of it by one more."""
    town.official("upper", "尹川", "13800000040", roles.UPPER_OFFICIAL)
    category = MenuCategory.objects.create(code="lamps", name="灯")
    item = MenuItem.objects.create(code="one_lamp", name="灯", category=category)
    happened(town.grid, 30, by="item", of=str(item.pk))
    solved(town.grid, 80, 20)
    for name in ("secretary", "street_official", "district_official", "upper"):
        viewer, choice = town.viewer(name), chosen(IN_MARCH)
        with django_assert_max_num_queries(6 if name == "upper" else 7):
            overview(viewer, choice)
        for theme in (*Theme, *Pillar):
            with django_assert_max_num_queries(4):
                theme_page(viewer, theme, choice)
        for code, most in (("solved_rate", 6), ("residents", 4), ("volunteers", 4)):
            with django_assert_max_num_queries(most):
                indicator_page(viewer, code, choice)


def test_a_question_is_asked_under_one_name_once():
    question = Question()
    question.read("now", [CAME], [1], month_of(date(2026, 3, 1)))
    with pytest.raises(ValueError, match="asked already"):
        question.read("now", [CAME], [1], month_of(date(2026, 3, 1)))


def test_what_only_describes_sets_no_place_beside_another(client, town, monkeypatch):
    solved(town.community, 80, 20)
    solved(town.sibling, 70, 30)
    only_said = replace(REGISTRY["solved_rate"], describes=True)
    monkeypatch.setitem(REGISTRY, "solved_rate", only_said)
    page = town.enter(client, "street_official").get(PAGES[3], IN_MARCH)
    found = page.context["page"]
    assert found.line.now.text == "75.0%"
    assert (found.parts, found.funnel, found.map) == ([], None, None)
    assert "一处一行" not in text(page)


@pytest.mark.parametrize(
    ("name", "leads"),
    [
        ("secretary", True), ("street_official", True), ("district_official", True),
        ("privacy_officer", False), ("upper", False),
    ],
)  # fmt: skip
def test_behind_what_waits_stands_the_list_for_who_has_a_desk(client, town, name, leads):
    town.official("upper", "尹川", "13800000040", roles.UPPER_OFFICIAL)
    town.enter(client, name)
    waiting = client.get(reverse("insights:indicator", args=["orders_waiting"]))
    assert ("看一件一件的" in text(waiting)) is leads
    above = name in {"street_official", "district_official"}
    assert ("名单里只有报到您这一级的" in text(waiting)) is above
    if leads:
        assert client.get(waiting.context["page"].behind).status_code == 200
    closed = client.get(reverse("insights:indicator", args=["orders_closed"]))
    assert "看一件一件的" not in text(closed)


def test_what_waits_leads_the_desk_to_its_list_and_others_to_the_place(client, town):
    happened(
        town.grid, 6, measure="requests.standing", by="status", of="submitted",
        day=timezone.localdate(),
    )  # fmt: skip
    near = town.enter(client, "secretary").get(HOME).context["page"].to_see[0]
    far = town.enter(client, "district_official").get(HOME).context["page"].to_see[0]
    assert near.url == reverse("requests:queue") + "?tab=sort"
    assert f"area={town.street.pk}" in far.url
    assert "山水街道 6 件" in far.note


def test_a_month_that_goes_on_is_not_held_beside_a_whole_one(client, town, monkeypatch):
    """On the 10th: ten days of March, ten of February, ten of last year's March."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: date(2026, 3, 10))
    happened(town.community, 12)
    for month in (date(2026, 2, 1), date(2025, 3, 1)):
        happened(town.community, 10, day=month.replace(day=5))
        happened(town.community, 90, day=month.replace(day=20))
    page = town.enter(client, "secretary").get(reverse("insights:indicator", args=["orders"]))
    line = page.context["page"].line
    assert (line.now.text, line.before.text, line.a_year_ago.text) == ("12", "10", "10")
    assert line.changes == "比上一段 +2，比去年同期 +2"
    assert "这一段才过了 10 天" in text(page)
    over = client.get(reverse("insights:indicator", args=["orders"]), {"period": "2026-02"})
    assert "这一段才过了" not in text(over)
    assert over.context["page"].line.now.text == "100"


def test_a_year_is_held_beside_the_year_before_once(client, town):
    solved(town.community, 80, 20)
    solved(town.community, 30, 30, day=LAST_MARCH)
    happened(town.community, 1, measure="communities.residents", day=date(2025, 1, 2))
    town.enter(client, "secretary")
    line = client.get(PAGES[3], {"period": "2026"}).context["page"].line
    assert (line.before, line.changes) == (None, "比去年同期 +30 个百分点")
    rate = next(one for one in client.get(HOME, {"period": "2026"}).context["page"].rates
                if one.code == "solved_rate")  # fmt: skip
    assert rate.change == "比去年同期 +30.0 个百分点"
    loop = client.get(PAGES[1], {"period": "2026"}).context["page"]
    assert all(line.before is None for line in loop.lines)
    assert client.get(PAGES[3], IN_MARCH).context["page"].line.before is not None
