import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.actions import resets
from accounts.models import SecondFactorReset
from core.exceptions import DomainError
from core.models import AuditEvent, Message
from tests.town import Town, town

__all__ = ["town"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(town: Town) -> SecondFactorReset:
    return resets.request_reset(
        town.street_official, reason="持身份证到窗口", by=town.viewer("security_admin")
    )


def has_bound(user) -> bool:
    return Authenticator.objects.filter(user=user).exists()


def test_one_asks_another_agrees_and_everything_old_is_void(client, another, town, waiting):
    inside = another()
    town.enter(inside, "street_official")
    inside.get("/account/")
    resets.confirm_reset(waiting, by=town.viewer("auditor"))

    assert not has_bound(town.street_official)
    verbs = list(AuditEvent.objects.values_list("verb", flat=True))
    assert verbs.count("accounts.reset_requested") == 1
    assert verbs.count("accounts.reset_confirmed") == 1
    assert Message.objects.filter(to_user=town.street_official).exists()


def test_nobody_agrees_with_himself(town, waiting):
    with pytest.raises(DomainError, match="第二个人"):
        resets.confirm_reset(waiting, by=town.viewer("security_admin"))
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondFactorReset.objects.filter(pk=waiting.pk).update(
            outcome="confirmed",
            decided_by=waiting.requested_by,
            decided_at=waiting.requested_at,
        )
    assert has_bound(town.street_official)


def test_the_holder_neither_asks_nor_agrees(town):
    with pytest.raises(DomainError, match="别的安全管理员"):
        resets.request_reset(town.security_admin, reason="丢了", by=town.viewer("security_admin"))
    second = town.official("second_security", "罗安", "13800000099", "security_admin")
    reset = resets.request_reset(town.auditor, reason="窗口", by=town.viewer("second_security"))
    with pytest.raises(DomainError, match="第二个人"):
        resets.confirm_reset(reset, by=town.viewer("auditor"))
    assert second


@pytest.mark.parametrize("name", ["secretary", "district_official", "system_admin", "resident"])
def test_only_security_asks(town, name):
    with pytest.raises(DomainError, match="只有安全管理员"):
        resets.request_reset(town.street_official, reason="丢了", by=town.viewer(name))


@pytest.mark.parametrize("name", ["secretary", "district_official", "privacy_officer"])
def test_only_administrators_agree(town, waiting, name):
    with pytest.raises(DomainError, match="只有管理员"):
        resets.confirm_reset(waiting, by=town.viewer(name))


def test_a_decision_is_made_once(town, waiting):
    resets.decline_reset(waiting, by=town.viewer("auditor"))
    assert has_bound(town.street_official)
    with pytest.raises(DomainError, match="已经有结果"):
        resets.confirm_reset(waiting, by=town.viewer("system_admin"))


def test_one_open_request_for_one_person(town, waiting):
    with pytest.raises(DomainError, match="等确认"):
        resets.request_reset(town.street_official, reason="又来", by=town.viewer("security_admin"))


def test_the_whole_way_through_the_pages(client, town):
    town.enter(client, "security_admin")
    client.post(reverse("accounts:resets"), {"phone": "13800000009", "reason": "持身份证"})
    reset = SecondFactorReset.objects.get()
    assert "等另一位管理员确认" in client.get(reverse("accounts:resets")).content.decode()
    client.post(reverse("accounts:confirm_reset", args=[reset.pk]))
    assert has_bound(town.street_official)

    town.enter(client, "auditor")
    client.post(reverse("accounts:confirm_reset", args=[reset.pk]))
    assert not has_bound(town.street_official)


def test_a_request_for_nobody_says_so(client, town):
    town.enter(client, "security_admin")
    page = client.post(reverse("accounts:resets"), {"phone": "13700000000", "reason": "x"})
    assert page.status_code == 422
    assert "没有用这个号码的账号" in page.content.decode()


def test_who_holds_nothing_to_reset_gets_nothing(town):
    with pytest.raises(DomainError, match="没有绑定"):
        resets.request_reset(town.staff, reason="丢了", by=town.viewer("security_admin"))


def test_administrators_find_their_page_and_hear_what_waits(client, town, waiting):
    """One asked: the others see it on the first page of the admin; the link is on the account."""
    for name, hears in (("security_admin", False), ("auditor", True), ("system_admin", True)):
        town.enter(client, name)
        first_page = client.get("/admin/").content.decode()
        assert ("申请等第二人确认" in first_page) is hears, name
        assert reverse("accounts:resets") in client.get("/account/").content.decode()
    town.enter(client, "secretary")
    assert reverse("accounts:resets") not in client.get("/account/").content.decode()


def test_the_security_administrator_hears_who_still_waits_for_a_code(client, town):
    town.enter(client, "security_admin")
    assert "请当面发码" in client.get("/admin/").content.decode()
