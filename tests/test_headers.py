"""What every answer carries, whoever asks, whatever he asks for, and also when it is a refusal."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.middleware import SEEN
from doors.views import homes
from tests.routes.walk import routes

pytestmark = pytest.mark.django_db

SAMPLES = {"int": 0, "uuid": uuid.UUID(int=0), "georeport": "json", "app_label": "core"}
"""By its kind, some by their name; all else is a word."""
PARAMETER = re.compile(r"<(\w+):(\w+)>")
WIDE = ("/admin/",)
"""Unfold builds functions from attributes and carries its colours inline (core/admin_site.py)."""


def assert_guarded(response, path: str) -> None:
    assert response["X-Content-Type-Options"] == "nosniff", path
    assert response["X-Frame-Options"] == "DENY", path
    assert response["Referrer-Policy"] == "same-origin", path
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy, path
    assert "frame-ancestors 'none'" in policy, path
    assert "object-src 'none'" in policy, path
    if not path.startswith(WIDE):
        assert "unsafe" not in policy, path


def assert_kept_from_caches(response, path: str) -> None:
    assert "no-store" in response["Cache-Control"], path


def sample(name: str, kind: str) -> object:
    return SAMPLES.get(name, SAMPLES.get(kind, "0" if name.endswith("_id") else "x"))


def addresses() -> list[str]:
    """One for every route of the site, the admin's too; a parameter that points at nothing."""
    found = []
    for route in routes():
        if route.name.startswith("("):
            continue
        try:
            kinds = {name: kind for kind, name in PARAMETER.findall(route.pattern)}
            given = {name: sample(name, kinds.get(name, "")) for name in route.parameters}
            found.append(reverse(route.name, kwargs=given))
        except NoReverseMatch:  # the admin's app list, which knows its names by a pattern
            assert route.pattern.startswith("admin/"), route
    return found


def test_every_route_has_an_address():
    assert len(addresses()) > 200


@pytest.mark.parametrize(
    ("method", "account"),
    [
        ("get", "staff"),
        *(
            pytest.param(*pair, marks=pytest.mark.slow)
            for pair in [
                ("get", "anonymous"),
                ("get", "system_admin"),
                ("get", "resident"),
                ("post", "anonymous"),
                ("post", "staff"),
                ("put", "staff"),
            ]
        ),
    ],
)
def test_every_answer_is_guarded(town, account, method):
    for path in addresses():
        client = town.enter(Client(), account)
        response = getattr(client, method)(path)
        assert response.status_code < 500, path
        assert_guarded(response, path)
        if account != "anonymous":
            assert_kept_from_caches(response, path)


def refused(client: Client, status: int, monkeypatch) -> tuple[str, object]:
    match status:
        case 400:
            return "/", client.get("/", headers={"host": "elsewhere.example"})
        case 403:
            strict = Client(enforce_csrf_checks=True)
            strict.cookies = client.cookies
            return "/account/mode/", strict.post("/account/mode/")
        case 404:
            return "/nowhere/", client.get("/nowhere/")
        case 405:
            return "/desk/", client.delete("/desk/")
        case _:
            monkeypatch.setattr(homes, "rooms", None)
            client.raise_request_exception = False
            return "/desk/", client.get("/desk/")


@pytest.mark.parametrize("status", [400, 403, 404, 405, 500])
def test_every_refusal_is_guarded(enter, status, monkeypatch, error_log):
    path, response = refused(enter("staff"), status, monkeypatch)
    assert response.status_code == status
    assert_guarded(response, path)
    if status != 400:  # no session was looked at for a host that is not ours
        assert_kept_from_caches(response, path)
    error_log.clear()


def test_too_many_tries_are_refused_under_guard(client):
    for _ in range(2):
        response = client.post(reverse("account_login"), {"phone": "13800138000", "agree": "on"})
    assert response.status_code == 429
    assert_guarded(response, "/account/login/")
    assert_kept_from_caches(response, "/account/login/")


def test_being_sent_away_is_kept_from_caches_too(enter, town):
    client = enter("staff")
    session = client.session
    session[SEEN] = 1
    session.save()
    response = client.get("/desk/")
    assert response.status_code == 302
    assert_kept_from_caches(response, "/desk/")


def test_a_file_of_ours_is_guarded_too(client):
    response = client.get("/static/icons.svg")
    assert response.status_code == 200
    assert_guarded(response, "/static/icons.svg")
    response.close()


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_the_signs_of_life_hold_nothing_a_browser_would_run(client, path):
    response = client.get(path)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert response["Cache-Control"] == "no-store"
