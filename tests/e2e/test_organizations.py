"""An organisation grows from a team to filed; a certificate that runs out calls its owner."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from core import scope
from core.tasks import deliver_outbox
from organizations.actions import cultivations
from organizations.models import Cultivation, Organization, SocialWorker
from organizations.tasks import remind_of_certificates
from tests.e2e.journeys import DESK, PHONE, looks_right

pytestmark = pytest.mark.django_db(transaction=True)


def a_team(town) -> Cultivation:
    with scope.entered(scope.EVERYTHING):
        begun = cultivations.start(
            town.community, name="晨读会", kind="culture_sport", purpose="一起念书",
            actor=town.staff,
        )  # fmt: skip
        papers, today = cultivations.missing(begun), timezone.localdate()
        cultivations.see_papers(begun, papers=papers, seen_on=today, actor=town.staff)
        return cultivations.form(begun, actor=town.staff)


def test_an_organisation_grows_from_team_to_filed(town, enter):
    team = a_team(town)
    page = enter("staff", reverse("organizations:cultivations"), viewport=DESK)
    looks_right(page)
    page.get_by_role("link", name="晨读会").click()
    expect(page.get_by_role("link", name="递交街道备案")).to_have_count(0)  # papers are missing
    page.get_by_role("link", name="登记看过的材料").click()
    for paper in ("备案申请表", "章程或活动规则", "成员名单", "负责人情况", "活动场所说明"):
        page.get_by_label(paper).check()
    looks_right(page)
    page.get_by_role("button", name="登记看过的材料").click()
    page.get_by_role("link", name="递交街道备案").click()
    page.get_by_role("button", name="递交街道备案").click()
    expect(page.locator("main")).to_contain_text("等街道备案")

    deliver_outbox()
    street = enter("street_official", reverse("messaging:inbox"), viewport=PHONE)
    street.get_by_role("link", name="晨读会递交了备案材料").click()
    expect(street.locator("main")).to_contain_text("请核对后备案")
    street.goto(reverse("organizations:cultivation", args=[team.pk]))
    looks_right(street)
    street.get_by_role("link", name="准予备案").click()
    street.get_by_label("备案编号").fill("山水社备〔2026〕7号")
    street.get_by_label("备案机关").fill("山水街道办事处")
    until = timezone.localdate() + timedelta(days=730)
    street.get_by_label("备案有效期至").fill(until.isoformat())
    street.get_by_role("button", name="准予备案").click()
    expect(street.locator("main")).to_contain_text("已备案")

    unit = Organization.objects.get(name="晨读会")
    assert (unit.registration, unit.filed_until) == ("filed", until)
    page.goto(reverse("organizations:organization", args=[unit.pk]))
    expect(page.locator("main")).to_contain_text("山水社备〔2026〕7号")
    resident = enter("resident", reverse("organizations:public", args=[unit.pk]), viewport=PHONE)
    expect(resident.locator("main")).to_contain_text("晨读会")


def test_a_lapsing_certificate_reminds_its_owner(town, enter):
    until = timezone.localdate() + timedelta(days=30)
    with scope.entered(scope.EVERYTHING):
        SocialWorker.objects.filter(user=town.social_worker).update(valid_until=until)
    for _day in range(2):  # asked twice, told once
        remind_of_certificates()
        deliver_outbox()
    page = enter("social_worker", reverse("messaging:inbox"), viewport=PHONE)
    looks_right(page)
    told = page.get_by_role("link", name="社工证书快到期了")
    expect(told).to_have_count(1)
    told.click()
    expect(page.locator("main")).to_contain_text(until.isoformat())
    own = SocialWorker.objects.get(user=town.social_worker)
    page.goto(reverse("organizations:social_worker", args=[own.pk]))
    looks_right(page)
    expect(page.locator("main")).to_contain_text(until.isoformat())
