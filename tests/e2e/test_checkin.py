"""A Party member checks in on his phone, and is confirmed at the desk."""

import re

import pytest
from playwright.sync_api import expect

from core.models import Message
from organizations.models import MemberCheckin
from tests.e2e.journeys import DESK, PHONE, looks_right

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no-script"])
def test_a_member_checks_in_on_a_phone_and_is_confirmed_at_the_desk(town, enter, with_script):
    page = enter("resident", "/", viewport=PHONE, java_script_enabled=with_script)
    page.get_by_role("link", name="去报到").click()
    expect(page.locator("h1")).to_be_visible()
    looks_right(page, with_script)
    page.get_by_label("所在单位或党支部").fill("第一小学")
    page.get_by_label("健康医疗").check()
    page.get_by_label("休息日白天").check()
    page.get_by_role("button", name="报到", exact=True).click()
    expect(page.locator(".error").first).to_be_visible()  # the consent is asked for, not assumed
    page.get_by_label(re.compile("我同意社区为双报到登记")).check()
    page.get_by_role("button", name="报到", exact=True).click()
    expect(page.locator(".slip")).to_contain_text("等社区确认")
    looks_right(page, with_script)

    desk = enter("staff", "/desk/", viewport=DESK)
    desk.get_by_role("link", name=re.compile("去确认")).click()
    expect(desk.locator("h1")).to_contain_text("1 位党员等您确认")
    looks_right(desk)
    desk.get_by_role("button", name="确认勾选的").click()
    expect(desk.locator("main")).to_contain_text("已确认 1 位")
    desk.get_by_role("link", name="张桂芳").click()
    expect(desk.locator("main")).to_contain_text("第一小学")
    looks_right(desk)

    page.goto("/")
    expect(page.locator("main")).to_contain_text("在岗")
    assert Message.objects.get(code="organizations.checkin_confirmed").to_user == town.resident
    assert MemberCheckin.objects.get().grid == town.grid
