"""The street's whistle, a question that becomes an affair, a complaint that passes over a head."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from core import scope
from grids.actions import appointments
from requests.affair_steps import Status as AffairStatus
from requests.models import Affair, ServiceRequest, Whistle
from requests.tiers import Tier
from requests.workflow.whistles import WhistleStatus
from tests.e2e.journeys import DESK, PHONE, looks_right

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def say(page, step, grade, **chosen):
    follow(page, step)
    for name, value in chosen.items():
        page.locator(f"select[name={name}]").select_option(value)
    page.get_by_label(grade, exact=True).check()
    press(page, step)


@SCRIPT
def test_a_whistle_from_the_draft_to_the_joint_evaluation(town, enter, script):
    plain = {"java_script_enabled": script}
    with scope.entered(scope.EVERYTHING):
        department = town.department
    clerk = enter("secretary", reverse("requests:whistles"), viewport=DESK, **plain)
    follow(clerk, "提一哨")
    looks_right(clerk)
    clerk.get_by_label("一句话").fill("夜市摊位占了消防通道")
    clerk.get_by_label("到哪里").fill("东门外的巷子")
    clerk.get_by_label("牵头部门").select_option(str(department.pk))
    day = timezone.localdate() + timedelta(days=3)
    clerk.get_by_label("最迟哪天报结果").fill(day.isoformat())
    press(clerk, "交街道审")
    expect(clerk.locator("h1")).to_contain_text("夜市摊位占了消防通道")
    here = clerk.url

    street = enter("street_official", here, viewport=PHONE, **plain)
    follow(street, "吹哨")
    press(street, "吹哨")
    expect(street.locator("main")).to_contain_text("吹响了")

    officer = enter("liaison", "/desk/", viewport=PHONE, **plain)
    expect(officer.locator("h1")).to_contain_text("1 声哨等您报到")
    looks_right(officer)
    follow(officer, "去报到")
    for step in ("签收", "到现场了"):
        follow(officer, step)
        press(officer, step)
    follow(officer, "报结果")
    officer.get_by_label("解决了", exact=True).check()
    officer.get_by_label("怎么办的").fill("摊位搬走了，画了线")
    press(officer, "报结果")
    looks_right(officer)
    officer.goto("/desk/")
    expect(officer.locator("h1")).not_to_contain_text("等您报到")

    street.goto(here)
    expect(street.locator("main")).to_contain_text("结束之前还差")
    say(street, "评结果", "解决了")
    say(street, "评部门", "很好", department=str(department.pk))
    officer.goto(here)
    say(officer, "评结果", "解决了")
    say(officer, "评这一哨", "很好")
    street.goto(here)
    expect(street.locator("main")).not_to_contain_text("结束之前还差")
    looks_right(street)
    follow(street, "结束")
    press(street, "结束")
    clerk.goto(here)
    expect(clerk.locator("main")).to_contain_text("双考核")
    with scope.entered(scope.EVERYTHING):
        assert Whistle.objects.get().status == WhistleStatus.CLOSED


@SCRIPT
def test_a_question_becomes_an_affair_and_the_papers_come_back(town, enter, script):
    plain = {"java_script_enabled": script}
    asker = enter("resident", reverse("affairs:ask"), viewport=PHONE, **plain)
    asker.get_by_label("想问什么").fill("我妈走不动，养老保险能不能替她办")
    asker.locator("main form button[type=submit]").first.click()
    clerk = enter("staff", reverse("affairs:board"), viewport=DESK, **plain)
    expect(clerk.locator("main")).to_contain_text("还有")
    follow(clerk, "我妈走不动，养老保险能不能替她办")
    looks_right(clerk)
    clerk.get_by_label("回复").fill("能，网格员上门取材料。")
    press(clerk, "回复")
    clerk.get_by_label("办哪件事").select_option("pension-enrol")
    press(clerk, "转成代办")
    looks_right(clerk)
    follow(clerk, "受理")
    clerk.locator("main form button[type=submit]").click()
    follow(clerk, "请网格员上门取")
    clerk.get_by_label("谁去取").select_option(str(town.worker.pk))
    clerk.get_by_label("本人委托了什么").fill("代交参保材料")
    until = timezone.localdate() + timedelta(days=9)
    clerk.get_by_label("委托到哪天").fill(until.isoformat())
    clerk.locator("main form button[type=submit]").click()
    here = clerk.url
    worker = enter("worker", here, viewport=PHONE, **plain)
    looks_right(worker)
    press(worker, "看一眼地址和电话")
    expect(worker.locator("main")).to_contain_text("这一眼记下了")
    looks_right(worker)
    for button, papers in (("登记取走的材料", "户口簿"), ("送到窗口了", "")):
        follow(worker, button)
        if papers:
            worker.get_by_label("哪几样").fill(papers)
        worker.locator("main form button[type=submit]").click()
    with scope.entered(scope.EVERYTHING):
        assert Affair.objects.get().status == AffairStatus.FILED
    asker.goto(reverse("affairs:mine"))
    expect(asker.locator("main")).to_contain_text("已送窗口")


@SCRIPT
def test_a_complaint_about_the_grid_worker_passes_over_his_head(town, enter, script):
    plain = {"java_script_enabled": script, "viewport": PHONE}
    with scope.entered(scope.EVERYTHING):
        appointments.appoint_worker(town.grid, town.worker, actor=town.secretary)
    words = "上次搬柜子收了五十块，没给收据"
    mine = enter("resident", reverse("requests:order_item", args=["complaint"]), **plain)
    mine.get_by_label("说一句就行").fill(words)
    mine.get_by_text("网格员、楼栋长").click()
    looks_right(mine)
    press(mine, "交给社区")
    expect(mine.locator("main")).to_contain_text("正在看")
    with scope.entered(scope.EVERYTHING):
        row = ServiceRequest.objects.get()
        assert (row.keeper, row.floor) == (town.secretary, Tier.COMMUNITY)
    case = reverse("requests:case", args=[row.pk])
    worker = enter("worker", "/desk/", **plain)
    for path in ("/desk/", "/desk/requests/", f"/desk/search/?q={row.number}"):
        worker.goto(path)
        expect(worker.locator("body")).not_to_contain_text(words)
        expect(worker.locator("main")).not_to_contain_text(row.number)
    assert worker.request.get(case).status == 404
    desk = enter("secretary", "/desk/requests/", **plain)
    follow(desk, words)
    looks_right(desk)
    press(desk, "受理，去派单")
    expect(desk.locator("main")).to_contain_text("社区受理了")
