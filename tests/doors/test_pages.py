"""The doors open for their people, and only for them."""

import json

import pytest
from django.urls import reverse

from accounts.models import ConsentKind, DataSubjectRequest, MinorAccessApproval
from accounts.queries import privacy as asked
from accounts.roles import Door
from doors import menus

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "door"),
    [
        ("resident", "doors:home"),
        ("staff", "doors:desk"),
        ("secretary", "doors:desk"),
        ("worker", "doors:desk"),
        ("district_official", "doors:insights"),
    ],
)
def test_signing_in_leads_to_the_right_door(client, town, name, door):
    response = town.enter(client, name).get(reverse("doors:go"))
    assert response.url == reverse(door)
    assert client.get(response.url).status_code == 200


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


def test_every_menu_entry_leads_somewhere(town):
    viewer = town.viewer("secretary")
    for door in Door:
        for item in menus.menu(viewer, door, path="/"):
            assert item["url"].startswith("/")


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
