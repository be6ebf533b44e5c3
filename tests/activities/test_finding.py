"""Series and brands are found by their names; a merged person's places go along, and come back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.actions import enrolling
from activities.models import Activity, Enrolment, Series, ServiceBrand
from activities.queries import kept
from activities.search import search
from communities.actions import merging
from tests.activities.conftest import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def choir(town):
    """Three Wednesdays: one is over, two are to come; the last is the brand's."""
    made = Series.objects.create(community=town.community, title="银龄合唱团", title_en="Choir")
    brand = ServiceBrand.objects.create(community=town.community, name="夕阳歌声")
    rows = [published(town, title="练声") for _n in range(3)]
    now = timezone.now()
    for row, days in zip(rows, (-3, 2, 9), strict=True):
        start = now + timedelta(days=days)
        Activity.objects.filter(pk=row.pk).update(
            series=made, starts_at=start, ends_at=start + timedelta(hours=1)
        )
    Activity.objects.filter(pk=rows[2].pk).update(brand=brand)
    rows[2].brand = brand
    return rows


def test_a_series_is_found_once_and_leads_to_what_comes_next(town, choir):
    [hit] = search(town.viewer("staff"), "合唱")
    assert (hit["title"], hit["icon"]) == ("银龄合唱团", "folder")
    assert hit["url"] == reverse("activities:desk_activity", args=[choir[1].pk])
    [for_all] = search(town.viewer("resident"), "choir")
    assert for_all["url"] == reverse("activities:activity", args=[choir[1].pk])
    Activity.objects.filter(pk__in=[row.pk for row in choir[1:]]).update(status="draft")
    [over] = kept.find(town.viewer("resident"), "合唱", 8)
    assert over.leads_to == choir[0].pk, "what is not published, residents do not find"


def test_a_brand_is_found_and_nothing_of_other_places(town, choir, django_assert_num_queries):
    viewer = town.viewer("staff")
    with django_assert_num_queries(1):
        [hit] = kept.find(viewer, "夕阳", 8)
    assert (hit.is_series, hit.leads_to) == (False, choir[2].brand_id)
    assert kept.find(town.viewer("sibling_staff"), "夕阳", 8) == []
    Series.objects.update(title="夕阳合唱团")
    assert [each.is_series for each in kept.find(viewer, "夕阳", 8)] == [False, True]


# --- two records of one person --------------------------------------------------------------------
def enrolled(town, activity, person):
    who = enrolling.Person(person.name.open(), resident=person)
    return enrolling.enrol(activity, who, actor=town.staff)


def test_places_go_along_with_who_was_merged_and_come_back(town):
    kept_one, twin = town.people["resident"], town.person("张同")
    only = enrolled(town, published(town), twin)
    both = published(town, title="都报了")
    mine, theirs = enrolled(town, both, kept_one), enrolled(town, both, twin)
    record = merging.merge_residents(kept_one, twin, reason="同一个人", actor=town.staff)
    whose = dict(Enrolment.objects.values_list("pk", "resident"))
    assert whose == {only.pk: kept_one.pk, mine.pk: kept_one.pk, theirs.pk: twin.pk}
    merging.unmerge(record, actor=town.staff)
    whose = dict(Enrolment.objects.values_list("pk", "resident"))
    assert whose == {only.pk: twin.pk, mine.pk: kept_one.pk, theirs.pk: twin.pk}
