"""Ways people go through the house, in a real browser; the site's strict CSP holds throughout."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from communities.actions import notices
from communities.actions.notices import NoticeFacts
from communities.models import Binding, CommunityProfile, Notice, NoticeCategory
from tests import town as town_module
from tests.accounts.conftest import digits_for
from tests.e2e.journeys import CONTRAST, DESK, LOOK, NARROW, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("with_script", [True, False])
def test_somebody_signs_in_with_the_code_and_finds_himself_in_the_registers(
    town, visit, with_script
):
    newcomer = "13900000077"
    person = town.person(
        "林小雨",
        phone=newcomer,
        id_number=town_module.id_number(town_module.years_ago(30), 21),
        born_on=town_module.years_ago(30),
    )
    page = visit("/", viewport=PHONE, locale="zh-CN", java_script_enabled=with_script)
    page.get_by_role("link", name="登录").click()
    page.get_by_label("手机号").fill(newcomer)
    page.get_by_label(re.compile("我看过并同意")).check()
    page.get_by_role("button", name="发短信验证码").click()
    page.locator("input[name=code]").fill("000000")
    page.get_by_role("button", name="登录").click()
    expect(page.locator(".error").first).to_be_visible()  # a wrong code says how to go on
    page.locator("input[name=code]").fill(digits_for(newcomer))
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="我来对一对").click()
    page.get_by_label("姓名").fill("林小雨")
    page.get_by_label(re.compile("后六位|后 6 位")).fill(person.id_number.open()[-6:])
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("林小雨")
    assert Binding.objects.standing().filter(resident=person).exists()
    page.goto("/")
    expect(page.get_by_role("heading", name="我和我照顾的人")).to_be_visible()


def test_the_elder_mode_stays_from_page_to_page_and_goes_when_asked(enter):
    page = enter("resident", "/", viewport=PHONE)
    page.get_by_role("button", name="长辈版").click()
    expect(page.locator("html")).to_have_attribute("data-mode", "elder")
    for path in ("/", "/notices/", "/contacts/", "/me/data/", "/me/identity/", "/account/"):
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("data-mode", "elder")
        assert float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) >= 22
        assert page.evaluate(LOOK) == []
        assert page.locator(".tabbar a").count() <= 3
    page.get_by_role("button", name="普通版", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-mode", "standard")


def test_a_worker_opens_his_grid_on_a_phone_without_javascript(enter):
    page = enter("worker", "/desk/", viewport=PHONE, java_script_enabled=False)
    expect(page.locator("h1")).to_contain_text("1 位要上门看看")
    page.get_by_role("link", name="李大山").first.click()
    expect(page.locator("h1")).to_contain_text("李大山")
    page.goto("/desk/")
    page.get_by_role("link", name="我的网格").click()
    page.get_by_role("link", name=re.compile("1号楼")).first.click()
    expect(page.locator("main")).to_contain_text("张桂芳")


def test_a_notice_is_written_by_one_checked_by_another_and_read_by_a_guest(town, enter):
    writer = enter("staff", "/desk/notices/new/", viewport=DESK)
    writer.get_by_label("标题", exact=True).fill("周三修路灯")
    writer.get_by_label("内容", exact=True).fill("周三下午修 1 号楼门口的路灯，走路当心。")
    writer.get_by_role("button", name="存成草稿").click()
    writer.get_by_role("link", name="交核对").or_(
        writer.get_by_role("button", name="交核对")
    ).click()
    if "/do/" in writer.url:
        writer.locator("main form button[type=submit]").click()
    expect(writer.locator("main")).to_contain_text("请另一位同事核对")

    checker = enter("secretary", "/desk/", viewport=DESK)
    checker.get_by_role("link", name="去核对").click()
    checker.get_by_role("link", name="周三修路灯").click()
    checker.get_by_role("button", name="核对过，可以发").click()
    checker.goto("/desk/")
    checker.get_by_role("link", name=re.compile("去发布")).click()
    checker.get_by_role("link", name=re.compile("发布")).or_(
        checker.get_by_role("button", name=re.compile("发布"))
    ).last.click()
    if "/do/" in checker.url:
        checker.locator("main form button[type=submit]").click()
    assert Notice.objects.get().status == "published"

    guest = enter("anonymous", "/notices/?community=", viewport=PHONE)
    guest.get_by_role("link", name="周三修路灯").click()
    expect(guest.locator("main")).to_contain_text("走路当心")


def test_the_keyboard_finds_the_way_past_the_menu_and_into_a_form(enter):
    page = enter("anonymous", "/account/login/", viewport=DESK)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    skip.press("Enter")
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("name") == "phone":
            break
    page.keyboard.type("1390000")
    page.keyboard.press("Enter")
    expect(page.locator(".error").first).to_be_visible()


PAGES = [
    ("anonymous", "/"),
    ("anonymous", "/notices/"),
    ("anonymous", "/notices/archive/"),
    ("anonymous", "/contacts/"),
    ("anonymous", "/communities/"),
    ("anonymous", "/language/"),
    ("anonymous", "/privacy/"),
    ("anonymous", "/feedback/"),
    ("anonymous", "/account/login/"),
    ("anonymous", "/account/login/password/"),
    ("anonymous", "/demo/"),
    ("anonymous", "/demo/inbox/"),
    ("resident", "/"),
    ("resident", "/inbox/"),
    ("resident", "/account/"),
    ("resident", "/account/devices/"),
    ("resident", "/me/data/"),
    ("resident", "/me/identity/"),
    ("resident", "/me/messages/"),
    ("worker", "/desk/"),
    ("worker", "/desk/grids/mine/"),
    ("head", "/desk/"),
    ("secretary", "/desk/"),
    ("secretary", "/desk/people/"),
    ("secretary", "/desk/grids/"),
    ("secretary", "/desk/areas/"),
    ("secretary", "/desk/staff/"),
    ("secretary", "/desk/handover/"),
    ("secretary", "/desk/notices/"),
    ("secretary", "/desk/notices/new/"),
    ("secretary", "/desk/import/"),
    ("secretary", "/desk/privacy/"),
    ("secretary", "/desk/setup/"),
    ("dispatcher", "/desk/"),
    ("privacy_officer", "/desk/"),
    ("street_official", "/insights/"),
    ("district_official", "/insights/"),
    ("district_official", "/insights/theme/people/"),
    ("street_official", "/insights/pillar/volunteers/"),
    ("secretary", "/insights/indicator/solved_rate/"),
    ("secretary", "/insights/views/"),
]


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(NARROW, "light"), (PHONE, "dark"), (DESK, "light")]
)
def test_every_page_fits_has_one_title_one_act_and_enough_contrast(enter, town, viewport, scheme):
    """On the smallest phone, in the dark, at the desk; as each of its people."""
    _hang(town)
    found = {}
    pages = {}
    for name, path in PAGES:
        if name not in pages:
            pages[name] = enter(name, path, viewport=viewport, color_scheme=scheme)
        page = pages[name]
        page.goto(path)
        if complaints := page.evaluate(LOOK) + page.evaluate(CONTRAST):
            found[name, path] = complaints
    assert found == {}


def test_at_twice_the_letters_nothing_is_cut_off(enter, town):
    found = {}
    pages = {}
    for name, path in PAGES:
        if name not in pages:
            pages[name] = enter(name, path, viewport={"width": 720, "height": 900})
        page = pages[name]
        page.goto(path)
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 1:
            found[name, path] = wide
    assert found == {}


def test_the_poster_prints_without_the_house_around_it(enter, town):
    page = enter("anonymous", reverse("grids:poster", args=[town.grid.pk]), viewport=DESK)
    page.emulate_media(media="print")
    for part in (".appbar", ".foot", "button"):
        for element in page.locator(part).all():
            expect(element).to_be_hidden()
    expect(page.locator("h1")).to_have_text("第一网格")


def test_the_board_on_paper_still_says_the_numbers(enter, town):
    CommunityProfile.objects.update_or_create(
        area=town.community, defaults={"telephone": "0858-5550123"}
    )
    page = enter("anonymous", reverse("grids:board", args=[town.community.pk]), viewport=DESK)
    page.emulate_media(media="print")
    shown = page.get_by_text("0858-5550123").all()
    assert any(element.is_visible() for element in shown)


def _hang(town) -> None:
    facts = NoticeFacts(
        category=NoticeCategory.objects.get(code="notice"),
        title="周二 9:00–12:00 东区停水，请提前接水",
        body="请提前接一盆。",
        is_important=True,
    )
    drafted = notices.submit_notice(
        notices.draft_notice(town.community, facts, actor=town.staff), actor=town.staff
    )
    checked = notices.check_notice(drafted, revision=drafted.revision, actor=town.secretary)
    notices.publish_notice(checked, actor=town.secretary)
