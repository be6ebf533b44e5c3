"""The menu a place starts with: complete, honest about money, and found by the words people use."""

import pytest
from django.urls import reverse

from accounts.viewer import Viewer
from core.exceptions import DomainError
from requests.menu_defaults import CATEGORIES, ITEMS
from requests.models import MenuCategory, MenuItem
from requests.queries import menu as menu_queries
from requests.queries.promise import promised

pytestmark = pytest.mark.django_db

TWENTY = (
    *("亲属关系", "居民身份信息", "户口登记项目内容变更", "居民养犬", "无犯罪记录", "社区戒毒"),
    *(
        "人员失踪",
        "婚姻状况",
        "出生",
        "健在",
        "死亡",
        "疾病状况",
        "残疾状况",
        "婚育状况",
        "居民就业状况",
    ),
    *("居民个人档案", "居民财产", "遗产继承权", "市场主体住所", "证件遗失"),
)


def found(words: str) -> list[str]:
    return [item.code for shelf in menu_queries.menu(Viewer(), None, words) for item in shelf.items]


def test_the_shipped_menu_is_there_after_migrating():
    offered = MenuItem.objects.filter(is_active=True).values_list("code", flat=True)
    assert set(offered) == {item.code for item in ITEMS}
    by_itself = MenuItem.objects.filter(is_active=False).values_list("code", flat=True)
    assert list(by_itself) == ["meal-missed"], "an order that comes of itself is on nobody's menu"
    assert MenuCategory.objects.count() == len(CATEGORIES)
    assert [str(tile.icon) for tile in menu_queries.tiles(None)] == [
        *("bag", "wrench", "escort", "visit", "talk", "book", "hazard", "wish")
    ]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_each_item_says_who_how_long_and_what_if_not_us_in_both_languages(item):
    row = MenuItem.objects.get(code=item.code)
    assert all((row.name, row.who, row.otherwise))
    assert all((row.name_en, row.who_en, row.otherwise_en))
    assert row.sla is not None
    assert promised(row) is not None
    for question in row.questions.all():
        assert question.label_en
        assert len(question.options.splitlines()) == len(question.options_en.splitlines())


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_what_is_not_ours_says_where_to_go(item):
    row = MenuItem.objects.get(code=item.code)
    if row.answer == MenuItem.Answer.ELSEWHERE:
        assert row.advice
        assert row.advice_en
        assert not row.questions.exists()
    assert bool(row.call) == row.code.startswith("call-")


def test_volunteers_work_is_never_paid_and_a_fee_is_told_beforehand():
    paid = MenuItem.objects.exclude(price=MenuItem.Price.FREE)
    assert paid.exists()
    assert not paid.exclude(dispatch=MenuItem.Dispatch.ASSIGN).exists()
    assert not paid.filter(price_note="").exists()


def test_only_hazards_and_shared_things_are_public():
    public = MenuItem.objects.filter(is_public=True).values_list("category__code", flat=True)
    assert {code.split("-")[0] for code in public} == {"repairs", "hazard", "wish"}
    assert "repairs-home" not in public


@pytest.mark.parametrize("name", TWENTY)
def test_each_of_the_twenty_certificates_is_found_by_its_name(name):
    row = MenuItem.objects.get(code=found(f"{name}证明")[0])
    assert row.category.code == "policy-papers"
    assert row.answer == MenuItem.Answer.ELSEWHERE


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("开无犯罪证明", "paper-no-crime"),
        ("我想开个无犯罪记录证明", "paper-no-crime"),
        ("修灯", "stair-light"),
        ("修灯", "change-bulb"),
        ("取药", "fetch-medicine"),
        ("救护车", "call-120"),
        ("上访", "petition"),
        ("smartphone", "phone-lesson"),
    ],
)
def test_people_find_it_by_their_own_words(words, code):
    assert code in found(words)


def test_what_nobody_offers_is_not_guessed():
    assert found("月球旅行") == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_the_page_of_each_item_opens(client, town, item):
    client = town.enter(client, "resident")
    page = client.get(reverse("requests:order_item", args=[item.code])).content.decode()
    assert item.name.zh in page
    assert item.otherwise.zh in page
    assert ('name="words"' in page) is (item.answer != "elsewhere")


def test_what_is_done_elsewhere_cannot_be_ordered(client, town, desk):
    row = MenuItem.objects.get(code="paper-no-crime")
    with pytest.raises(DomainError):
        desk.submit("给我开一个", item=row)
    client = town.enter(client, "resident")
    page = client.post(reverse("requests:order_item", args=[row.code]), {"words": "给我开一个"})
    assert "派出所" in page.content.decode()
    assert not row.requests.exists()


def test_the_promise_under_the_button_is_that_of_the_item():
    urgent = MenuItem.objects.get(code="lift")
    assert promised(urgent).contact == "15 分钟内"
    assert promised(None).contact == "24 小时内"


def test_a_complaint_from_the_page_goes_above_whom_it_is_about(client, town):
    item = MenuItem.objects.get(code="complaint")
    client = town.enter(client, "resident")
    url = reverse("requests:order_item", args=[item.code])
    assert client.post(url, {"words": "窗口不理人"}).status_code == 422
    client.post(url, {"words": "窗口不理人", "about_tier": "2", "is_confidential": "on"})
    row = item.requests.get()
    assert (row.floor, row.is_confidential) == (3, True)
    assert not item.requests.visible_to(town.viewer("secretary")).exists()
