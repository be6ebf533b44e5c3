"""Sessions: seen, ended, idle."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.middleware import SEEN
from accounts.models import SignInCode, User
from core.models import AuditEvent
from tests.accounts.conftest import sign_in
from tests.town import Town, town

__all__ = ["town"]

pytestmark = pytest.mark.django_db
PHONE = "13912345678"
LIST = "accounts:devices"


def again(client, phone=PHONE):
    """Sign in once more, the minute over."""
    SignInCode.objects.update(created_at=timezone.now() - timedelta(hours=2))
    sign_in(client, phone)
    return client


def is_in(client) -> bool:
    return client.get(reverse("accounts:profile")).status_code == 200


def test_each_browser_is_told_in_words(client, another):
    sign_in(another(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) MicroMessenger/8.0"), PHONE)
    again(client)
    page = client.get(reverse(LIST)).content.decode()
    assert "iPhone · 微信" in page
    assert "不知名的设备" in page
    assert page.count("就是这里") == 1


def test_an_ended_session_is_nobodys_on_the_next_request(client, another):
    lost = again(another())
    again(client)
    assert is_in(lost)
    device = UserSession.objects.get(session_key=lost.session.session_key)

    client.post(reverse("accounts:end_device", args=[device.pk]))

    assert not is_in(lost)
    assert is_in(client)
    assert "accounts.session_revoked" in AuditEvent.objects.values_list("verb", flat=True)


def test_ending_all_others_leaves_this_one(client, another):
    others = [again(another()) for _ in range(3)]
    again(client)
    client.post(reverse("accounts:end_other_devices"))
    assert [is_in(other) for other in others] == [False] * 3
    assert is_in(client)


def test_ending_this_one_is_signing_out(client):
    sign_in(client, PHONE)
    device = UserSession.objects.get()
    response = client.post(reverse("accounts:end_device", args=[device.pk]))
    assert response.url == reverse("account_login")
    assert not is_in(client)


def test_nobody_ends_anothers_session(client, another):
    sign_in(another(), "13912345679")
    theirs = UserSession.objects.get()
    sign_in(client, PHONE)
    assert client.post(reverse("accounts:end_device", args=[theirs.pk])).status_code == 404
    assert UserSession.objects.filter(pk=theirs.pk).exists()


def test_a_session_that_ran_out_is_not_shown(client, another):
    again(another())
    again(client)
    Session.objects.exclude(session_key=client.session.session_key).update(
        expire_date=timezone.now() - timedelta(days=1)
    )
    assert client.get(reverse(LIST)).content.decode().count(">让它退出<") == 1


def test_the_list_costs_the_same_for_one_and_for_many(client, another):
    sign_in(client, PHONE)
    client.get(reverse(LIST))
    counts = []
    for more in (0, 14):
        for _ in range(more):
            again(another())
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(LIST))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_closed_account_is_out_at_once(client):
    sign_in(client, PHONE)
    User.objects.update(is_active=False)
    assert not is_in(client)


@pytest.mark.parametrize(
    ("name", "minutes", "still_in"),
    [
        ("staff", settings.STAFF_IDLE_MINUTES - 1, True),
        ("staff", settings.STAFF_IDLE_MINUTES + 1, False),
        ("resident", 24 * 60, True),
    ],
)
def test_workers_are_signed_out_when_they_walk_away(client, town: Town, name, minutes, still_in):
    town.enter(client, name)
    assert is_in(client)
    session = client.session
    session[SEEN] -= minutes * 60
    session.save()

    response = client.get(reverse("accounts:profile"))
    assert (response.status_code == 200) is still_in
    if not still_in:
        assert response.url == f"{reverse('account_login')}?next=%2Faccount%2F"
        assert "离开太久" in client.get(response.url).content.decode()


def test_being_here_is_written_down_now_and_then_not_at_every_click(client):
    sign_in(client, PHONE)
    client.get(reverse("accounts:profile"))
    seen = User.objects.get().last_seen_at
    assert seen is not None
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("accounts:profile"))
    assert not [q for q in queries if q["sql"].startswith("UPDATE")]


def test_pages_made_for_a_person_lie_in_no_cache(client):
    sign_in(client, PHONE)
    assert "no-store" in client.get(reverse("accounts:profile"))["Cache-Control"]
    assert "no-store" in client.get("/nothing/here/")["Cache-Control"]
