"""服务品牌: what was held under a name, what comes, how many people came how often."""

from datetime import timedelta
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.actions import activities, brands, presence
from activities.models import Activity, ServiceBrand
from activities.queries import brands as queries
from activities.queries import kept
from activities.search import search
from core import scope
from core.exceptions import DomainError
from core.models import AuditEvent
from tests.activities.conftest import begin, facts, guest, planned, published
from tests.activities.neighbours import comes, shared, sister

pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(town) -> ServiceBrand:
    return brands.open_brand(
        town.community, name="银龄互助", about="老年学堂、健康义诊", actor=town.staff
    )


def held(town, brand, *names, days=0, **values) -> Activity:
    """Whoever is named came and left; `days` moves it back afterwards."""
    activity = published(town, brand=brand, **values)
    rows = [comes(town, activity, name) for name in names]
    begin(activity)
    for row in rows:
        presence.arrive(row, actor=town.staff)
    activities.hold(activity, actor=town.staff)
    start = activity.starts_at - timedelta(days=days)
    Activity.objects.filter(pk=activity.pk).update(
        starts_at=start, ends_at=start + timedelta(hours=2)
    )
    return activity


def page_of(town, brand, name="staff", before=None):
    viewer = town.viewer(name)
    with scope.entered(viewer.community_ids, user_id=viewer.user_id):
        return queries.brand_page(viewer, queries.get_public(brand.pk), before)


# --- what it reached ------------------------------------------------------------------------------
def test_people_and_visits_stand_apart_year_by_year_and_over_all(town, brand):
    held(town, brand, "resident", "neighbour")
    held(town, brand, "resident")
    last_year = timezone.localdate().year - 1
    old = held(town, brand, "resident", days=366)
    Activity.objects.filter(pk=old.pk).update(
        starts_at=timezone.now().replace(year=last_year, month=6, day=1),
        ends_at=timezone.now().replace(year=last_year, month=6, day=1) + timedelta(hours=1),
    )
    published(town, brand=brand)  # is to come
    held(town, None, "resident")  # of no brand
    for name in ("staff", "resident", "sibling_staff"):
        page = page_of(town, brand, name)
        rows = [(row.year, row.held, row.people, row.visits) for row in page.years]
        assert rows == [(last_year + 1, 2, 2, 3), (last_year, 1, 1, 1)], name
        total = page.total
        assert (total.held, total.people, total.visits) == (3, 2, 4), name


def test_a_guest_of_a_neighbours_came_to_the_brand_too(town, brand):
    sister(town)
    activity = shared(town, planned(town, brand=brand))
    row = comes(town, activity, "sister", far=True)
    begin(activity)
    presence.arrive(row, actor=town.staff)
    activities.hold(activity, actor=town.staff)
    assert page_of(town, brand, "sibling_staff").total == queries.Year(0, 1, 1, 1)


def test_who_helped_is_not_counted_as_reached(town, brand):
    activity = published(town, brand=brand)
    row = comes(town, activity, "resident")
    begin(activity)
    presence.set_role(row, role="assistant", actor=town.staff)
    presence.arrive(row, actor=town.staff)
    activities.hold(activity, actor=town.staff)
    assert page_of(town, brand).total == queries.Year(0, 1)


def test_what_is_not_on_the_calendar_is_not_on_the_page(town, brand):
    planned(town, brand=brand)
    published(town, brand=brand, title="义诊")
    off = published(town, brand=brand)
    activities.cancel(off, reason="停电", actor=town.staff)
    page = page_of(town, brand)
    assert [slip.activity.title for slip in page.ahead] == ["义诊"]
    assert (page.past, page.years) == ([], [])


def test_the_past_goes_on_a_page_at_a_time(town, brand, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    rows = [held(town, brand, days=n) for n in (0, 5, 9)]
    first = page_of(town, brand)
    assert [row.pk for row in first.past] == [rows[0].pk, rows[1].pk]
    rest = page_of(town, brand, before=first.next_before)
    assert ([row.pk for row in rest.past], rest.next_before) == ([rows[2].pk], None)


# --- pages ----------------------------------------------------------------------------------------
def test_everybody_reads_what_it_is_and_how_many_came(town, brand):
    held(town, brand, "resident", "neighbour", title="健康义诊")
    published(town, brand=brand, title="手机课堂")
    with scope.entered([]):
        words = Client().get(reverse("activities:brand", args=[brand.pk])).content.decode()
    for said in ("银龄互助", "老年学堂、健康义诊", "健康义诊", "手机课堂", "人次"):
        assert said in words
    listed = Client().get(reverse("activities:brands", args=[town.community.pk]))
    assert "银龄互助" in listed.content.decode()
    elsewhere = Client().get(reverse("activities:brands", args=[town.sibling.pk]))
    assert "银龄互助" not in elsewhere.content.decode()


def test_the_list_says_what_comes_next_and_leaves_out_what_rests(town, brand):
    quiet = brands.open_brand(town.community, name="百家宴", about="过节", actor=town.staff)
    rests = brands.open_brand(town.community, name="旧书市", about="换书", actor=town.staff)
    brands.rest(rests, actor=town.staff)
    soon = published(town, brand=brand)
    published(town, brand=quiet)
    Activity.objects.filter(brand=quiet).update(status="draft")
    _community, rows = queries.of_community(town.community.pk)
    assert [(row.name, row.next_at) for row in rows] == [
        ("银龄互助", soon.starts_at), ("百家宴", None),
    ]  # fmt: skip
    words = Client().get(reverse("activities:brand", args=[rests.pk])).content.decode()
    assert "现在不办了" in words


def test_the_desk_reads_what_this_year_brought(enter, town, brand):
    held(town, brand, "resident", "neighbour")
    held(town, brand, "resident")
    other = brands.open_brand(town.community, name="百家宴", about="过节", actor=town.staff)
    with scope.entered([town.community.pk]):
        lines = queries.board(town.viewer("staff"))
    said = [(line.brand.pk, line.year.held, line.year.people, line.year.visits) for line in lines]
    assert sorted(said) == sorted([(brand.pk, 2, 2, 3), (other.pk, 0, 0, 0)])
    for name, status in (("staff", 200), ("sibling_staff", 404), ("resident", 404)):
        page = reverse("activities:desk_brand", args=[brand.pk])
        assert enter(name).get(page).status_code == status, name
    for name, status in (("staff", 200), ("resident", 404), ("worker", 404)):
        client = enter(name)
        for page in ("desk_brands", "brand_new"):
            assert client.get(reverse(f"activities:{page}")).status_code == status, name


# --- kept at the desk -----------------------------------------------------------------------------
def test_a_brand_is_made_corrected_and_rests_at_the_desk(enter, town):
    desk = enter("staff")
    said = {"community": town.community.pk, "name": "童伴", "about": "假期小课堂", "name_en": ""}
    made = desk.post(reverse("activities:brand_new"), {**said, "idempotency_key": "brand-new-001"})
    brand = ServiceBrand.objects.get(name="童伴")
    assert made.url == reverse("activities:desk_brand", args=[brand.pk])

    keys = count()

    def act(slug, **values):
        values["idempotency_key"] = f"brand-act-{next(keys)}"
        return desk.post(reverse("activities:brand_act", args=[brand.pk, slug]), values)

    act("edit", name="童伴有我", about="假期小课堂", name_en="With the children")
    act("rest")
    brand.refresh_from_db()
    assert (brand.name, brand.is_active) == ("童伴有我", False)
    assert act("edit", name="x", about="x").status_code == 404
    act("take-up")
    brand.refresh_from_db()
    assert brand.is_active
    verbs = AuditEvent.objects.filter(verb__startswith="activities.brand")
    assert list(verbs.order_by("pk").values_list("verb", "scope")) == [
        (f"activities.brand_{verb}", town.community.pk)
        for verb in ("opened", "changed", "rested", "taken_up")
    ]
    assert "更正服务品牌" in desk.get(made.url).content.decode()


def test_what_cannot_be_a_brand_is_refused(town, brand):
    for values, field in (
        ({"name": " ", "about": "x"}, "name"), ({"name": "x", "about": " "}, "about"),
        ({"name": "银龄互助", "about": "x"}, "name"),
    ):  # fmt: skip
        with pytest.raises(DomainError) as refused:
            brands.open_brand(town.community, actor=town.staff, **values)
        assert refused.value.field == field
    brands.open_brand(town.sibling, name="银龄互助", about="x", actor=town.sibling_staff)
    with pytest.raises(DomainError, match="已经有人改过"):
        brands.take_up(brand, actor=town.staff)


def test_an_activity_bears_a_brand_of_its_own_community(town, brand):
    with pytest.raises(DomainError) as refused:
        activities.plan(town.sibling, facts(brand=brand), actor=town.sibling_staff)
    assert refused.value.field == "brand"


def test_a_brand_that_rests_is_not_chosen_and_not_lost(town, brand):
    activity = planned(town, brand=brand)
    brands.rest(brand, actor=town.staff)
    viewer = town.viewer("staff")
    assert brand not in queries.to_choose(viewer, None)
    assert brand in queries.to_choose(viewer, activity.brand)


# --- found ----------------------------------------------------------------------------------------
def test_a_search_leads_to_its_page(town, brand):
    guest(published(town, brand=brand))
    for name, page in (("staff", "desk_brand"), ("resident", "brand")):
        [hit] = search(town.viewer(name), "银龄")
        assert hit["url"] == reverse(f"activities:{page}", args=[brand.pk])
    assert kept.find(town.viewer("sibling_staff"), "银龄", 8) == []
