"""My account: name, number, language, size of letters; which role I act in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import consents
from accounts.models import ConsentEvent, RoleGrant, SignInCode, User
from accounts.viewer import ACTIVE_GRANT
from core.models import AuditEvent
from tests.accounts.conftest import digits_for, sign_in, wrong
from tests.town import Town, town

__all__ = ["town"]

pytestmark = pytest.mark.django_db
PHONE, NEW = "13912345678", "13912349999"


@pytest.fixture
def user(client) -> User:
    sign_in(client, PHONE)
    SignInCode.objects.update(created_at=timezone.now() - timedelta(hours=2))
    return User.objects.get()


def test_the_name_is_mine_to_choose(client, user):
    assert client.post(reverse("accounts:profile"), {"name": " 林女士 "}).status_code == 302
    user.refresh_from_db()
    assert user.name.open() == "林女士"
    assert "139****5678" in client.get(reverse("accounts:profile")).content.decode()


def test_agreeing_at_the_door_is_written_down_once(client, user):
    assert (
        ConsentEvent.objects.filter(subject=user.subject, kind="service", given=True).count() == 1
    )


def test_who_has_an_account_and_never_agreed_or_took_it_back_agrees_at_the_door(client, another):
    of_the_desk = User.objects.create_user(PHONE)
    told = ConsentEvent.objects.filter(subject=of_the_desk.subject, kind="service").order_by("pk")
    sign_in(client, PHONE)
    assert [event.given for event in told.all()] == [True]
    consents.record_consent(of_the_desk.subject, "service", given=False, user=of_the_desk)
    SignInCode.objects.update(created_at=timezone.now() - timedelta(hours=2))
    sign_in(another(), PHONE)
    assert [event.given for event in told.all()] == [True, False, True]


def test_elder_mode_holds_for_guests_by_cookie(client):
    page = client.get(reverse("account_login")).content.decode()
    assert 'data-mode="standard"' in page
    response = client.post(reverse("accounts:mode"), {"mode": "elder", "next": "/account/login/"})
    assert response.url == "/account/login/"
    assert 'data-mode="elder"' in client.get(reverse("account_login")).content.decode()
    client.post(reverse("accounts:mode"), {"mode": "standard"})
    assert 'data-mode="standard"' in client.get(reverse("account_login")).content.decode()


def test_elder_mode_follows_the_account_to_another_device(client, another, user):
    client.post(reverse("accounts:mode"), {"mode": "elder"})
    other = another()
    sign_in(other, PHONE)
    assert 'data-mode="elder"' in other.get(reverse("accounts:profile")).content.decode()


def test_the_mode_never_leads_out(client):
    response = client.post(reverse("accounts:mode"), {"mode": "elder", "next": "//evil.example/"})
    assert response.url == "/"


def test_the_language_is_kept_and_only_ours_count(client, another, user):
    client.post(reverse("accounts:language"), {"language": "en"})
    user.refresh_from_db()
    assert user.language == "en"
    assert 'lang="en"' in client.get(reverse("accounts:profile")).content.decode()
    client.post(reverse("accounts:language"), {"language": "xx"})
    user.refresh_from_db()
    assert user.language == "en"


def test_a_new_number_is_proved_before_it_counts(client, user):
    client.post(reverse("accounts:new_phone"), {"phone": NEW})
    digits = digits_for(NEW)
    page = client.post(reverse("accounts:confirm_phone"), {"code": wrong(digits)})
    assert page.status_code == 422
    assert User.objects.by_phone(NEW) is None

    client.post(reverse("accounts:confirm_phone"), {"code": digits})
    assert User.objects.by_phone(NEW) == user
    assert User.objects.by_phone(PHONE) is None
    assert "accounts.phone_changed" in AuditEvent.objects.values_list("verb", flat=True)


def test_a_number_that_has_an_account_is_told_only_to_who_holds_it(client, user):
    User.objects.create_user(NEW)
    response = client.post(reverse("accounts:new_phone"), {"phone": NEW})
    assert response.url == reverse("accounts:confirm_phone"), "nothing is said before the proof"
    response = client.post(reverse("accounts:confirm_phone"), {"code": digits_for(NEW)})
    assert response.url == reverse("accounts:new_phone")
    assert "已经有账号" in client.get(response.url).content.decode()
    user.refresh_from_db()
    assert user.phone.open() == PHONE


def test_a_code_for_a_new_number_does_not_sign_in(client, another, user):
    client.post(reverse("accounts:new_phone"), {"phone": NEW})
    code = SignInCode.objects.latest("pk")
    other = another()
    other.get(reverse("account_login"))
    session = other.session
    session["sign_in_code"] = code.pk
    session.save()
    other.post(reverse("account_confirm_login_code"), {"code": code.code.open()})
    assert "_auth_user_id" not in other.session


# --- roles ----------------------------------------------------------------------------------------


@pytest.fixture
def two_roles(client, town: Town):
    """Grid worker, and building head beside it."""
    second = RoleGrant.objects.create(user=town.worker, role="building_head")
    town.enter(client, "worker")
    return RoleGrant.objects.get(user=town.worker, role="grid_worker"), second


def test_one_acts_in_one_role_at_a_time(client, two_roles, town):
    _first, second = two_roles
    page = client.get(reverse("accounts:roles")).content.decode()
    assert "网格员" in page
    assert "楼栋长" in page

    response = client.post(reverse("accounts:switch_role"), {"role": str(second.pk)})
    assert response.url == "/desk/"
    assert client.get(reverse("accounts:roles")).context["viewer"].role.code == "building_head"
    client.post(reverse("accounts:switch_role"), {"role": "resident"})
    viewer = client.get(reverse("accounts:roles")).context["viewer"]
    assert not viewer.is_staff
    assert len(viewer.grants) == 2
    assert "accounts.role_switched" in AuditEvent.objects.values_list("verb", flat=True)


def test_a_role_of_somebody_else_is_not_there_to_switch_to(client, two_roles, town):
    other = RoleGrant.objects.get(user=town.secretary)
    for choice in (str(other.pk), "", "99999", "secretary"):
        response = client.post(reverse("accounts:switch_role"), {"role": choice})
        assert response.status_code == 404
    assert ACTIVE_GRANT not in client.session


def test_a_role_taken_back_is_gone_on_the_next_request(client, two_roles, town):
    first, second = two_roles
    client.post(reverse("accounts:switch_role"), {"role": str(second.pk)})
    RoleGrant.objects.filter(pk=second.pk).update(revoked_at=timezone.now())
    viewer = client.get(reverse("accounts:roles")).context["viewer"]
    assert viewer.role.code == "grid_worker"
    RoleGrant.objects.filter(pk=first.pk).update(revoked_at=timezone.now())
    assert not client.get(reverse("accounts:roles")).context["viewer"].is_staff
