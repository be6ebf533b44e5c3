"""What somebody did comes back to him: hours, points, a paper that others can check; and what a
household has, it can use."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from activities.models import Activity, Attendance
from core import outbox, scope
from points.models import Redemption
from tests.activities.conftest import facts
from tests.e2e.journeys import DESK, PHONE, looks_right
from tests.points.conftest import a_rule, given, joined
from tests.volunteers.conftest import SATURDAY, skills
from tests.volunteers.hour_help import of
from tests.waiting import deliver_all
from volunteers import certificate_pdf
from volunteers.actions import registering, shifts, standing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


@pytest.fixture
def household(town):
    """The resident is a volunteer; her household takes part."""
    with scope.entered(scope.EVERYTHING):
        offer = registering.Offer(skills("haircut"), [SATURDAY])
        one = registering.register(town.resident, town.community, offer, agreed=True)
        standing.accept(one, actor=town.staff)
    a_rule(town, "志愿服务", source="service", points=2, unit="小时")
    return joined(town)


@pytest.fixture
def full(town):
    """A shift of one, and somebody has it; the door opens in a moment."""
    start = timezone.now() + timedelta(minutes=20)
    said = facts(title="食堂帮厨", capacity=1, starts_at=start, ends_at=start + timedelta(hours=3))
    with scope.entered(scope.EVERYTHING):
        shift = shifts.offer(town.community, said, risk_notice="灶台烫", actor=town.staff)
        shifts.take(shift, of(town, "volunteer"), told=True, actor=town.volunteer)
    return shift


def two_hours_later(activity: Activity) -> None:
    ago = timezone.now() - timedelta(minutes=121)
    with scope.entered(scope.EVERYTHING):
        Activity.objects.filter(pk=activity.pk).update(starts_at=ago)
        Attendance.objects.update(came_at=ago + timedelta(minutes=1))


def test_from_the_waiting_list_to_a_paper_that_a_stranger_checks(
    town, household, full, enter, settings, monkeypatch
):
    settings.CERTIFICATE_PUBLIC_DAYS = 0
    printed = []
    drawn = certificate_pdf.drawn
    monkeypatch.setattr(
        certificate_pdf, "drawn", lambda *said: printed.append(said[-1]) or drawn(*said)
    )
    phone = enter("resident", reverse("volunteers:my_shifts"), viewport=PHONE)
    looks_right(phone)
    phone.get_by_role("link", name="食堂帮厨").click()
    looks_right(phone)
    phone.get_by_label("风险提示我看过了，知道了").check()
    phone.get_by_role("button", name="候补报名").click()
    expect(phone.locator("main")).to_contain_text("有空位会给您发消息")
    looks_right(phone)

    at_desk = reverse("activities:desk_activity", args=[full.activity_id])
    desk = enter("staff", at_desk, viewport=DESK)
    desk.get_by_role("link", name="取消报名").first.click()
    desk.get_by_role("button", name="取消报名").click()

    phone.goto(reverse("activities:mine"))
    phone.get_by_role("link", name="去确认").click()
    looks_right(phone)
    phone.get_by_role("button", name="我来", exact=True).click()

    desk.goto(reverse("volunteers:desk_shift", args=[full.pk]))
    looks_right(desk)
    desk.get_by_role("link", name="现场签到").click()
    desk.get_by_role("link", name=re.compile("^签到")).click()
    desk.get_by_role("button", name="签到").click()
    two_hours_later(full.activity)
    desk.get_by_role("link", name=re.compile("^签退")).click()
    desk.get_by_role("button", name="签退").click()
    expect(desk.locator("main")).to_contain_text("在场 120 分钟")
    deliver_all()

    phone.goto(reverse("volunteers:hours_mine"))
    expect(phone.locator("main")).to_contain_text("食堂帮厨")
    phone.goto(reverse("points:mine"))
    expect(phone.locator("h1")).to_contain_text("可用 4 分")
    expect(phone.locator("main")).to_contain_text("食堂帮厨")
    looks_right(phone)

    phone.goto(reverse("volunteers:certificates_mine"))
    phone.get_by_role("link", name="申请一份").click()
    looks_right(phone)
    phone.get_by_role("button", name="申请").click()
    expect(phone.locator("main")).to_contain_text("等出具单位核对")

    desk.goto(reverse("volunteers:certificates"))
    desk.locator("main th a").first.click()
    desk.get_by_role("link", name="核对无误").click()
    desk.locator("main form button[type=submit]").last.click()

    phone.reload()
    with phone.expect_download() as paper:
        phone.get_by_role("link", name="下载 PDF").click()
    assert paper.value.path().read_bytes().startswith(b"%PDF")
    [address] = printed
    stranger = enter("anonymous", address, viewport=PHONE)
    expect(stranger.locator("h1")).to_contain_text("这份证明有效")
    expect(stranger.locator("main")).to_contain_text("2 小时")
    assert "张桂芳" not in stranger.locator("body").inner_text()
    looks_right(stranger)


def test_a_household_uses_what_it_has(town, household, enter):
    given(town, household, a_rule(town), times=6)
    desk = enter("staff", reverse("points:new_item"), viewport=DESK)
    desk.get_by_label("品名").fill("毛巾")
    desk.get_by_label("计量单位").fill("条")
    desk.get_by_label("换一份要多少分").fill("12")
    desk.locator("main form button[type=submit]").last.click()
    desk.get_by_role("link", name="毛巾").click()
    desk.get_by_role("link", name="上架").click()
    desk.get_by_label("上架几份").fill("3")
    desk.get_by_label(re.compile("^买来的")).fill("购物小票 08812")
    desk.locator("main form button[type=submit]").last.click()

    phone = enter("resident", reverse("points:store"), viewport=PHONE)
    expect(phone.locator("main")).to_contain_text("可用 30 分")
    phone.get_by_role("link", name=re.compile("^换")).click()
    looks_right(phone)
    phone.locator("main form button[type=submit]").last.click()
    expect(phone.locator("main")).to_contain_text("可用 18 分")
    with scope.entered(scope.EVERYTHING):
        code = Redemption.objects.get().code
    expect(phone.locator("main")).to_contain_text(code)
    looks_right(phone)

    desk.goto(reverse("points:shelf"))
    desk.get_by_role("link", name="凭码领取").click()
    desk.get_by_label("领取码").fill(code)
    looks_right(desk)
    desk.locator("main form button[type=submit]").last.click()
    phone.goto(reverse("points:mine"))
    expect(phone.locator("h1")).to_contain_text("可用 18 分")
    expect(phone.locator("main")).to_contain_text("冻结的 12 分用掉了")
    looks_right(phone)
