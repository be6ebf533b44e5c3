"""A low grade is done over; an elder orders with her card; a wish comes true; paper is one page."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core import scope
from requests.actions import conclude, dispatch, heart_cards, intake, triage, work
from requests.actions.dispatch import Who
from requests.actions.intake import Need
from requests.models import ServiceRequest, Wish
from requests.models.parties import Lane
from requests.triage import Verdict
from requests.workflow import Matter, OrderType, Status
from tests.e2e.journeys import CONTRAST, LOOK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "楼道里的灯一闪一闪的，晚上老人孩子上下楼都看不清台阶，前天还有人绊了一下。" * 12


def done(town, words="楼道灯不亮了") -> ServiceRequest:
    """As far as the worker brings it."""
    need = Need(town.community, words, grid=town.grid)
    row = intake.submit(need, by=town.viewer("resident"))
    scope.declare(scope.EVERYTHING)
    verdict = Verdict(OrderType.REGULAR, Matter.MINOR)
    row = triage.classify(row, verdict, by=town.viewer("secretary"))
    row = dispatch.assign(row, Who(Lane.HOST, user=town.worker), by=town.viewer("secretary"))
    row = dispatch.sign(row, by=town.viewer("worker"))
    return work.complete(row, result="换了灯泡", by=town.viewer("worker"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_low_grade_is_spoken_about_and_done_over(town, enter, script):
    with scope.entered(scope.EVERYTHING):
        row = done(town)
    plain = {"viewport": PHONE, "java_script_enabled": script}
    mine = enter("resident", reverse("requests:mine_one", args=[row.public_id]), **plain)
    mine.get_by_role("link", name="评一评").click()
    mine.locator("label", has_text=re.compile("^不满意")).click()
    mine.get_by_label("想说的话").fill("灯又灭了")
    mine.get_by_role("button", name="评一评").click()
    expect(mine.locator(".lead-line")).to_contain_text("社区正在回应")
    desk = enter("secretary", reverse("requests:case", args=[row.pk]), java_script_enabled=script)
    desk.get_by_role("link", name="退回重办").click()
    desk.get_by_label("为什么").fill("灯又灭了，换线路")
    desk.get_by_role("button", name="退回重办").click()
    mine.reload()
    expect(mine.locator(".steps5 [aria-current=step]")).to_contain_text("办理中")
    with scope.entered(scope.EVERYTHING):
        row.refresh_from_db()
        assert (row.status, row.epoch) == (Status.IN_PROGRESS, 2)
        row = work.complete(row, result="换了线路", by=town.viewer("worker"))
        conclude.rate(row, grade=5, solved=True, by=town.viewer("resident"))
    mine.reload()
    expect(mine.locator(".lead-line")).to_contain_text("结了")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_an_elder_holds_out_her_card_and_a_colleague_orders(town, enter, visit, script):
    with scope.entered(scope.EVERYTHING):
        card = heart_cards.issue(town.people["resident"], by=town.viewer("staff"))
    here = reverse("requests:card_scan", args=[card.code])
    stranger = visit(here, locale="zh-CN", viewport=PHONE)
    expect(stranger.locator("h1")).to_contain_text("请打这个电话")
    assert stranger.evaluate(LOOK) == []
    page = enter("staff", here, viewport=PHONE, java_script_enabled=script)
    expect(page.locator("h1")).to_contain_text("替他点单")
    page.get_by_label("他说什么").fill("膝盖疼，想请人把米拿上来")
    page.get_by_role("button", name="登记").click()
    expect(page.locator("main")).to_contain_text("登记好了")
    with scope.entered(scope.EVERYTHING):
        row = ServiceRequest.objects.get()
        assert (row.channel, row.resident) == ("heart_card", town.people["resident"])


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_wish_is_made_written_anew_taken_and_comes_true(town, enter, visit, script):
    plain = {"viewport": PHONE, "java_script_enabled": script}
    mine = enter("resident", reverse("requests:wish_new"), **plain)
    mine.get_by_label("想要什么").fill("孙子在外地念书，想学会视频")
    mine.get_by_label("教一样本事").check()
    mine.get_by_label("改写以后可以贴到心愿墙上").check()
    mine.get_by_role("button", name="交给社区改写上墙").click()
    expect(mine.locator("main")).to_contain_text("收下了")
    desk = enter("secretary", reverse("requests:desk_wishes"), java_script_enabled=script)
    desk.get_by_role("link", name="改写上墙").click()
    expect(desk.locator("main")).to_contain_text("孙子在外地念书")
    desk.get_by_label("墙上写的").fill("想有人教我用手机视频，学得慢。")
    desk.get_by_label("是谁的心愿").fill("一位奶奶")
    desk.get_by_role("button", name="改写上墙").click()
    wall = reverse("requests:wall", args=[town.community.pk])
    everybody = visit(wall, locale="zh-CN", viewport=PHONE)
    expect(everybody.locator(".wish")).to_contain_text("想有人教我用手机视频")
    assert everybody.evaluate(LOOK) == []
    assert everybody.evaluate(CONTRAST) == []
    helper = enter("volunteer", wall, **plain)
    helper.get_by_role("link", name="我来帮忙").click()
    helper.get_by_role("button", name="我来圆这个心愿").click()
    expect(helper.locator("main")).to_contain_text("是您的了")
    helper.get_by_role("link", name="办好了").click()
    helper.get_by_label("办成了什么").fill("教会了")
    helper.get_by_role("button", name="办好了").click()
    with scope.entered(scope.EVERYTHING):
        row = Wish.objects.get().service_request
    mine.goto(reverse("requests:mine_one", args=[row.public_id]))
    mine.get_by_role("link", name="评一评").click()
    mine.locator("label", has_text=re.compile("^非常满意")).click()
    mine.get_by_label("想说的话").fill("学会了，昨晚跟孙子说了半小时")
    mine.get_by_role("button", name="评一评").click()
    desk.goto(reverse("requests:desk_wishes"))
    desk.get_by_role("link", name="看看他怎么说").click()
    expect(desk.locator("main")).to_contain_text("昨晚跟孙子说了半小时")
    desk.locator("main form textarea, main form input[type=text]").first.fill("学会视频了，谢谢")
    desk.locator("main form button[type=submit]").click()
    everybody.goto(f"{wall}?tab=fulfilled")
    expect(everybody.locator(".wish")).to_contain_text("圆了")
    expect(everybody.locator(".wish-thanks")).to_contain_text("学会视频了")


def pages_of(page) -> int:
    """Counted in the PDF the browser prints."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


def test_every_paper_is_one_page(town, enter):
    with scope.entered(scope.EVERYTHING):
        row = done(town, LONG)
        card = heart_cards.issue(
            town.people["resident"],
            helper_name="杨帆",
            helper_phone="13900002222",
            by=town.viewer("staff"),
        )
    page = enter("secretary", reverse("requests:paper_dispatch", args=[row.pk]))
    for path in (
        reverse("requests:paper_dispatch", args=[row.pk]),
        reverse("requests:paper_receipt", args=[row.pk]),
        reverse("requests:paper_materials", args=["small-wish"]),
        reverse("requests:paper_poster", args=[town.community.pk]),
        reverse("requests:paper_month"),
        reverse("requests:card_sheet", args=[card.pk]),
    ):
        page.goto(path)
        assert pages_of(page) == 1, path
