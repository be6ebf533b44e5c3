"""Who gave something follows it: from the desk's book to a door he reads only the surname of."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from charity.models import Gift
from core import outbox, scope
from tests.charity.conftest import admit
from tests.e2e.journeys import DESK, PHONE, looks_right
from tests.requests.conftest import Desk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


@pytest.fixture
def handrail(town):
    """Somebody needs one, and the grid worker is at it."""
    with scope.entered(scope.EVERYTHING):
        admit(town)
        return Desk(town).in_progress(words="卫生间要装个扶手", resident=town.people["resident"])


def test_a_donor_follows_a_gift_to_a_masked_recipient(town, handrail, enter):
    desk = enter("staff", reverse("charity:new_gift"), viewport=DESK)
    desk.get_by_label("受赠单位").select_option(label=town.organization.title)
    desk.get_by_label("类别").select_option("money")
    desk.get_by_label("捐了什么").fill("适老化改造")
    desk.get_by_label(re.compile("^金额")).fill("500")
    desk.get_by_label(re.compile("姓名")).first.fill("何方")
    desk.get_by_label(re.compile("^电话")).fill("13800000016")
    looks_right(desk)
    desk.locator("main form button[type=submit]").last.click()
    expect(desk.locator("h1")).to_contain_text("适老化改造")
    with scope.entered(scope.EVERYTHING):
        gift = Gift.objects.get()

    phone = enter("stranger", reverse("charity:mine"), viewport=PHONE)
    expect(phone.locator("main")).to_contain_text("等受赠单位确认收到")
    looks_right(phone)

    colleague = enter("secretary", reverse("charity:gift", args=[gift.pk]), viewport=DESK)
    colleague.get_by_role("link", name="确认收到").click()
    colleague.locator("main form button[type=submit]").last.click()
    expect(colleague.locator("main")).to_contain_text("已确认收到")

    desk.goto(reverse("requests:case", args=[handrail.pk]))
    desk.get_by_role("link", name="用了捐赠").click()
    desk.get_by_label("从哪里出").select_option(f"g{gift.pk}")
    desk.get_by_label("用了多少").fill("120")
    desk.get_by_label("用在哪里").fill("买扶手和安装")
    looks_right(desk)
    desk.get_by_role("button", name="登记用在这里").click()
    expect(desk.locator("main")).to_contain_text("120 元 · 买扶手和安装")
    looks_right(desk)

    phone.reload()
    expect(phone.locator("main")).to_contain_text("用了 120 元，还有 380 元 没用")
    expect(phone.locator("main")).to_contain_text(re.compile("买扶手和安装，受益人 张\\*"))
    assert "张桂芳" not in phone.locator("body").inner_text()
    looks_right(phone)
