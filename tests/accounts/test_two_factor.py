import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts import second_factor
from accounts.models import RoleGrant, SignInCode, SignInFailure, User
from core.models import AuditEvent
from tests.accounts.conftest import (
    authenticator_shows,
    bind_authenticator,
    sign_in,
)

pytestmark = pytest.mark.django_db

OFFICIAL = "13800000009"
SECOND = "mfa_authenticate"


@pytest.fixture
def official(town) -> User:
    """Appointed, but nothing bound yet."""
    Authenticator.objects.filter(user=town.street_official).delete()
    return town.street_official


def signed_in_as(client):
    return client.session.get("_auth_user_id")


def enrol(client):
    """Through the pages, with what the page shows; returns the seed."""
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, getattr(page, "url", "")
    seed = re.search(r"<code>([A-Z2-7]+)</code>", page.content.decode())[1]
    done = client.post(reverse("mfa_activate_totp"), {"code": authenticator_shows(seed)})
    assert done.url == reverse("mfa_view_recovery_codes")
    return seed


def test_a_role_that_needs_it_sleeps_until_an_authenticator_is_bound(client, official):
    assert sign_in(client, OFFICIAL).url == "/insights/"
    for work in ("/insights/", "/desk/", "/admin/", "/api/v1/requests/"):
        assert client.get(work).url == reverse("accounts:second_factor_needed")
        assert client.post(work).url == reverse("accounts:second_factor_needed")
    page = client.get(reverse("accounts:second_factor_needed"))
    assert "先绑定动态口令" in page.content.decode()

    enrol(client)

    assert client.get("/insights/").status_code != 302
    assert second_factor.passed(client.session)


def test_the_recovery_codes_are_shown_once(client, official):
    sign_in(client, OFFICIAL)
    enrol(client)

    first = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", first)
    assert len(codes) == 10
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert codes[0] not in again
    assert "不再显示" in again


def test_seed_and_recovery_codes_rest_sealed(client, official):
    sign_in(client, OFFICIAL)
    seed = enrol(client)

    stored = str(list(Authenticator.objects.filter(user=official).values_list("data", flat=True)))
    assert seed not in stored
    assert (
        Authenticator.objects.get(user=official, type="totp")
        .wrap()
        .validate_code(authenticator_shows(seed))
    )


def test_a_bound_authenticator_is_asked_for_at_every_sign_in(client, town):
    bind_authenticator(town.street_official)
    assert sign_in(client, OFFICIAL).url == reverse(SECOND)
    assert signed_in_as(client) is None
    assert client.get(reverse(SECOND)).status_code == 200

    done = client.post(reverse(SECOND), {"code": authenticator_shows()})

    assert done.url == "/insights/"
    assert signed_in_as(client) == str(town.street_official.pk)
    assert second_factor.passed(client.session)


def test_the_same_number_of_the_authenticator_opens_once(client, another, town):
    bind_authenticator(town.street_official)
    shown = authenticator_shows()
    sign_in(client, OFFICIAL)
    client.post(reverse(SECOND), {"code": shown})

    other = another()
    set_password(town.street_official)
    by_password(other, OFFICIAL)
    assert other.post(reverse(SECOND), {"code": shown}).status_code == 200
    assert signed_in_as(other) is None


def test_a_hijacked_number_does_not_beat_it(client, another, official):
    """The thief was quicker: he signed in with the number before anything was bound. His session
    stays asleep and ends; a new one gets no further than the second question."""
    thief = another()
    sign_in(thief, OFFICIAL)
    set_password(official)
    by_password(client, OFFICIAL)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    enrol(client)

    assert thief.get("/account/").url.startswith(reverse("account_login"))
    forget_limits()
    assert sign_in(thief, OFFICIAL).url == reverse(SECOND)
    for guess in ("000000", "123456"):
        thief.post(reverse(SECOND), {"code": guess})
    assert signed_in_as(thief) is None
    assert thief.get("/insights/").url.startswith(reverse("account_login"))
    assert "accounts.second_factor_failed" in AuditEvent.objects.values_list("verb", flat=True)


def test_even_a_session_that_survived_stays_asleep(client, official, town):
    """Whatever opened it: a session without the second factor never wakes the role."""
    client.force_login(official)
    bind_authenticator(official)

    assert client.get("/insights/").url == reverse("accounts:second_factor_needed")
    page = client.get(reverse("accounts:second_factor_needed")).content.decode()
    assert "请用动态口令再登录一次" in page


def test_with_a_password_binding_asks_for_it_first(client, official):
    set_password(official)
    sign_in(client, OFFICIAL)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(
        reverse("account_reauthenticate")
    )
    page = client.post(reverse("account_reauthenticate"), {"password": "not this one"})
    assert page.status_code == 200
    assert "密码不对" in page.content.decode()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    enrol(client)


def test_a_recovery_code_stands_in_once(client, another, town):
    bind_authenticator(town.street_official)
    codes = Authenticator.objects.get(user=town.street_official, type="recovery_codes")
    spare = codes.wrap().get_unused_codes()[0]
    sign_in(client, OFFICIAL)
    assert client.post(reverse(SECOND), {"code": spare}).url == "/insights/"

    forget_limits()
    other = another()
    sign_in(other, OFFICIAL)
    assert other.post(reverse(SECOND), {"code": spare}).status_code == 200
    assert signed_in_as(other) is None


def test_five_wrong_numbers_and_the_right_one_must_wait(client, town):
    bind_authenticator(town.street_official)
    sign_in(client, OFFICIAL)
    for _ in range(5):
        client.post(reverse(SECOND), {"code": "000000"})
    page = client.post(reverse(SECOND), {"code": authenticator_shows()})
    assert signed_in_as(client) is None
    assert "试得太多了" in page.content.decode()


def test_who_must_have_it_cannot_take_it_off(client, town):
    bind_authenticator(town.street_official)
    sign_in(client, OFFICIAL)
    client.post(reverse(SECOND), {"code": authenticator_shows()})
    reauthenticate(client)

    page = client.post(reverse("mfa_deactivate_totp"))
    assert page.status_code == 200
    assert "不能自己解除" in page.content.decode()
    assert Authenticator.objects.filter(user=town.street_official, type="totp").exists()


def test_who_may_do_without_can_take_it_off(client, town):
    bind_authenticator(town.staff)
    sign_in(client, "13800000002")
    client.post(reverse(SECOND), {"code": authenticator_shows()})
    reauthenticate(client)

    assert client.post(reverse("mfa_deactivate_totp")).url == reverse("mfa_index")
    assert not Authenticator.objects.filter(user=town.staff).exists()
    assert not second_factor.passed(client.session)


def test_new_recovery_codes_make_the_old_ones_worthless(client, town):
    bind_authenticator(town.street_official)
    old = Authenticator.objects.get(user=town.street_official, type="recovery_codes")
    before = old.wrap().get_unused_codes()
    sign_in(client, OFFICIAL)
    client.post(reverse(SECOND), {"code": authenticator_shows()})
    reauthenticate(client)
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    client.post(reverse("mfa_generate_recovery_codes"))

    new = Authenticator.objects.get(user=town.street_official, type="recovery_codes")
    assert set(before).isdisjoint(new.wrap().get_unused_codes())


# --- passwords ------------------------------------------------------------------------------------

PASSWORD = "五月的风 blows-gently"


def set_password(user):
    user.refresh_from_db()
    user.set_password(PASSWORD)
    user.save()


def by_password(client, phone, password=PASSWORD):
    return client.post(reverse("accounts:password_sign_in"), {"phone": phone, "password": password})


def reauthenticate(client):
    """With a spare code: the authenticator's number was used a moment ago."""
    user = User.objects.get(pk=signed_in_as(client))
    spare = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    client.post(reverse("mfa_reauthenticate"), {"code": spare[-1]})


def forget_limits():
    SignInCode.objects.all().delete()
    SignInFailure.objects.all().delete()


def test_a_password_takes_the_place_of_the_message_not_of_the_second_factor(client, town):
    set_password(town.street_official)
    bind_authenticator(town.street_official)
    assert by_password(client, OFFICIAL).url == reverse(SECOND)
    assert signed_in_as(client) is None
    assert client.post(reverse(SECOND), {"code": authenticator_shows()}).url == "/insights/"


def test_wrong_passwords_sound_the_same_for_known_and_unknown(client, town):
    set_password(town.staff)
    known = by_password(client, "13800000002", "wrong wrong wrong")
    unknown = by_password(client, "13912345678", "wrong wrong wrong")
    no_password = by_password(client, "13800000001", "wrong wrong wrong")

    def said(page):
        return page.status_code, re.findall(r"<li>.*?</li>", page.content.decode())

    assert said(known) == said(unknown) == said(no_password)
    assert known.status_code == 422


def test_ten_wrong_passwords_lock_passwords_but_not_messages(client, town):
    set_password(town.staff)
    for _ in range(10):
        by_password(client, "13800000002", "wrong wrong wrong")
    page = by_password(client, "13800000002")
    assert page.status_code == 429
    assert signed_in_as(client) is None
    assert "accounts.sign_in_locked" in AuditEvent.objects.values_list("verb", flat=True)

    assert sign_in(client, "13800000002").url == "/desk/"


def test_staff_set_a_password_and_other_sessions_end(client, another, town):
    other = another()
    other.force_login(town.staff)
    sign_in(client, "13800000002")
    page = client.post(
        reverse("accounts:password"), {"new_password1": PASSWORD, "new_password2": PASSWORD}
    )
    assert page.url == reverse("mfa_index")
    assert client.get("/account/").status_code == 200, "this session goes on"
    assert other.get("/account/").status_code == 302
    assert by_password(another(), "13800000002").url == "/desk/"


@pytest.mark.parametrize("poor", ["12345678901", "short", "password123"])
def test_poor_passwords_are_refused(client, town, poor):
    sign_in(client, "13800000002")
    page = client.post(reverse("accounts:password"), {"new_password1": poor, "new_password2": poor})
    assert page.status_code == 422


def test_a_resident_needs_no_password(client, town):
    sign_in(client, "13900000001")
    assert client.get(reverse("accounts:password")).status_code == 404


def test_an_ended_grant_no_longer_asks_for_it(client, town):
    RoleGrant.objects.filter(user=town.street_official).update(
        ends_on="2020-01-01", starts_on="2019-01-01"
    )
    Authenticator.objects.filter(user=town.street_official).delete()
    assert sign_in(client, OFFICIAL).url == "/"
