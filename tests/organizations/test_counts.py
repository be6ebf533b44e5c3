"""How many of what: every number with what was counted, and of what one keeps."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.actions import facilities, grades, organizations
from organizations.models import Organization
from organizations.queries import counts
from tests.organizations.conftest import facts
from tests.organizations.test_facilities import opened, put

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def numbers(counted):
    """By the word in the first column: the last one."""
    return {
        row[0]["text"] if isinstance(row[0], dict) else row[0]: row[-1] for row in counted.rows
    }  # fmt: skip


# --- facilities -----------------------------------------------------------------------------------
def test_facilities_are_counted_by_kind_and_by_whose_they_are(town):
    opened(town, "近食堂")
    opened(town, "明湖食堂", town.sibling)
    opened(town, "街道养老中心", town.street, kind="elder_centre")
    opened(town, "远食堂", town.far_community)
    put(town, "筹建的", kind="library")
    facilities.pause(opened(town, "修着的", kind="clinic"), reason="修", actor=None)
    street = counts.facilities(town.viewer("street_official"))
    assert [head["label"] for head in street.heads] == ["种类", "街道 / 乡镇", "社区 / 村", "一共"]
    assert [row[1:] for row in street.rows] == [[1, 0, 1], [0, 2, 2]]
    assert (street.total, numbers(street)) == (3, {"养老服务中心": 1, "长者食堂": 2})
    own = counts.facilities(town.viewer("staff"))
    assert (own.total, numbers(own)) == (1, {"长者食堂": 1})
    for name in ("worker", "org_manager", "resident"):
        assert counts.facilities(town.viewer(name)) is None, name


def test_the_table_stands_on_the_page_and_leads_to_its_rows(enter, town):
    opened(town, "近食堂")
    page = enter("staff").get(reverse("organizations:facilities"))
    assert "开放的 1 处" in page.content.decode()
    ((cell, *_numbers),) = page.context["counted"].rows
    found = enter("staff").get(cell["url"]).context["board"].rows
    assert [row.name for row in found] == ["近食堂"]
    assert "开放的 1 处" not in enter("worker").get(
        reverse("organizations:facilities")
    ).content.decode()  # fmt: skip


# --- organisations --------------------------------------------------------------------------------
def test_organisations_are_counted_by_kind_registration_and_grade(town, association, proposed):
    organizations.suspend(
        organizations.register(town.community, facts("睡着的"), actor=None),
        reason="换届", actor=town.staff,
    )  # fmt: skip
    organizations.register(town.sibling, facts("明湖的"), actor=None)
    before = counts.organizations(town.viewer("staff"))
    rows = Organization.objects.kept_by(town.viewer("staff")).active()
    assert before.total == rows.count() == sum(numbers(before.kinds).values())
    social = rows.filter(family="social")
    assert before.registration.total == social.count()
    assert numbers(before.registration)["社区管理"] == social.filter(registration="managed").count()
    assert numbers(before.grades) == {"没有等级": before.grades.total}
    grades.rate(town.organization, grade=4, graded_on=TODAY() - timedelta(days=9), actor=town.staff)
    after = numbers(counts.organizations(town.viewer("staff")).grades)
    assert after["4A"] == 1
    Organization.objects.filter(grade=4).update(graded_until=TODAY() - timedelta(days=1))
    assert "4A" not in numbers(counts.organizations(town.viewer("staff")).grades)
    street = counts.organizations(town.viewer("street_official"))
    assert street.total == before.total + 1
    for name in ("worker", "org_manager", "resident"):
        assert counts.organizations(town.viewer(name)) is None, name


def test_the_counts_stand_above_the_register_and_lead_to_its_rows(enter, town, association):
    page = enter("staff").get(reverse("organizations:register"))
    counted = page.context["counted"]
    assert f"在册的 {counted.total} 个" in page.content.decode()
    cell, _family, n = counted.kinds.rows[0]
    assert len(enter("staff").get(cell["url"]).context["page"].rows) >= n
    assert "在册的" not in enter("org_manager").get(
        reverse("organizations:register")
    ).content.decode()  # fmt: skip
