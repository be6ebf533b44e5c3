"""The doors open for their people, and only for them."""

import json
import re
from dataclasses import replace
from datetime import date
from itertools import groupby

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from accounts.actions import entering
from accounts.models import ConsentKind, DataSubjectRequest, MinorAccessApproval
from accounts.queries import privacy as asked
from accounts.roles import Door
from communities.models import CareLabel, CommunityProfile
from doors import greeting, menus, rooms
from doors.views import homes
from grids import geojson
from grids.models import GridBoundary
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "door"),
    [
        ("resident", "doors:home"),
        ("staff", "doors:desk"),
        ("secretary", "doors:desk"),
        ("worker", "doors:desk"),
        ("district_official", "insights:loop"),
    ],
)
def test_signing_in_leads_to_the_right_door(client, town, name, door):
    response = town.enter(client, name).get(reverse("doors:go"))
    assert response.url == reverse(door)
    assert client.get(response.url).status_code == 200


def test_a_panel_gets_its_context_by_name_and_as_a_whole(client, town, monkeypatch):
    """Rooms have written `count` and `panel.count`; where the other is missing the home breaks."""
    for words in ("{% load i18n %}{{ panel.count }} 件", "{{ count }} 件"):
        panel = {"template": Template(words), "context": {"count": 7}, "order": 0}
        monkeypatch.setattr(rooms, "panels_for", lambda viewer, door, panel=panel: [panel])
        monkeypatch.setattr(
            homes, "render_to_string", lambda it, context: it.render(Context(context))
        )
        page = town.enter(client, "resident").get(reverse("doors:home")).content.decode()
        assert "7 件" in page


def test_a_volunteers_own_page_leads_to_what_there_is_to_do(client, town):
    """The rooms below do not know of each other; the doors bring the card."""
    mine, tasks = reverse("volunteers:mine"), reverse("requests:tasks")
    page = town.enter(client, "volunteer").get(mine).content.decode()
    assert tasks in page
    Volunteer.objects.filter(user=town.volunteer).update(status="applied", accepted_at=None)
    assert tasks not in client.get(mine).content.decode(), "not accepted yet"


def test_a_guest_finds_the_way_to_become_a_volunteer(client, town):
    assert f'href="{reverse("volunteers:mine")}"' in client.get("/").content.decode()


@pytest.mark.parametrize("page", ["doors:home", "doors:communities", "doors:language"])
def test_a_guest_may_look_around(client, town, page):
    assert client.get(reverse(page)).status_code == 200


def test_a_resident_has_no_desk_and_no_figures(client, town):
    town.enter(client, "resident")
    assert client.get(reverse("doors:desk")).status_code == 404
    assert client.get(reverse("doors:insights")).status_code == 404


def test_figures_show_no_person_and_hide_small_cells(client, town):
    page = town.enter(client, "district_official").get(reverse("doors:insights"))
    text = page.content.decode()
    for resident in town.people.values():
        assert resident.name.open() not in text
    assert "少于 5" in text


def test_figures_do_not_lead_outside_the_viewers_place(client, town):
    town.enter(client, "district_official")
    inside = client.get(reverse("doors:insights"), {"area": town.street.pk})
    outside = client.get(reverse("doors:insights"), {"area": town.far_street.pk})
    assert (inside.status_code, outside.status_code) == (200, 404)


def everybody() -> list[str]:
    return [
        *("anonymous", "stranger", "resident", "neighbour", "head", "worker", "staff"),
        *("secretary", "dispatcher", "street_official", "district_official"),
        *("privacy_officer", "system_admin", "security_admin", "auditor"),
        *("social_worker", "org_manager", "liaison", "volunteer", "team_leader"),
    ]


@pytest.mark.parametrize("name", everybody())
def test_every_menu_entry_opens_for_whom_it_is_shown(client, town, name):
    town.enter(client, name)
    viewer = town.viewer(name)
    viewer = replace(viewer, sleeping=False)  # the pages below are asked with both factors
    for door in Door:
        for item in menus.menu(viewer, door, path="/"):
            assert (item["url"], client.get(item["url"]).status_code) == (item["url"], 200)


def test_every_page_of_the_elder_mode_can_be_read_aloud(client, town):
    town.enter(client, "resident")
    pages = ["/", reverse("notices:list"), reverse("doors:my_data"), reverse("grids:contacts")]
    assert not any("data-aloud=" in client.get(page).content.decode() for page in pages)
    client.cookies["mode"] = "elder"
    for page in pages:
        assert client.get(page, follow=True).content.decode().count("data-aloud=") == 1, page


def test_one_chinese_character_is_a_name_one_letter_is_not(client, town):
    town.enter(client, "staff")
    name = town.people["elder"].name.open()
    found = client.get(reverse("doors:search"), {"q": name[0]}).content.decode()
    assert reverse("communities:resident", args=[town.people["elder"].pk]) in found
    assert "没找到" in client.get(reverse("doors:search"), {"q": "w"}).content.decode()


def test_the_tabs_of_a_phone_are_five_at_most_and_three_in_the_elder_mode(client, town):
    for name in ("anonymous", "resident"):
        town.enter(client, name)
        assert len(client.get("/").context["nav"]) <= 5
        client.cookies["mode"] = "elder"
        assert len(client.get("/").context["nav"]) <= 3


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "首页"),
        ("/notices/12/", "通知"),
        ("/requests/", "点单"),
        ("/me/data/", "我的"),
        ("/account/devices/", "我的"),
    ],
)
def test_the_menu_says_where_one_is(town, path, label):
    items = menus.menu(town.viewer("resident"), Door.HOME, path=path)
    assert [str(item["label"]) for item in items if item["current"]] == [label]


def test_somebody_at_work_finds_back_from_the_residents_pages(client, town):
    town.enter(client, "worker")
    assert "回工作台" in client.get(reverse("accounts:profile")).content.decode()
    town.enter(client, "resident")
    assert "回工作台" not in client.get(reverse("accounts:profile")).content.decode()


# --- homes ------------------------------------------------------------------------------------


def test_the_desk_lists_what_waits_and_says_it_in_a_sentence(client, town):
    page = town.enter(client, "secretary").get(reverse("doors:desk")).content.decode()
    assert "第一网格、第二网格没有网格员。" in page
    assert "定一位" in page


def test_a_request_of_a_resident_stands_first_on_the_secretarys_list(client, town):
    town.enter(client, "resident")
    values = {"subject": town.people["resident"].subject, "kind": "explain", "text": "为什么存生日"}
    client.post(reverse("doors:my_request"), values)
    first = next(x for x in rooms.todo_for(town.viewer("secretary")) if not x["late"])
    made = DataSubjectRequest.objects.get()
    assert first["url"] == reverse("doors:privacy_answer", args=[made.pk])
    assert first["days"] > 0
    assert [line["url"] for line in rooms.todo_for(town.viewer("staff"))] != [first["url"]]


def test_what_is_late_comes_first_and_is_counted_in_the_headline():
    lines = [{"late": True}, {"late": False}]
    assert greeting.morning([{"sentence": "两个网格空着。"}], lines) == [
        "手头 1 件过了期；",
        "两个网格空着。",
    ]
    assert greeting.morning([], []) == ["今天没有等着您的事。"]


def test_labels_that_run_out_are_found_in_the_register(client, town):
    label = CareLabel.objects.get(resident=town.people["elder"])
    CareLabel.objects.filter(pk=label.pk).update(valid_to=timezone.localdate())
    (line,) = [x for x in rooms.todo_for(town.viewer("staff")) if "标签" in x["title"]]
    page = town.enter(client, "staff").get(line["url"]).content.decode()
    assert "李大山" in page
    assert "张桂芳" not in page
    assert not [x for x in rooms.todo_for(town.viewer("worker")) if "标签" in x["title"]]


def test_a_guest_reads_the_notices_of_the_community_he_chose(client, town):
    for place in (town.community, town.sibling):
        CommunityProfile.objects.get_or_create(area=place, defaults={"kind": "ordinary"})
    client.post(reverse("doors:communities"), {"community": town.sibling.pk})
    form = client.get(reverse("notices:list")).context["form"]
    assert form["community"].value() == town.sibling.pk
    client.cookies["community"] = "999999999999999999999"
    assert client.get(reverse("notices:list")).status_code == 200


def test_no_home_is_empty_because_a_day_is_quiet(client, town):
    """A dispatcher finds whom to call, a privacy officer what he answers for."""
    town.official("dispatcher", "邱岚", "13800000031", roles.DISPATCHER, town.street)
    town.official("guard", "陆知秋", "13800000032", roles.PRIVACY_OFFICER, town.district)
    calls = town.enter(client, "dispatcher").get(reverse("doors:desk")).content.decode()
    assert reverse("grids:board", args=[town.community.pk]) in calls
    assert reverse("grids:board", args=[town.far_community.pk]) not in calls
    answers = town.enter(client, "guard").get(reverse("doors:desk")).content.decode()
    assert reverse("admin:accounts_incident_changelist") in answers
    assert client.get(reverse("admin:accounts_incident_changelist")).status_code == 200


# --- figures ----------------------------------------------------------------------------------


def test_from_afar_there_are_sums_only_and_no_cell_under_ten(client, town):
    town.official("upper_official", "尹川", "13800000040", roles.UPPER_OFFICIAL)
    page = town.enter(client, "upper_official").get(reverse("doors:insights")).content.decode()
    assert "少于 10" in page
    inside = client.get(reverse("doors:insights"), {"area": town.community.pk})
    assert inside.status_code == 404


def test_the_map_of_insights_leaves_hidden_cells_grey(town, client):
    GridBoundary.objects.bulk_create(
        GridBoundary(
            community=town.community,
            area=grid,
            polygon=geojson.polygon_of(square(at)),
            square_metres=1000,
            source=GridBoundary.Source.DRAWN,
            valid_from=date(2020, 1, 1),
            drawn_by=town.secretary,
        )
        for at, grid in enumerate((town.grid, town.second_grid))
    )
    town.enter(client, "street_official")
    shown = client.get(reverse("doors:insights"), {"area": town.community.pk}).context["map"]
    assert [shape.value_text for shape in shown.shapes] == ["", ""]
    assert shown.has_suppressed


def test_on_the_map_of_insights_a_row_is_an_area_and_leads_to_the_same_place(town, client):
    GridBoundary.objects.create(
        community=town.community,
        area=town.community,
        polygon=geojson.polygon_of(square(0)),
        square_metres=1000,
        source=GridBoundary.Source.DRAWN,
        valid_from=date(2020, 1, 1),
        drawn_by=town.secretary,
    )
    page = town.enter(client, "district_official").get(reverse("doors:insights"))
    linked = {row[0]["text"]: row[0]["url"] for row in page.context["rows"]}
    shapes = page.context["map"].shapes
    assert [shape.label for shape in shapes] == [town.street.title]
    assert all(linked[shape.label] == shape.url for shape in shapes)
    assert (
        f'<a class="area-link" href="{shapes[0].url.replace("&", "&amp;")}"'
        in page.content.decode()
    )


def test_from_afar_no_link_leads_to_a_community(town, client):
    town.official("upper_official", "尹川", "13800000040", roles.UPPER_OFFICIAL)
    town.enter(client, "upper_official")
    page = client.get(reverse("doors:insights"), {"area": town.street.pk})
    assert not any("url" in row[0] for row in page.context["rows"] if isinstance(row[0], dict))


def square(at: int) -> list[tuple[float, float]]:
    west, south = 104.0 + at * 0.01, 26.0
    return [(west, south), (west + 0.01, south), (west + 0.01, south + 0.01), (west, south + 0.01)]


# --- my data ----------------------------------------------------------------------------------


def test_consent_is_given_and_taken_back_with_one_click(client, town):
    town.enter(client, "resident")
    subject = town.people["resident"].subject
    for given, holds in (("1", True), ("0", False)):
        client.post(
            reverse("doors:my_consent"), {"subject": subject, "kind": "health", "given": given}
        )
        standing = asked.standing(subject)[ConsentKind.HEALTH]
        assert (standing.given, standing.scope) == (holds, town.community.pk)


def test_what_was_agreed_at_sign_in_stands_on_the_page_and_can_be_taken_back(client, town):
    user = entering.enter_by_phone(town.resident.phone.open())[0]
    town.enter(client, "resident")
    subject = town.people["resident"].subject
    assert "同意于" in client.get(reverse("doors:my_data")).content.decode()
    values = {"subject": subject, "kind": ConsentKind.SERVICE, "given": "0"}
    client.post(reverse("doors:my_consent"), values)
    assert not asked.standing(user.subject)[ConsentKind.SERVICE].given
    assert "同意于" not in client.get(reverse("doors:my_data")).content.decode()


def test_nobody_speaks_for_a_neighbour(client, town):
    town.enter(client, "resident")
    neighbour = town.people["neighbour"].subject
    values = {"subject": neighbour, "kind": "health", "given": "1"}
    assert client.post(reverse("doors:my_consent"), values).status_code == 404
    assert client.post(reverse("doors:my_export"), values).status_code == 404
    assert client.get(reverse("doors:my_data"), {"subject": neighbour}).status_code == 404


def test_a_copy_of_my_data_is_there_at_once(client, town):
    town.enter(client, "resident")
    subject = town.people["resident"].subject
    copy = client.post(reverse("doors:my_export"), {"subject": subject})
    text = json.dumps(json.loads(copy.content), ensure_ascii=False)
    assert town.resident.phone.open() in text
    assert town.people["neighbour"].name.open() not in text


def test_a_request_gets_a_deadline_and_an_answer(client, town):
    town.enter(client, "resident")
    values = {"subject": town.people["resident"].subject, "kind": "explain", "text": "为什么存生日"}
    assert client.post(reverse("doors:my_request"), values).status_code == 302
    assert client.post(reverse("doors:my_request"), values).status_code == 422
    made = DataSubjectRequest.objects.get()
    town.enter(client, "secretary")
    page = client.get(reverse("doors:privacy_answer", args=[made.pk]))
    assert "为什么存生日" in page.content.decode()
    answer = {"granted": "yes", "text": "按年龄提供服务"}
    client.post(reverse("doors:privacy_answer", args=[made.pk]), answer)
    made.refresh_from_db()
    assert (made.status, made.handled_by) == ("done", town.secretary)


def test_the_privacy_desk_is_for_those_who_answer(client, town):
    for name in ("resident", "worker", "staff", "district_official"):
        town.enter(client, name)
        assert client.get(reverse("doors:privacy_desk")).status_code == 404
    made = town.enter(client, "secretary").get(reverse("doors:privacy_desk"))
    assert made.status_code == 200


def test_children_are_opened_by_name_and_closed_again(client, town):
    town.enter(client, "secretary")
    values = {
        "reader": town.staff.pk,
        "scope": town.community.pk,
        "purpose": "假期走访",
        "starts_on": "2026-11-21",
        "ends_on": "2026-12-21",
    }
    assert client.post(reverse("doors:minor_access"), values).status_code == 302
    approval = MinorAccessApproval.objects.get()
    client.post(reverse("doors:revoke_minor_access", args=[approval.pk]))
    approval.refresh_from_db()
    assert approval.revoked_at is not None


def test_a_reader_from_elsewhere_cannot_be_named(client, town):
    town.enter(client, "secretary")
    values = {
        "reader": town.outsider.pk,
        "scope": town.community.pk,
        "purpose": "x",
        "starts_on": "2026-11-21",
        "ends_on": "2026-12-21",
    }
    assert client.post(reverse("doors:minor_access"), values).status_code == 422


def test_the_desks_menu_keeps_its_groups_together_and_opens_the_one_where_one_stands(town):
    viewer = town.viewer("secretary")
    items = menus.menu(viewer, Door.DESK, path=reverse("volunteers:list"))
    groups = [str(name) for name, _part in groupby(items, key=lambda item: item["group"])]
    assert len(groups) == len(set(groups))
    assert {str(item["group"]) for item in items if item["open"]} == {"五社力量"}
    worker = menus.menu(town.viewer("volunteer"), Door.DESK, path="/")
    assert len(worker) <= menus.AT_A_GLANCE
    assert all(item["open"] for item in worker)


def test_an_officials_menu_shows_figures_and_gathers_the_rest_under_headings(town, enter):
    viewer = town.viewer("district_official")
    items = menus.menu(viewer, Door.INSIGHTS, path=reverse("insights:loop"))
    groups = [str(name) for name, _part in groupby(items, key=lambda item: item["group"])]
    assert groups == ["", "诉求办理", "五社力量", "社区事务"]
    page = enter("district_official").get(reverse("insights:loop")).content.decode()
    assert re.search(r"<summary>五社力量.*?</summary>\s*<ul.*?组织和单位", page, re.S)
