"""Every page of the room: who gets in, and that nothing of allauth stands open by accident."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse

from accounts import urls
from accounts.models import RoleGrant, SecondFactorReset
from tests.town import Town, town

__all__ = ["town"]

pytestmark = pytest.mark.django_db

PEOPLE = ["anonymous", "stranger", "resident", "worker", "street_official", "security_admin"]
PAGES = {
    #                                   anonymous stranger resident worker official security_admin
    ("get", "account_login"):            (200, 302, 302, 302, 302, 302),
    ("post", "account_login"):           (422, 302, 302, 302, 302, 302),
    ("get", "account_confirm_login_code"): (302, 302, 302, 302, 302, 302),
    ("get", "accounts:prove"):           (200, 302, 302, 302, 302, 302),
    ("post", "accounts:prove"):          (422, 302, 302, 302, 302, 302),
    ("get", "accounts:prove_code"):      (302, 302, 302, 302, 302, 302),
    ("post", "accounts:forget_number"):  (302, 302, 302, 302, 302, 302),
    ("get", "account_logout"):           (302, 200, 200, 200, 200, 200),
    ("post", "account_logout"):          (302, 302, 302, 302, 302, 302),
    ("get", "account_inactive"):         (200, 200, 200, 200, 200, 200),
    ("get", "account_reauthenticate"):   (302, 403, 403, 403, 302, 302),
    ("get", "mfa_reauthenticate"):       (302, 403, 403, 403, 200, 200),
    ("get", "mfa_authenticate"):         (302, 302, 302, 302, 302, 302),
    ("get", "mfa_index"):                (302, 200, 200, 200, 200, 200),
    ("get", "mfa_activate_totp"):        (302, 200, 200, 200, 302, 302),
    ("get", "mfa_deactivate_totp"):      (302, 404, 404, 404, 302, 302),
    ("get", "mfa_view_recovery_codes"):  (302, 404, 404, 404, 404, 404),
    ("get", "mfa_generate_recovery_codes"): (302, 200, 200, 200, 302, 302),
    ("get", "accounts:profile"):         (302, 200, 200, 200, 200, 200),
    ("post", "accounts:profile"):        (302, 302, 302, 302, 302, 302),
    ("get", "accounts:password_sign_in"): (200, 302, 302, 302, 302, 302),
    ("post", "accounts:password_sign_in"): (422, 302, 302, 302, 302, 302),
    ("get", "accounts:mode"):            (405, 405, 405, 405, 405, 405),
    ("post", "accounts:mode"):           (302, 302, 302, 302, 302, 302),
    ("get", "accounts:language"):        (405, 405, 405, 405, 405, 405),
    ("post", "accounts:language"):       (302, 302, 302, 302, 302, 302),
    ("get", "accounts:new_phone"):       (302, 200, 200, 200, 302, 302),
    ("post", "accounts:new_phone"):      (302, 422, 422, 422, 302, 302),
    ("get", "accounts:confirm_phone"):   (302, 302, 302, 302, 302, 302),
    ("get", "accounts:password"):        (302, 404, 404, 200, 302, 302),
    ("get", "accounts:devices"):         (302, 200, 200, 200, 200, 200),
    ("get", "accounts:end_other_devices"): (302, 405, 405, 405, 405, 405),
    ("post", "accounts:end_other_devices"): (302, 302, 302, 302, 302, 302),
    ("get", "accounts:end_device"):      (302, 405, 405, 405, 405, 405),
    ("post", "accounts:end_device"):     (302, 404, 404, 404, 404, 404),
    ("get", "accounts:roles"):           (302, 200, 200, 200, 200, 200),
    ("get", "accounts:switch_role"):     (302, 405, 405, 405, 405, 405),
    ("post", "accounts:switch_role"):    (302, 404, 404, 404, 404, 404),
    ("get", "accounts:second_factor_needed"): (302, 200, 200, 200, 200, 200),
    ("get", "accounts:resets"):          (302, 404, 404, 404, 404, 200),
    ("post", "accounts:resets"):         (302, 404, 404, 404, 404, 422),
    ("get", "accounts:enrolment_code"):  (302, 404, 404, 404, 404, 200),
    ("post", "accounts:enrolment_code"): (302, 404, 404, 404, 404, 422),
    ("get", "accounts:confirm_reset"):   (302, 405, 405, 405, 405, 405),
    ("post", "accounts:confirm_reset"):  (302, 404, 404, 404, 404, 302),
    ("get", "accounts:decline_reset"):   (302, 405, 405, 405, 405, 405),
    ("post", "accounts:decline_reset"):  (302, 404, 404, 404, 404, 302),
}  # fmt: skip


@pytest.mark.parametrize(("method", "page"), PAGES)
def test_who_gets_what(client, town: Town, method, page):
    for who, expected in zip(PEOPLE, PAGES[method, page], strict=True):
        town.enter(client, who)
        response = getattr(client, method)(reverse(page, args=_about(page, town)))
        assert response.status_code == expected, who


def _about(page: str, town: Town) -> list[int] | None:
    if page not in {"accounts:confirm_reset", "accounts:decline_reset"}:
        return [0] if page == "accounts:end_device" else None
    SecondFactorReset.objects.all().delete()
    waiting = {"user": town.far_official, "requested_by": town.system_admin, "reason": "窗口"}
    return [SecondFactorReset.objects.create(**waiting).pk]


def test_every_page_is_in_the_table():
    names = {p.name for p in urls.allauth_pages} | {f"accounts:{p.name}" for p in urls.own_pages}
    assert {page for _, page in PAGES} == names


def test_nothing_of_allauth_is_reachable_but_what_is_named_here():
    def walk(patterns, prefix=""):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern.callback.__module__, prefix + str(pattern.pattern)
            else:
                yield from walk(pattern.url_patterns, prefix + str(pattern.pattern))

    ours = {str(p.pattern) for p in urls.allauth_pages}
    reached = {
        address.removeprefix("account/")
        for module, address in walk(get_resolver().url_patterns)
        if module.startswith("allauth")
    }
    assert reached <= ours


def test_pages_speak_no_english(client, town: Town):
    """What allauth would say in its own words."""
    town.enter(client, "worker")
    for page in ("accounts:profile", "mfa_index", "mfa_activate_totp", "accounts:password"):
        text = client.get(reverse(page)).content.decode()
        for word in ("Password", "Authenticator", "Code:", "Submit", "Sign"):
            assert f">{word}" not in text


def test_the_list_of_roles_costs_the_same_for_one_and_for_many(client, town: Town):
    town.enter(client, "worker")
    client.get(reverse("accounts:roles"))
    counts = []
    for more in (0, 14):
        for _ in range(more):
            RoleGrant.objects.create(user=town.worker, role="building_head")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("accounts:roles"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
