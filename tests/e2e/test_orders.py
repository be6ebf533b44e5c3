"""The loop as people walk it: ordered, sorted, offered, accepted on a phone, done, rated; and by a
guest with nothing but a number. With scripts and without."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import SignInCode
from core import scope
from requests.actions import intake
from requests.actions.intake import Need
from requests.models import MenuItem, ServiceRequest
from requests.workflow import Channel, CloseKind, Status
from tests.accounts.conftest import digits_for
from tests.e2e.journeys import LOOK, PHONE, looks_right

pytestmark = pytest.mark.django_db(transaction=True)
GUEST = "13900000066"
BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


def newest() -> ServiceRequest:
    with scope.entered(scope.EVERYTHING):
        return ServiceRequest.objects.latest("pk")


@BOTH
def test_an_order_is_sorted_offered_accepted_on_a_phone_done_rated_and_closed(town, enter, script):
    phone = {"viewport": PHONE, "java_script_enabled": script}
    mine = enter("resident", "/", **phone)
    looks_right(mine, script)
    mine.get_by_label("一句话点单").fill("家里的米没了，膝盖疼下不了楼，想请人带一袋")
    mine.get_by_role("button", name="交给社区").click()
    expect(mine.get_by_label("说一句就行")).to_have_value(re.compile("想请人带一袋"))
    assert "米" not in mine.url  # what somebody needs stands in no address
    mine.get_by_role("button", name="交给社区").click()
    expect(mine.locator(".lead-line")).to_contain_text("社区收到了")
    looks_right(mine, script)
    row = newest()

    desk = enter("secretary", reverse("requests:case", args=[row.pk]), java_script_enabled=script)
    desk.get_by_role("button", name="受理，去派单").click()
    desk.get_by_role("link", name="请大家来接").click()
    desk.get_by_role("button", name="请大家来接").click()
    expect(desk.locator(".choice-list")).to_contain_text(town.volunteer.name.open())
    desk.get_by_role("button", name="邀请选中的").click()
    expect(desk.locator("main")).to_contain_text("邀请了，等到")

    helper = enter("volunteer", "/", **phone)
    expect(helper.locator("main")).to_contain_text("1 件事想请您帮忙")
    helper.get_by_role("link", name=re.compile("我的任务")).click()
    expect(helper.get_by_role("button", name="我来").first).to_be_visible()
    looks_right(helper, script)
    assert "膝盖" not in helper.locator("main").inner_text()  # nothing that leads to a person
    helper.get_by_role("button", name="我来").first.click()
    expect(helper.locator("main")).to_contain_text("膝盖疼")
    looks_right(helper, script)
    helper.get_by_role("link", name="办好了").click()
    helper.get_by_label("办成了什么").fill("米送到家门口了")
    helper.get_by_role("button", name="办好了").click()

    mine.goto("/")
    mine.get_by_role("link", name=re.compile("家里的米没了")).click()
    expect(mine.locator("#order-words")).to_contain_text("米送到家门口了")
    mine.get_by_role("link", name="评一评").click()
    looks_right(mine, script)
    mine.locator("label", has_text=re.compile("^非常满意")).click()
    mine.get_by_role("button", name="评一评").click()
    expect(mine.locator(".lead-line")).to_contain_text("结了")
    with scope.entered(scope.EVERYTHING):
        row.refresh_from_db()
        assert (row.status, row.close_kind) == (Status.CLOSED, CloseKind.RATED)


@BOTH
def test_a_guest_orders_with_a_code_and_finds_his_order_again(town, enter, script):
    phone = {"viewport": PHONE, "java_script_enabled": script}
    page = enter("anonymous", "/", **phone)
    page.get_by_label("一句话点单").fill("东区大门口的路灯不亮，晚上看不见台阶")
    page.get_by_role("button", name="交给社区").click()
    looks_right(page, script)
    prove(page)
    expect(page.get_by_label("说一句就行")).to_have_value(re.compile("路灯不亮"))
    looks_right(page, script)
    page.get_by_label("怎么称呼您").fill("过路的人")
    page.get_by_label("在哪里").fill("东区大门口")
    page.get_by_role("button", name="交给社区").click()
    expect(page.locator(".lead-line")).to_contain_text("社区收到了")
    row = newest()
    assert (row.channel, row.reporter) == (Channel.GUEST, None)

    later = enter("anonymous", "/", **phone)
    later.get_by_role("link", name="凭手机号查办到哪一步").click()
    SignInCode.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    prove(later)
    later.get_by_role("link", name=re.compile("东区大门口的路灯不亮")).click()
    expect(later.locator(".lead-line")).to_contain_text("社区收到了")
    looks_right(later, script)


def test_at_twice_the_letters_the_days_under_the_seals_are_still_words(town, enter):
    row = intake.submit(Need(town.community, "楼道灯不亮了"), by=town.viewer("resident"))
    page = enter("resident", reverse("requests:mine_one", args=[row.public_id]), viewport=PHONE)
    lines = """(el) => { const all = document.createRange(); all.selectNodeContents(el);
        return new Set([...all.getClientRects()].map((one) => Math.round(one.top))).size }"""
    for size in ("100%", "200%"):
        page.evaluate("(s) => document.documentElement.style.setProperty('font-size', s)", size)
        days = page.locator(".steps5 small").all()
        assert days
        assert max(day.evaluate(lines) for day in days) <= 2
        looks_right(page, script=True)


def prove(page: Page) -> None:
    page.get_by_label("手机号").fill(GUEST)
    page.get_by_label(re.compile("我看过并同意")).check()
    page.get_by_role("button", name="发短信验证码").click()
    page.locator("input[name=code]").fill(digits_for(GUEST))
    page.get_by_role("button", name="核实号码").click()


def test_while_a_neighbour_types_he_joins_instead_of_ordering_twice(town, enter):
    item = MenuItem.objects.get(code="stair-light")
    with scope.entered(scope.EVERYTHING):
        need = Need(
            town.community, "二单元楼道灯不亮了", grid=town.people["neighbour"].grid, item=item
        )
        row = intake.submit(need, by=town.viewer("resident"))
    page = enter("neighbour", reverse("requests:order"), viewport=PHONE)
    page.get_by_label("说一句就行").press_sequentially("楼道灯不亮了", delay=20)
    page.get_by_role("button", name="我也受影响").click()
    page.wait_for_url(f"**{reverse('requests:track', args=[row.public_id])}")
    expect(page.locator("main")).to_contain_text("是谁先提的、当时怎么说的，这里看不到")
    assert page.evaluate(LOOK) == []
    with scope.entered(scope.EVERYTHING):
        row.refresh_from_db()
        assert row.affected_count == 2
        assert ServiceRequest.objects.count() == 1
