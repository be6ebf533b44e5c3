"""A volunteer registers on a phone in under two minutes: few fields, few taps, no script needed."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.e2e.journeys import DESK, LOOK, NARROW, PHONE
from volunteers.models import Volunteer
from volunteers.workflow import VolunteerStatus

pytestmark = pytest.mark.django_db(transaction=True)

FIELDS = """() => new Set([...document.querySelectorAll('main form [name]')]
  .filter((el) => el.type !== 'hidden' && el.checkVisibility() && el.tagName !== 'BUTTON')
  .map((el) => el.name)).size"""
"""How many questions the page asks."""


class Thumb:
    """Counts what a hand does."""

    def __init__(self) -> None:
        self.taps = 0

    def __call__(self, locator) -> None:
        locator.click()
        self.taps += 1


@pytest.mark.parametrize("with_script", [True, False])
def test_somebody_the_register_knows_needs_five_taps(town, enter, with_script):
    tap = Thumb()
    page = enter("resident", "/", viewport=PHONE, java_script_enabled=with_script)
    tap(page.get_by_role("link", name="两分钟登记"))
    tap(page.get_by_role("link", name="我来登记"))
    if with_script:  # the page itself is asked through a script
        assert page.evaluate(FIELDS) <= 3
        assert page.evaluate(LOOK) == []
    expect(page.locator("main")).to_contain_text("张桂芳")
    tap(page.get_by_label("周末上午"))
    tap(page.get_by_label("我愿意做志愿者"))
    tap(page.get_by_role("button", name="登记"))
    expect(page.locator("h1")).to_contain_text("登记好了")
    assert tap.taps <= 5
    mine = Volunteer.objects.get(user=town.resident)
    assert (mine.status, mine.identity) == (VolunteerStatus.APPLIED, "register")


def test_a_stranger_answers_six_questions_of_which_five_are_needed(town, enter):
    page = enter("stranger", reverse("volunteers:join"), viewport=NARROW)
    assert page.evaluate(FIELDS) <= 6
    page.get_by_role("button", name="登记").click()
    expect(page.locator(".error").first).to_be_visible()  # each says how to mend it
    assert page.locator("[aria-invalid=true], .has-error").count() >= 4
    page.get_by_label("姓名").fill("何方")
    page.get_by_label("出生日期").fill("1990-05-01")
    page.get_by_label("在哪个社区服务").select_option(label="金秋社区")
    page.get_by_label("平日晚上").check()
    page.get_by_label("我愿意做志愿者").check()
    page.get_by_role("button", name="登记").click()
    expect(page.locator("h1")).to_contain_text("登记好了")
    expect(page.locator("main")).to_contain_text("请带身份证")
    assert Volunteer.objects.get(user=town.stranger).community == town.community


def test_in_the_elder_mode_the_week_is_changed_with_a_thumb(town, enter):
    page = enter("volunteer", reverse("volunteers:mine"), viewport=PHONE)
    page.get_by_role("button", name="长辈版").click()
    for path in ("mine", "times", "skills", "limits", "political", "leave", "teams"):
        page.goto(reverse(f"volunteers:{path}"))
        assert page.evaluate(LOOK) == [], path
    page.goto(reverse("volunteers:times"))
    page.get_by_label("周日下午").check()
    page.get_by_role("button", name="记下").click()
    expect(page.locator("main")).to_contain_text("周日 下午")
    page.get_by_role("button", name="歇一个月").click()
    expect(page.locator("h1")).to_contain_text("您在歇着")
    page.get_by_role("button", name="我接着来").click()
    expect(page.locator("h1")).to_contain_text("谢谢您")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_desks_pages_fit(town, enter, size):
    one = Volunteer.objects.get(user=town.volunteer)
    team = one.memberships.get().team_id
    page = enter("staff", reverse("volunteers:list"), viewport=size)
    for path in (
        reverse("volunteers:list"),
        reverse("volunteers:new"),
        reverse("volunteers:volunteer", args=[one.pk]),
        reverse("volunteers:team_list"),
        reverse("volunteers:team", args=[team]),
        reverse("volunteers:team_act", args=[team, "correct"]),
    ):
        page.goto(path)
        assert page.evaluate(LOOK) == [], path
