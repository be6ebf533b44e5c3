"""The telephone in a real browser: a call becomes an order with the keyboard alone, and without
JavaScript with the same buttons."""

import time

import pytest

from core import scope
from requests.models import Call, ServiceRequest
from tests.e2e.journeys import DESK, PHONE, let_in, looks_right

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = "13912345678"
SENTENCE = "厨房灯坏了，一个人够不着"
SECONDS = 30
A_KEY = 0.18
"""A clerk who types 330 keys a minute; what the page and the server take comes on top."""


@pytest.fixture
def known(town):
    with scope.entered(scope.EVERYTHING):
        person = town.people["resident"]
        person.phone = NUMBER
        person.save()
    return person


def test_a_call_is_an_order_in_thirty_seconds_of_keys(town, known, visit, live_server):
    page = visit("/", viewport=DESK, locale="zh-CN")
    let_in(page, town, "staff", live_server.url)
    page.goto("/desk/phone/")
    looks_right(page)
    keys = 0
    began = time.monotonic()

    def press(*names: str) -> None:
        nonlocal keys
        for name in names:
            page.keyboard.press(name)
            keys += 1

    press(*NUMBER)  # the number's field has the cursor already
    press("Enter")
    page.wait_for_url("**/desk/phone/*/")
    assert page.get_by_text(known.name.open()).first.is_visible()
    looks_right(page)
    assert page.evaluate("document.activeElement.name") == "words"
    for letter in SENTENCE:
        page.keyboard.insert_text(letter)
        keys += 2  # about two keys to a character
    press("Tab", "Space", "Control+Enter")  # he agrees
    page.wait_for_url("**/desk/phone/")
    assert page.get_by_text("登记好了，单号").is_visible()
    took = time.monotonic() - began + keys * A_KEY
    print(f"keys: {keys}, with {A_KEY} s each and the page: {took:.1f} s")
    assert took <= SECONDS
    with scope.entered(scope.EVERYTHING):
        row = ServiceRequest.objects.get()
        assert (row.resident, row.channel) == (known, "phone")
    looks_right(page)


def test_what_was_typed_when_the_line_broke_is_there_again(town, known, visit, live_server):
    page = visit("/", viewport=DESK, locale="zh-CN")
    let_in(page, town, "staff", live_server.url)
    page.goto("/desk/phone/")
    page.keyboard.type(NUMBER)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/phone/*/")
    with page.expect_response(lambda answer: answer.url.endswith("/keep/")) as kept:
        page.keyboard.type("三楼楼道堆了")
    assert kept.value.ok
    page.goto("/desk/phone/")  # as if the window had been closed
    page.get_by_role("link", name="三楼楼道堆了").click()
    assert page.get_by_label("他说什么").input_value() == "三楼楼道堆了"


def test_the_same_without_javascript_on_a_narrow_screen(town, known, visit, live_server):
    page = visit("/", viewport=PHONE, locale="zh-CN", java_script_enabled=False)
    let_in(page, town, "staff", live_server.url)
    page.goto("/desk/phone/")
    page.get_by_label("来电号码").fill(NUMBER)
    page.get_by_role("button", name="接起来").click()
    page.get_by_label("他说什么").fill("想问低保怎么办")
    page.get_by_role("button", name="约回电").click()
    assert page.get_by_text("记在回电单上了").is_visible()
    page.get_by_role("button", name="现在打").click()
    page.get_by_label("他说什么").fill(SENTENCE)
    page.get_by_label("他在电话里同意我代为登记").check()
    page.get_by_role("button", name="登记成一单").click()
    assert page.get_by_text("登记好了，单号").is_visible()
    page.get_by_role("button", name="回过了").click()
    assert page.get_by_text("都回过了").is_visible()
    with scope.entered(scope.EVERYTHING):
        directions = Call.objects.order_by("pk").values_list("direction", flat=True)
        assert list(directions) == ["in", "out"]
