"""Policy targets: what holds where, who is there, what is missing, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from communities.models import CommunityProfile, Level
from core import audit
from core.exceptions import DomainError
from insights.actions import targets
from insights.indicators import REGISTRY
from insights.models import Figure, PolicyDocument, PolicyTarget
from insights.queries import courses
from insights.queries import targets as queries
from tests.insights.reporting import from_afar

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
ORGANIZATIONS = "organizations.active"


@pytest.fixture(autouse=True)
def nothing_counted(folded):
    """What the town's own making counted is out of the way."""
    Figure.objects.all().delete()


@pytest.fixture
def paper():
    return PolicyDocument.objects.create(
        title="意见", number="某民〔2025〕1号", issuer="某厅", issued_on=date(2025, 1, 1)
    )


@pytest.fixture
def asks(town, paper):
    def write(indicator="social_organizations", least=10, **said):
        said = {"name": "目标", "due_on": TODAY() + timedelta(days=200), "document": paper, **said}
        target = PolicyTarget(indicator=indicator, least=Decimal(least), **said)
        return targets.write(target, actor=town.system_admin)

    return write


def stands(place, value, measure=ORGANIZATIONS, by="family", of="social", months_ago=0):
    """Straight into the table, for the place and those above it."""
    day = TODAY().replace(day=1)
    for _n in range(months_ago):
        day = (day - timedelta(days=1)).replace(day=1)
    for pk in place.ancestor_ids:
        for span in ("day", "month"):
            row, _new = Figure.objects.get_or_create(
                measure=measure, area_id=pk, span=span, starts_on=day, by=by, of=of,
                defaults={"value": 0},
            )  # fmt: skip
            row.value += value
            row.save()


def only(place):
    [found] = queries.standings(place)
    return found


# --- what holds where -----------------------------------------------------------------------------
def test_of_each_community_it_counts_those_that_are_there(town, asks):
    asks(each="community")
    stands(town.community, 12)
    stands(town.sibling, 3)
    found = only(town.street)
    assert (found.reached, found.of, found.actual, found.goal) == (1, 2, 50, 100)
    assert (found.shown_actual, found.shown_gap) == ("2 处里 1 处到了", "差 1 处")
    assert found.shown_goal == "每一处都到 10 家"


def test_a_community_reads_its_own_number(town, asks):
    asks(each="community")
    stands(town.community, 7)
    found = only(town.community)
    assert (found.actual, found.goal, found.of) == (7, 10, 0)
    assert (found.shown_actual, found.shown_goal, found.shown_gap) == ("7 家", "10 家", "差 3 家")


def test_half_of_them_may_be_enough(town, asks):
    asks(each="community", share=50)
    stands(town.community, 12)
    found = only(town.street)
    assert found.is_reached
    assert (found.verdict, found.tone, found.shown_gap) == ("已到", "go", "不差")
    assert found.shown_goal == "50% 的地方到 10 家"


def test_towns_and_villages_are_asked_for_different_things(town, asks):
    CommunityProfile.objects.update_or_create(
        area=town.sibling, defaults={"kind": CommunityProfile.Kind.RURAL}
    )
    CommunityProfile.objects.filter(area=town.community).delete()
    urban, rural = (
        asks(each="community", ground="urban"),
        asks(least=5, each="community", ground="rural"),
    )
    found = {one.target: one for one in queries.standings(town.street)}
    assert (found[urban].of, found[rural].of) == (1, 1)
    assert [one.target for one in queries.standings(town.sibling)] == [rural]
    assert [one.target for one in queries.standings(town.community)] == [urban]


def test_a_target_of_one_place_as_a_whole_is_only_that_places(town, asks):
    asks(area=town.district)
    assert len(queries.standings(town.district)) == 1
    assert queries.standings(town.street) == []
    assert queries.standings(town.far_district) == []


def test_a_target_of_each_holds_all_over_its_place_and_nowhere_else(town, asks):
    asks(area=town.district, each="community")
    assert len(queries.standings(town.street)) == 1
    assert queries.standings(town.far_street) == []


def test_what_is_asked_of_streets_says_nothing_of_a_community(town, asks):
    asks("social_stations", 1, each="street")
    assert queries.standings(town.community) == []
    assert only(town.street).of == 0


def test_out_of_use_it_is_not_shown(town, asks):
    asks(is_active=False)
    assert queries.standings(town.street) == []


def test_a_share_of_too_few_is_no_share(town, asks):
    asks("certified_rate", 30)
    stands(town.community, 3, "organizations.social_workers", "", "")
    stands(town.community, 3, "organizations.certified", "", "")
    found = only(town.community)
    assert (found.actual, found.verdict, found.tone) == (None, "现在还算不出来", "line")
    assert (found.shown_actual, found.shown_gap, found.fraction) == ("—", "—", "")
    stands(town.community, 7, "organizations.social_workers", "", "")
    stands(town.community, -1, "organizations.certified", "", "")
    found = only(town.community)
    assert (found.shown_actual, found.shown_goal) == ("20%", "30%")
    assert found.shown_gap == "差 10.0 个百分点"
    assert found.fraction.startswith("2 ÷ 10 ")


# --- in words -------------------------------------------------------------------------------------
def test_past_its_day_it_says_so(town, asks):
    asks(due_on=TODAY() - timedelta(days=1))
    found = only(town.street)
    assert (found.verdict, found.tone, found.shown_range) == ("过期没到", "late", "")


def test_of_fewer_than_six_months_nothing_is_foretold(town, asks):
    asks()
    for months_ago in range(5):
        stands(town.community, 1, months_ago=months_ago)
    found = only(town.street)
    assert (found.range, found.shown_range, found.verdict) == (None, "", "还没到")


def test_from_six_months_on_it_is_a_range(town, asks):
    asks(due_on=TODAY().replace(day=1) + timedelta(days=130))
    for months_ago in range(6):
        stands(town.community, 1, months_ago=months_ago)
    found = only(town.street)
    assert found.range is not None
    assert (round(found.range.low, 6), round(found.range.high, 6)) == (10, 10)
    assert "到那天在" in found.shown_range


@pytest.mark.parametrize(
    ("steps", "least", "said"),
    [
        ([1] * 8, 9, "照现在的速度到得了"),
        ([1] * 8, 40, "照现在的速度到不了"),
        ([4, -3, 5, -3, 4, -2, 3, 1], 14, "到不到得了还说不准"),
    ],
)
def test_where_the_course_leads_is_said_in_words(town, asks, steps, least, said):
    asks(least=least, due_on=TODAY().replace(day=1) + timedelta(days=130))
    for months_ago, value in enumerate(reversed(steps)):
        stands(town.community, value, months_ago=months_ago)
    found = only(town.street)
    assert (found.verdict, found.tone) == (said, "soon")


def test_a_course_is_what_stood_each_month_and_begins_where_anything_stood(town):
    for months_ago, value in ((3, 5), (1, 2), (0, -1)):
        stands(town.community, value, months_ago=months_ago)
    one = REGISTRY["social_organizations"]
    found = courses.stood([one], [town.street.pk, town.community.pk], TODAY(), 12)
    assert found[town.street.pk, one.code] == [5, 5, 7, 6]
    assert found[town.community.pk, one.code] == [5, 5, 7, 6]


def test_a_certificate_that_ends_later_this_month_still_stands_today(town, asks):
    asks("certified_social_workers", 2)
    stands(town.community, 2, "organizations.certified", "", "", months_ago=1)
    later = TODAY() + timedelta(days=1)
    for pk in town.community.ancestor_ids:
        for span, first in (("day", later), ("month", later.replace(day=1))):
            Figure.objects.create(
                measure="organizations.certified", area_id=pk, span=span, starts_on=first,
                by="", of="", value=-1,
            )  # fmt: skip
    assert only(town.community).actual == 2


def test_any_number_of_targets_costs_the_same(town, asks, django_assert_max_num_queries):
    asks()
    asks("certified_rate", 30)
    asks(each="community")
    with django_assert_max_num_queries(8):
        queries.standings(town.district)
    for _n in range(6):
        asks(each="community", least=3)
        asks("volunteer_station_rate", 80)
    with django_assert_max_num_queries(8):
        assert len(queries.standings(town.district)) == 15


# --- writing them down ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"indicator": "happiness"}, "indicator"),
        ({"least": 0}, "least"),
        ({"indicator": "certified_rate", "least": 101}, "least"),
        ({"share": 0, "each": "community"}, "share"),
        ({"share": 101, "each": "community"}, "share"),
        ({"share": 50}, "share"),
        ({"each": "grid"}, "each"),
        ({"ground": "rural", "each": "street"}, "ground"),
        ({"due_on": date(2025, 1, 1)}, "due_on"),
    ],
)
def test_what_makes_no_sense_is_refused(asks, said, field):
    with pytest.raises(DomainError) as refused:
        asks(**said)
    assert refused.value.field == field


def test_on_what_only_describes_no_target_stands(asks, monkeypatch):
    only_said = replace(REGISTRY["social_organizations"], describes=True)
    monkeypatch.setattr(targets, "REGISTRY", {"social_organizations": only_said})
    with pytest.raises(DomainError) as refused:
        asks()
    assert refused.value.field == "indicator"


def test_each_of_what_lies_above_the_place_is_refused(town, asks):
    with pytest.raises(DomainError) as refused:
        asks(area=town.street, each="district")
    assert refused.value.field == "each"
    assert asks(area=town.street, each="street").pk


def test_another_threshold_is_another_version_and_the_first_stays(town, asks):
    first = asks("certified_rate", 30)
    known = PolicyTarget.objects.get(pk=first.pk)
    known.least = Decimal(50)
    second = targets.write(known, actor=town.system_admin)
    first.refresh_from_db()
    assert (first.least, first.is_active, first.version) == (30, False, 1)
    assert (second.least, second.is_active, second.version) == (50, True, 2)
    assert second.replaces == first
    assert [one.target for one in queries.standings(town.street)] == [second]
    page = queries.target_page(town.viewer("street_official"), town.street, second.pk)
    assert page.earlier == [first]
    assert [row.verb for row in audit.history(second)] == ["insights.target_revised"]


def test_what_was_replaced_is_not_changed_any_more(town, asks):
    first = asks("certified_rate", 30)
    known = PolicyTarget.objects.get(pk=first.pk)
    known.least = Decimal(50)
    targets.write(known, actor=town.system_admin)
    first.refresh_from_db()
    first.least = Decimal(40)
    with pytest.raises(DomainError) as refused:
        targets.write(first, actor=town.system_admin)
    assert refused.value.code == "moved_on"


def test_its_words_and_whether_it_is_in_use_are_mended_in_place(town, asks):
    one = asks("certified_rate", 30)
    one.clause, one.is_active = "第三条", False
    assert targets.write(one, actor=town.system_admin).pk == one.pk
    assert PolicyTarget.objects.filter(indicator="certified_rate", clause="第三条").count() == 1
    one.least = Decimal(35)  # out of use nobody is measured by it
    assert targets.write(one, actor=town.system_admin).version == 1
    lines = len(audit.history(one))
    targets.write(one, actor=town.system_admin)
    assert len(audit.history(one)) == lines


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"least": 0}, "policy_target_above_nought"),
        ({"each": "planet"}, "policy_target_each_level_known"),
        ({"ground": "rural"}, "policy_target_ground_of_communities"),
        ({"share": 0}, "policy_target_share_of_a_hundred"),
        ({"version": 2}, "policy_target_first_version_replaces_nothing"),
    ],
)
def test_the_database_holds_a_target_together(asks, changes, constraint):
    one = asks()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PolicyTarget.objects.filter(pk=one.pk).update(**changes)


def test_a_paper_does_not_replace_itself(paper):
    with (
        pytest.raises(IntegrityError, match="policy_document_replaces_another"),
        transaction.atomic(),
    ):
        PolicyDocument.objects.filter(pk=paper.pk).update(replaces=paper)


def test_the_example_of_hubei_is_shipped_out_of_use():
    rows = PolicyTarget.objects.filter(document__number="鄂民政发〔2021〕47号")
    assert rows.count() == 8
    assert not rows.filter(is_active=True).exists()
    assert set(rows.values_list("indicator", flat=True)) <= set(REGISTRY)
    for row in rows:
        row.is_active = True
        targets.write(row, actor=None)


# --- the pages ------------------------------------------------------------------------------------
def test_the_page_says_all_of_it(town, client, asks):
    one = asks(each="community", clause="第三条")
    stands(town.community, 12)
    page = town.enter(client, "street_official").get(reverse("insights:targets"))
    said = page.content.decode()
    for words in ("目标", "2 处里 1 处到了", "差 1 处", "还没到", "某民〔2025〕1号", "第三条",
                  one.due_on.isoformat()):  # fmt: skip
        assert words in said
    assert "1 项目标，到了 0 项" in said
    assert '<rect class="f-2" y="4" width="104.3"' in said  # half of a line at 100, drawn to 115
    inside = client.get(reverse("insights:target", args=[one.pk])).content.decode()
    for words in (town.community.name, town.sibling.name, "12 家", "某厅"):
        assert words in inside
    assert f"?area={town.community.pk}" in inside
    below = client.get(reverse("insights:target", args=[one.pk]), {"area": town.community.pk})
    assert below.context["page"].above == [town.street]
    assert f"?area={town.street.pk}" in below.content.decode()


def test_a_place_that_is_not_ones_own_is_not_there(town, client, asks):
    one = asks()
    town.enter(client, "street_official")
    for page in (reverse("insights:targets"), reverse("insights:target", args=[one.pk])):
        assert client.get(page, {"area": town.far_street.pk}).status_code == 404
        assert client.get(page, {"area": town.street.pk}).status_code == 200
    assert client.get(reverse("insights:target", args=[one.pk + 99])).status_code == 404


@pytest.mark.parametrize("who", ["resident", "worker", "org_manager", "liaison", "auditor"])
def test_who_reads_no_figures_reads_no_targets(town, client, asks, who):
    one = asks()
    town.enter(client, who)
    assert client.get(reverse("insights:targets")).status_code == 404
    assert client.get(reverse("insights:target", args=[one.pk])).status_code == 404


def test_from_afar_streets_are_told_apart_and_communities_are_not(town, client, asks):
    one = asks(each="community")
    from_afar(town).enter(client, "upper_official")
    page = reverse("insights:target", args=[one.pk])
    assert client.get(page, {"area": town.district.pk}).context["page"].below
    assert client.get(page, {"area": town.street.pk}).context["page"].below == []
    assert client.get(page, {"area": town.community.pk}).status_code == 404


def test_in_the_register_another_threshold_becomes_another_version(town, client, asks):
    one = asks("certified_rate", 30)
    town.enter(client, "system_admin")
    form = {
        "document": one.document_id, "clause": "", "name": one.name, "name_en": "",
        "indicator": one.indicator, "area": "", "each": "", "ground": "", "least": "50",
        "share": "100", "due_on": one.due_on.isoformat(), "is_active": "on",
    }  # fmt: skip
    url = reverse("admin:insights_policytarget_change", args=[one.pk])
    assert client.post(url, form).status_code == 302
    assert PolicyTarget.objects.get(replaces=one).least == 50
    assert town.enter(client, "secretary").get(url).status_code in {302, 403, 404}


def test_levels_are_ordered_from_the_widest():
    assert list(Level)[:3] == [Level.PROVINCE, Level.CITY, Level.DISTRICT]
