import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from accounts import second_factor
from accounts.actions import enrolment
from accounts.models import EnrolmentCode, RoleGrant, SignInCode, SignInFailure, User
from core.exceptions import DomainError
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


def code_for(user) -> str:
    """What the security administrator hands over."""
    return enrolment.found_code(user, actor=None)


def enrol(client, code=""):
    """Through the pages, with what the page shows; returns the seed."""
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, getattr(page, "url", "")
    seed = re.search(r"<code>([A-Z2-7]+)</code>", page.content.decode())[1]
    done = client.post(
        reverse("mfa_activate_totp"), {"code": authenticator_shows(seed), "enrolment": code}
    )
    assert done.url == reverse("mfa_view_recovery_codes")
    return seed


def test_a_role_that_needs_it_sleeps_until_an_authenticator_is_bound(client, official):
    assert sign_in(client, OFFICIAL).url == "/insights/"
    for work in ("/insights/", "/desk/", "/admin/", "/api/v1/requests/"):
        assert client.get(work).url == reverse("accounts:second_factor_needed")
        assert client.post(work).url == reverse("accounts:second_factor_needed")
    page = client.get(reverse("accounts:second_factor_needed"))
    assert "先绑定动态口令" in page.content.decode()

    enrol(client, code_for(official))

    assert client.get("/insights/").status_code != 302
    assert second_factor.passed(client.session)


def test_the_recovery_codes_are_shown_once(client, official):
    sign_in(client, OFFICIAL)
    enrol(client, code_for(official))

    first = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", first)
    assert len(codes) == 10
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert codes[0] not in again
    assert "不再显示" in again


def test_seed_and_recovery_codes_rest_sealed(client, official):
    sign_in(client, OFFICIAL)
    seed = enrol(client, code_for(official))

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


def bind(client, **posted):
    page = client.get(reverse("mfa_activate_totp"))
    seed = re.search(r"<code>([A-Z2-7]+)</code>", page.content.decode())[1]
    return client.post(reverse("mfa_activate_totp"), {"code": authenticator_shows(seed), **posted})


def test_a_hijacked_number_does_not_beat_it(client, another, official):
    """The thief was quicker, and no password was set: without the code from hand to hand he binds
    nothing, and his guesses are counted. The true holder binds; the thief's session ends."""
    thief = another()
    sign_in(thief, OFFICIAL)
    code = code_for(official)
    assert bind(thief).status_code == 200
    for _ in range(3):
        refused = bind(thief, enrolment="AAAA-AAAA")
        assert "绑定码不对" in refused.content.decode()
        assert refused.status_code == 200
    assert not Authenticator.objects.filter(user=official).exists()
    assert EnrolmentCode.objects.get(user=official).tries == 3

    forget_limits()
    sign_in(client, OFFICIAL)
    enrol(client, code.lower().replace("-", " "))
    assert client.get("/insights/").status_code != 302

    assert thief.get("/account/").url.startswith(reverse("account_login"))
    forget_limits()
    assert sign_in(thief, OFFICIAL).url == reverse(SECOND)
    for guess in ("000000", "123456"):
        thief.post(reverse(SECOND), {"code": guess})
    assert signed_in_as(thief) is None
    assert thief.get("/insights/").url.startswith(reverse("account_login"))
    assert "accounts.second_factor_failed" in AuditEvent.objects.values_list("verb", flat=True)


def test_five_wrong_codes_and_the_right_one_is_void(client, official):
    code = code_for(official)
    sign_in(client, OFFICIAL)
    for _ in range(5):
        bind(client, enrolment="AAAA-AAAA")
    assert bind(client, enrolment=code).status_code == 200
    assert not Authenticator.objects.filter(user=official).exists()


def test_an_old_code_and_another_ones_code_bind_nothing(client, official, town):
    first = code_for(official)
    second = code_for(official)
    Authenticator.objects.filter(user=town.privacy_officer).delete()
    strange = code_for(town.privacy_officer)
    sign_in(client, OFFICIAL)
    for wrong in (first, strange):
        assert bind(client, enrolment=wrong).status_code == 200
    EnrolmentCode.objects.filter(user=official).update(expires_at=timezone.now())
    assert bind(client, enrolment=second).status_code == 200
    assert not Authenticator.objects.filter(user=official).exists()


def test_what_was_bound_before_the_role_came_wakes_nothing_until_it_is_vouched_for(
    client, official
):
    """Somebody with the number bound it while the account had no role: it proves nothing."""
    grants = list(RoleGrant.objects.filter(user=official).values_list("pk", flat=True))
    RoleGrant.objects.filter(pk__in=grants).update(revoked_at=timezone.now())
    sign_in(client, OFFICIAL)
    enrol(client)
    RoleGrant.objects.filter(pk__in=grants).update(revoked_at=None)

    needed = reverse("accounts:second_factor_needed")
    assert client.get("/insights/").url == needed
    assert "请填绑定码" in client.get(needed).content.decode()
    assert client.post(needed, {"enrolment": "AAAA-AAAA"}).status_code == 422
    assert client.get("/insights/").url == needed

    assert client.post(needed, {"enrolment": code_for(official)}).status_code == 302
    assert client.get("/insights/").status_code != 302


def test_the_security_administrator_issues_it_and_it_is_shown_once(client, town, official):
    town.enter(client, "security_admin")
    url = reverse("accounts:enrolment_code")
    shown = client.post(url, {"phone": OFFICIAL}).content.decode()
    code = re.search(r"<code>(\w{4}-\w{4})</code>", shown)[1]
    assert code not in client.get(url).content.decode()
    stored = EnrolmentCode.objects.get(user=official)
    assert code.replace("-", "") not in stored.digest
    assert enrolment.check_code(official, code) == stored

    for phone, said in (
        ("13800000002", "不需要动态口令"),
        ("13700000000", "没有用这个号码的账号"),
    ):
        page = client.post(url, {"phone": phone})
        assert page.status_code == 422
        assert said in page.content.decode()


def test_nobody_else_issues_one_and_nobody_for_himself(client, town, official):
    for name in ("system_admin", "auditor", "secretary", "staff", "resident"):
        town.enter(client, name)
        assert (
            client.post(reverse("accounts:enrolment_code"), {"phone": OFFICIAL}).status_code == 404
        )
    with pytest.raises(DomainError, match="只有安全管理员"):
        enrolment.issue_code(official, by=town.viewer("system_admin"))
    with pytest.raises(DomainError, match="别的安全管理员"):
        enrolment.issue_code(town.security_admin, by=town.viewer("security_admin"))


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
    enrol(client, code_for(official))


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
