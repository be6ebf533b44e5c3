"""Who enters /admin/, what the pages may load, and that each register asks the viewer."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.urls import reverse

STRICT = "default-src 'self'"
ENTER = ["secretary", "staff", "system_admin", "security_admin", "auditor"]
STAY_OUT = ["resident", "worker", "head", "dispatcher", "street_official", "stranger"]


@pytest.mark.parametrize("name", ENTER)
def test_roles_that_keep_registers_enter(enter, name):
    page = enter(name).get("/admin/")
    assert page.status_code == 200
    assert str(page.context["viewer"].role.name) in page.content.decode()


@pytest.mark.parametrize("name", STAY_OUT)
def test_everybody_else_finds_no_door(enter, name):
    assert enter(name).get("/admin/").status_code == 404
    assert enter(name).get("/admin/login/").status_code == 404


def test_a_guest_is_led_to_the_one_sign_in_and_back(client, town):
    answer = client.get("/admin/communities/resident/?q=1")
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    assert "next=/admin/communities/resident/%3Fq%3D1" in answer["Location"]


def test_a_role_that_needs_a_second_factor_sleeps_until_it_is_there(client, town):
    Authenticator.objects.filter(user=town.system_admin).delete()
    client.force_login(town.system_admin)
    answer = client.get("/admin/")
    assert answer.status_code == 302
    assert answer["Location"] == reverse("accounts:second_factor_needed")


def test_sign_out_ends_the_session(enter):
    client = enter("secretary")
    assert client.get("/admin/logout/").status_code == 302
    assert client.get("/admin/").status_code == 200  # a link is not enough
    client.post("/admin/logout/")
    assert client.get("/admin/").status_code == 302


def lists():
    return [
        (model, f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    ]


@pytest.mark.parametrize("name", ENTER)
def test_the_sidebar_names_what_opens_and_hides_what_does_not(enter, name):
    client = enter(name)
    home = client.get("/admin/").content.decode()
    for model, route in lists():
        link = reverse(route)
        opens = client.get(link).status_code == 200
        assert (f'href="{link}"' in home) == opens, model


def test_pages_of_the_door_are_relaxed_and_nothing_else_is(enter, client):
    page = enter("secretary").get("/admin/")
    assert "'unsafe-eval'" in page["Content-Security-Policy"]
    assert "'unsafe-inline'" not in page["Content-Security-Policy"].split("style-src")[0]
    json = client.get(
        "/admin/autocomplete/",
        {"app_label": "communities", "model_name": "resident", "field_name": "household"},
    )
    assert json.status_code == 200
    for answer in (
        json,
        client.get("/admin/login/"),
        client.get("/admin/nowhere/"),
    ):
        assert "unsafe" not in answer["Content-Security-Policy"], answer.request["PATH_INFO"]


def test_no_account_flag_opens_anything():
    source = "core/admin_site.py", "core/admin_base.py"
    for path in source:
        with open(path, encoding="utf-8") as text:
            assert "superuser" not in text.read()
