"""Screens in halls: who hangs them up, what they never show, how they ask again."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.exceptions import DomainError
from core.models import AuditEvent
from insights.actions import folding, screens
from insights.models import Screen
from insights.models.screens import Part
from insights.queries import screens as queries
from insights.queries.readings import Reading
from insights.views import screens as views
from insights.wall import MOST_FIGURES, ON_THE_WALL
from requests.actions import triage
from requests.models import MenuCategory, MenuItem, ServiceRequest
from requests.queries import public_board, strip
from requests.triage import Verdict
from requests.workflow import Kind, Matter, OrderType
from tests.canaries import plant, sightings
from tests.races import meet_inside, together
from tests.requests.conftest import desk

__all__ = ["desk"]
pytestmark = pytest.mark.django_db
RATES = ("reached_rate", "solved_rate", "content_rate")
FACTS = {
    "name": "一楼大厅", "theme": "light", "shows": list(Part.values), "figures": list(RATES),
}  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_kept(town):
    cache.clear()


@pytest.fixture
def made(town):
    return screens.make(area=town.community, by=town.viewer("secretary"), **FACTS)


@pytest.fixture
def items():
    big = MenuCategory.objects.create(code="s-big", name="家里的活")
    small = MenuCategory.objects.create(code="s-small", name="小修", parent=big)

    def item(code, **more):
        return MenuItem.objects.create(code=code, name=code, category=small, **more)

    return {
        "路灯不亮": item("s-lamp", is_public=True),
        "上门理发": item("s-hair"),
        "助浴": item("s-bath", audience=MenuItem.Audience.CARE),
    }


@pytest.fixture
def taken_in(desk, items):
    def make(name="路灯不亮", **need):
        row = desk.submit("我家门口的灯坏了三天", item=items[name], **need)
        verdict = Verdict(OrderType.REGULAR, Matter.MINOR, item=items[name])
        return triage.classify(row, verdict, by=desk.viewer("secretary"))

    return make


def address(made) -> str:
    return reverse("insights:screen", args=[made[1]])


def lines(town, place=None):
    place = place or town.community
    with scope.entered(queries._communities(place)):
        return strip.lately(place, queries._communities(place))


# --- who hangs them up ----------------------------------------------------------------------------
def test_the_link_is_shown_once_and_only_its_digest_is_kept(client, town):
    town.enter(client, "secretary")
    page = client.post(reverse("insights:screen_new"), FACTS).content.decode()
    (secret,) = set(re.findall(r"/screen/([\w-]{43})/", page))
    row = Screen.objects.get()
    assert secret not in (row.digest, row.name)
    assert row.area == town.community
    assert secret not in client.get(reverse("insights:screens")).content.decode()
    assert client.get(reverse("insights:screen", args=[secret])).status_code == 200
    told = AuditEvent.objects.get(verb="insights.screen.make")
    assert secret not in str(told.details)


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("secretary", True), ("staff", True), ("street_official", True),
        ("district_official", True), ("worker", False), ("dispatcher", False),
        ("social_worker", False), ("resident", False), ("org_manager", False),
    ],
)  # fmt: skip
def test_who_answers_for_a_place_hangs_up_screens_of_it(client, town, name, may):
    answer = town.enter(client, name).get(reverse("insights:screen_new"))
    assert answer.status_code == (200 if may else 404)
    if not may:
        with pytest.raises(DomainError, match="不能做大屏"):
            screens.make(area=town.community, by=town.viewer(name), **FACTS)


def test_of_his_own_place_and_no_other(client, town, made):
    for name in ("sibling_staff", "district_official", "street_official"):
        assert not queries.screens(town.viewer(name)), name
        page = reverse("insights:screen_act", args=[made[0].pk, "revoke"])
        assert town.enter(client, name).get(page).status_code == 404
    with pytest.raises(DomainError, match="不归您管"):
        screens.make(area=town.sibling, by=town.viewer("secretary"), **FACTS)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"theme": "pink"}, "底色"),
        ({"shows": []}, "显示什么"),
        ({"shows": ["names"]}, "显示什么"),
        ({"figures": []}, "哪些指标"),
        ({"figures": list(ON_THE_WALL[: MOST_FIGURES + 1])}, "最多 6 个"),
        ({"figures": ["orders_complaint"]}, "没有这个指标"),
        ({"figures": ["deaths"]}, "没有这个指标"),
        ({"name": "打 13912345678"}, "电话"),
    ],
)
def test_what_cannot_hang_there(town, made, change, why):
    with pytest.raises(DomainError, match=why):
        screens.make(area=town.community, by=town.viewer("secretary"), **{**FACTS, **change})
    with pytest.raises(DomainError, match=why):
        screens.change(made[0], actor=town.secretary, **{**FACTS, **change})


def test_so_many_hang_and_no_more(town, monkeypatch):
    monkeypatch.setattr(screens, "MOST_LIVING", 1)
    first, _secret = screens.make(area=town.community, by=town.viewer("secretary"), **FACTS)
    with pytest.raises(DomainError, match="太多"):
        screens.make(area=town.community, by=town.viewer("staff"), **FACTS)
    screens.revoke(first, actor=town.staff)
    assert screens.make(area=town.community, by=town.viewer("staff"), **FACTS)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"shows": []}, "screen_shows_something"),
        ({"theme": "pink"}, "screen_theme_known"),
        ({"figures": list(ON_THE_WALL[:7])}, "screen_figures_fit"),
        ({"revoked_at": "now"}, "screen_revoked_by_somebody"),
    ],
)
def test_the_database_holds_it_too(made, change, name):
    change = {key: timezone.now() if value == "now" else value for key, value in change.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Screen.objects.filter(pk=made[0].pk).update(**change)


def test_a_changed_one_keeps_its_link_and_shows_what_was_chosen(client, town, made):
    assert "通知" in client.get(address(made)).content.decode()
    town.enter(client, "secretary")
    page = reverse("insights:screen_act", args=[made[0].pk, "change"])
    shown = client.get(page).content.decode()
    assert 'value="一楼大厅"' in shown
    facts = {**FACTS, "name": "二楼", "theme": "dark", "shows": ["figures"]}
    assert client.post(page, facts).status_code == 302
    client.logout()
    html = client.get(address(made)).content.decode()
    assert 'data-theme="dark"' in html
    assert "s-strip" not in html
    assert "这个月办得怎么样" in html


def test_a_new_link_kills_the_old_one(client, town, made):
    town.enter(client, "secretary")
    page = client.post(reverse("insights:screen_renew", args=[made[0].pk])).content.decode()
    (secret,) = set(re.findall(r"/screen/([\w-]{43})/", page))
    assert secret != made[1]
    assert client.get(address(made)).status_code == 404
    assert client.get(reverse("insights:screen", args=[secret])).status_code == 200


def test_what_was_taken_back_is_gone_at_once_and_for_good(client, town, made):
    client.get(address(made))  # drawn and kept for some seconds
    screens.revoke(made[0], actor=town.secretary)
    assert client.get(address(made)).status_code == 404
    for act in (
        lambda: screens.revoke(made[0], actor=town.secretary),
        lambda: screens.renew(made[0], actor=town.secretary),
        lambda: screens.change(made[0], actor=town.secretary, **FACTS),
    ):
        with pytest.raises(DomainError, match="收回"):
            act()
    town.enter(client, "secretary")
    assert "收回了" in client.get(reverse("insights:screens")).content.decode()
    assert client.get(reverse("insights:screen_renew", args=[made[0].pk])).status_code == 404


@pytest.mark.parametrize("secret", ["x", "0" * 43, "y" * 200])
def test_no_link_no_page(client, made, secret):
    assert client.get(reverse("insights:screen", args=[secret])).status_code == 404


# --- how it asks again ----------------------------------------------------------------------------
def test_it_says_which_state_it_has_and_is_told_when_nothing_moved(client, made):
    first = client.get(address(made))
    assert first["Cache-Control"] == "private, no-cache"
    again = client.get(address(made), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    other = client.get(address(made), headers={"If-None-Match": '"something"'})
    assert other.status_code == 200


def test_what_moved_is_drawn_anew(client, town, made, taken_in, monkeypatch):
    monkeypatch.setattr(views, "FRESH", 0)
    first = client.get(address(made))
    taken_in()
    again = client.get(address(made), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert "s-lamp" not in first.content.decode()
    assert "s-lamp" in again.content.decode()


def test_it_needs_no_cookie_and_sets_none_and_works_without_a_script(client, made):
    answer = client.get(address(made))
    assert not answer.cookies
    html = answer.content.decode()
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in html
    assert "csrf" not in html.lower()
    assert "js/screen" in html
    assert "htmx-2" not in html


def test_who_asks_all_the_time_is_told_to_wait(client, made, monkeypatch):
    monkeypatch.setattr(views, "CALLS_PER_MINUTE", 2)
    answers = [client.get(address(made)) for _n in range(6)]  # a minute may begin in between
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert 0 < int(refused[0]["Retry-After"]) <= 60
    assert answers[0].status_code == 200


def test_whether_it_is_alight_is_noted_now_and_then(client, made):
    client.get(address(made))
    seen = Screen.objects.get().seen_at
    client.get(address(made))
    assert Screen.objects.get().seen_at == seen
    Screen.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    client.get(address(made))
    assert Screen.objects.get().seen_at > seen


def test_nothing_is_posted_there(client, made):
    assert client.post(address(made)).status_code == 405


# --- what it never shows --------------------------------------------------------------------------
def test_nothing_of_a_person_can_appear_there(client, town, made, desk, items):
    canary = plant(town)
    row = desk.submit(
        "我家门口的灯坏了三天", by="canary", item=items["路灯不亮"], resident=canary.person,
        building=canary.person.household.dwelling.building,
    )  # fmt: skip
    verdict = Verdict(OrderType.REGULAR, Matter.MINOR, item=items["路灯不亮"])
    row = triage.classify(row, verdict, by=town.viewer("secretary"))
    html = client.get(address(made)).content.decode()
    assert "s-lamp" in html
    assert town.grid.title in html
    assert not sightings(html)
    for own in ("坏了三天", row.number, "1号楼", str(row.public_id)):
        assert own not in html


@pytest.mark.parametrize(
    "change",
    [
        {"is_confidential": True},
        {"is_protective": True},
        {"kind": Kind.COMPLAINT},
        {"kind": Kind.REPORT},
        {"status": "submitted"},
        {"status": "refused"},
    ],
)
def test_what_never_stands_in_the_strip(town, taken_in, change):
    row = taken_in()
    assert lines(town)
    ServiceRequest.objects.filter(pk=row.pk).update(**change)
    assert not lines(town)


def test_what_only_the_old_and_ill_may_order_never_stands_there(town, items, taken_in):
    row = taken_in("上门理发")
    assert lines(town)
    ServiceRequest.objects.filter(pk=row.pk).update(item=items["助浴"])
    assert not lines(town)


def test_a_personal_service_is_told_by_its_big_kind_only_where_it_is_common(town, taken_in):
    taken_in("上门理发")
    assert {one.what for one in lines(town)} == {str(Kind.HELP.label)}
    for _n in range(public_board.SMALLEST - 1):
        taken_in("上门理发")
    cache.clear()  # some minutes later
    assert {one.what for one in lines(town)} == {"家里的活"}


def test_from_afar_not_even_the_grid(town, taken_in):
    taken_in()
    assert {one.where for one in lines(town)} == {town.grid.title}
    assert {one.where for one in lines(town, town.district)} == {town.community.title}
    assert not lines(town, town.sibling)
    assert not lines(town, town.far_district)


def test_the_newest_movement_first_and_no_more_than_fifty(town, taken_in, monkeypatch):
    monkeypatch.setattr(strip, "MOST", 2)
    rows = [taken_in() for _n in range(3)]
    ServiceRequest.objects.filter(pk=rows[0].pk).update(
        status="closed", close_kind="rated", result="好了", completed_at=timezone.now(),
        closed_at=timezone.now() + timedelta(seconds=1),
    )  # fmt: skip
    found = lines(town)
    assert len(found) == 2
    assert [one.is_done for one in found] == [True, False]
    assert found[0].step == 6
    ServiceRequest.objects.update(created_at=timezone.now() - strip.LATELY - timedelta(days=1))
    assert not lines(town)


def test_only_the_hour_and_of_another_day_the_day(town, taken_in):
    row = taken_in()
    (line,) = lines(town)
    assert re.fullmatch(r"\d{1,2} 时", line.hour)
    before = timezone.now() - timedelta(days=2)
    ServiceRequest.objects.filter(pk=row.pk).update(created_at=before)
    (line,) = lines(town)
    assert ":" not in line.hour
    assert "月" in line.hour


# --- figures --------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_the_numbers_are_those_of_the_figures(town, desk):
    for _n in range(6):
        desk.submit()
    folding.fold()
    row, _secret = screens.make(area=town.community, by=town.viewer("secretary"), **FACTS)
    wall = queries.wall(row)
    by_hand = ServiceRequest.objects.filter(community=town.community, status="submitted").count()
    assert wall.open == by_hand == 6
    assert wall.closed_today == 0
    assert [one.value for one in wall.figures] == ["—", "—", "—"], "of too few no percentage"
    assert [one.name for one in wall.figures] == ["响应率", "解决率", "满意率"]


@pytest.mark.parametrize(
    ("counts", "told", "whole"),
    [
        ((3, 20, 0), {}, 23),
        ((9, 20, 0), {0: 9, 1: 20}, 29),
        ((0, 20, 0), {0: 0, 1: 20}, 20),
        ((3, 0, 0), {1: 0}, None),
        ((9, 20, 1), {1: 20}, 30),
    ],
)
def test_small_numbers_are_hidden_with_a_neighbour(town, made, monkeypatch, counts, told, whole):
    """23 − 20 would tell the 3; nought tells nothing of anybody; the third number is of no grid."""
    places = [town.grid, town.second_grid]

    def read(indicators, areas, period):
        parts = {place.pk: n for place, n in zip(places, counts, strict=False)}
        parts[town.community.pk] = sum(counts)
        return {(pk, one.code): Reading(one, parts[pk], None) for pk in areas for one in indicators}

    drawn, said = {}, []

    def grid_map(area, values, *, description, **more):
        drawn.update(values)
        said.append(description)

    monkeypatch.setattr(queries, "read", read)
    monkeypatch.setattr(queries, "grid_map", grid_map)
    wall = queries.wall(made[0])
    assert drawn == {places[n].pk: value for n, value in told.items()}
    most = max(told.values(), default=0)
    finding = f"写了数的地方里，{places[1].title}最多，{most} 件" if most else "数太小的不写"
    assert said == ["" if len(told) == len(places) else finding]
    assert wall.open == whole


def test_a_district_has_one_too(client, town):
    made = screens.make(area=town.district, by=town.viewer("district_official"), **FACTS)
    html = client.get(address(made)).content.decode()
    assert town.district.title in html
    assert "有事说一句" not in html, "a district answers no telephone"
    assert re.search(r"\d 个街道</p>", html), "one word for it"


# --- two at once ----------------------------------------------------------------------------------
def _both(town, monkeypatch):
    monkeypatch.setattr(screens, "MOST_LIVING", 1)
    meeting = meet_inside(monkeypatch, screens, "new_secret")
    by = town.viewer("secretary")
    outcomes = together(*[lambda: screens.make(area=town.community, by=by, **FACTS)] * 2)
    return meeting, [one for one in outcomes if one.error is None]


@pytest.mark.django_db(transaction=True)
def test_two_who_hang_up_the_last_one_are_one_after_the_other(town, monkeypatch):
    meeting, done = _both(town, monkeypatch)
    assert not meeting.happened
    assert len(done) == Screen.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_there_would_be_one_too_many(town, monkeypatch):
    monkeypatch.setattr(screens, "_lock_place", lambda area: None)
    meeting, done = _both(town, monkeypatch)
    assert meeting.happened
    assert len(done) == Screen.objects.count() == 2
