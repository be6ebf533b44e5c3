from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import SignInCode, SignInFailure, User
from core.models import AuditEvent, Message, OutboxMessage
from tests.accounts.conftest import answer, ask, digits_for, sign_in, wrong

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "13800000016", "13912345678"


def signed_in_as(client):
    return client.session.get("_auth_user_id")


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_the_first_sign_in_is_the_sign_up(client):
    response = sign_in(client, "139 1234 5678")

    user = User.objects.by_phone(UNKNOWN)
    assert response.status_code == 302
    assert response.url == "/"
    assert signed_in_as(client) == str(user.pk)
    assert user.phone_verified_at is not None
    assert not user.has_usable_password()
    assert "accounts.signed_up" in verbs()


def test_the_second_sign_in_is_the_same_account(client, another):
    sign_in(client, UNKNOWN)
    SignInCode.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    other = another()
    sign_in(other, "+86 " + UNKNOWN)

    assert signed_in_as(other) == signed_in_as(client)
    assert User.objects.count() == 1


def test_the_message_goes_to_the_number_and_nobody_stores_the_digits_clear(client):
    ask(client, UNKNOWN)

    digits = digits_for(UNKNOWN)
    message = Message.objects.get()
    assert message.to_address.open() == UNKNOWN
    assert digits in message.context.open()
    with connection.cursor() as cursor:
        for model in (SignInCode, Message, OutboxMessage):
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t")
            stored = str(cursor.fetchall())
            assert UNKNOWN not in stored
            assert f"'{digits}'" not in stored.replace('"', "'")
        cursor.execute("SELECT session_data FROM django_session")
        for (data,) in cursor.fetchall():
            assert UNKNOWN not in data


def test_nothing_personal_in_the_log_or_the_audit(client, caplog):
    caplog.set_level("DEBUG", logger="wushe")
    ask(client, UNKNOWN)
    digits = digits_for(UNKNOWN)
    answer(client, digits)

    told = caplog.text + str(list(AuditEvent.objects.values_list("verb", "details")))
    assert UNKNOWN not in told
    assert digits not in told


def test_known_and_unknown_numbers_get_the_same_answer_for_the_same_work(client, another, town):
    """Asking does not even look for an account; the statements prove it."""
    seen = {}
    for phone in (KNOWN, UNKNOWN):
        browser = another()
        browser.get(reverse("account_login"))
        with CaptureQueriesContext(connection) as queries:
            response = ask(browser, phone)
        page = browser.get(response.url)
        seen[phone] = (
            response.status_code,
            response.url,
            [query["sql"].split()[0] for query in queries],
            page.status_code,
            len(page.content),
        )
        assert not any("accounts_user" in query["sql"].split("FROM")[-1] for query in queries)
    assert seen[KNOWN] == seen[UNKNOWN]


def test_wrong_digits_say_so_and_the_right_ones_still_work(client):
    ask(client, UNKNOWN)
    digits = digits_for(UNKNOWN)

    page = answer(client, wrong(digits))
    assert page.status_code == 422
    assert "验证码不对" in page.content.decode()
    assert answer(client, digits).status_code == 302
    assert signed_in_as(client)


def test_five_wrong_tries_and_the_code_is_gone(client):
    ask(client, UNKNOWN)
    digits = digits_for(UNKNOWN)
    for _ in range(settings.SIGN_IN_CODE_TRIES - 1):
        assert answer(client, wrong(digits)).status_code == 422
    assert answer(client, wrong(digits)).url == reverse("account_login")

    assert answer(client, digits).url == reverse("account_login")
    assert signed_in_as(client) is None
    assert SignInCode.objects.get().code.open() == ""


def test_a_code_opens_once(client, another):
    ask(client, UNKNOWN)
    digits = digits_for(UNKNOWN)
    kept = client.session["sign_in_code"]
    answer(client, digits)

    thief = another()
    thief.get(reverse("account_login"))
    session = thief.session
    session["sign_in_code"] = kept
    session.save()
    assert answer(thief, digits).url == reverse("account_login")
    assert signed_in_as(thief) is None


def test_a_code_grows_old(client):
    ask(client, UNKNOWN)
    digits = digits_for(UNKNOWN)
    SignInCode.objects.update(expires_at=timezone.now())

    assert answer(client, digits).url == reverse("account_login")
    assert signed_in_as(client) is None


def test_a_code_belongs_to_the_browser_that_asked(client, another):
    ask(client, UNKNOWN)

    assert answer(another(), digits_for(UNKNOWN)).url == reverse("account_login")


def test_one_message_a_minute_and_five_an_hour_for_one_number(client, another):
    for minute in range(5):
        assert ask(another(), UNKNOWN).status_code == 302
        again = ask(another(), UNKNOWN)
        assert again.status_code == 429
        wait = "秒后可以再要一次" if minute < 4 else "分钟后再来"
        assert wait in again.content.decode()
        SignInCode.objects.update(created_at=timezone.now() - timedelta(minutes=2 + minute))
    assert ask(another(), UNKNOWN).status_code == 429
    assert ask(another(), KNOWN).status_code == 302, "another number is not concerned"
    assert Message.objects.count() == 6


def test_a_whole_compound_may_sit_behind_one_address(client, another):
    factor = settings.SIGN_IN_ADDRESS_FACTOR
    for number in range(factor):
        assert ask(another(), f"139{number:08}").status_code == 302
    refused = ask(another(), UNKNOWN)
    assert refused.status_code == 429
    assert "要验证码的人多" in refused.content.decode(), "nothing was sent to this number"
    elsewhere = another(REMOTE_ADDR="203.0.113.7")
    assert ask(elsewhere, UNKNOWN).status_code == 302


def test_ten_wrong_tries_lock_the_number_whatever_browser(client, another):
    for _ in range(2):
        browser = another()
        ask(browser, UNKNOWN)
        digits = digits_for(UNKNOWN)
        for _ in range(5):
            answer(browser, wrong(digits))
        SignInCode.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    assert ask(another(), UNKNOWN).status_code == 429

    SignInFailure.objects.update(at=timezone.now() - timedelta(hours=2))
    assert ask(another(), UNKNOWN).status_code == 302


def test_limits_do_not_live_in_a_cache(client, another):
    ask(client, UNKNOWN)
    for cache in caches.all():
        cache.clear()
    assert ask(another(), UNKNOWN).status_code == 429


def test_a_number_that_is_none_gets_a_helpful_word(client):
    page = ask(client, "1380000000")
    assert page.status_code == 422
    assert "手机号是 11 位，现在是 10 位" in page.content.decode()
    assert SignInCode.objects.count() == 0


def test_without_the_agreement_nothing_is_sent(client):
    assert client.post(reverse("account_login"), {"phone": UNKNOWN}).status_code == 422
    assert SignInCode.objects.count() == 0


def test_a_closed_account_proves_its_number_and_stays_outside(client, town):
    User.objects.filter(pk=town.stranger.pk).update(is_active=False)

    assert sign_in(client, KNOWN).url == reverse("account_inactive")
    assert client.get(reverse("account_inactive")).status_code == 200
    assert signed_in_as(client) is None


def test_the_way_leads_back_but_never_out(client, another):
    assert sign_in(client, UNKNOWN, next="/account/").url == "/account/"
    assert sign_in(another(), "13912345670", next="https://evil.example/").url == "/"


@pytest.mark.parametrize(
    ("phone", "door"), [("13800000001", "/desk/"), ("13900000001", "/"), ("13800000003", "/desk/")]
)
def test_everybody_arrives_at_his_own_door(client, town, phone, door):
    assert sign_in(client, phone).url == door


def test_signing_in_rotates_the_session(client):
    ask(client, UNKNOWN)
    before = client.session.session_key
    answer(client, digits_for(UNKNOWN))

    assert client.session.session_key != before
    assert "sign_in_code" not in client.session


def test_a_session_in_the_database_tells_nothing(client):
    ask(client, UNKNOWN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_data FROM django_session")
        (data,) = cursor.fetchone()
        assert "sign_in" not in data
        cursor.execute("UPDATE django_session SET session_data = 'x' || session_data")
    assert answer(client, digits_for(UNKNOWN)).url == reverse("account_login")


def test_resending_waits_a_minute_and_only_the_newest_counts(client):
    ask(client, UNKNOWN)
    first = digits_for(UNKNOWN)
    client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    assert SignInCode.objects.count() == 1

    SignInCode.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    assert SignInCode.objects.count() == 2
    newest = digits_for(UNKNOWN)
    if first != newest:
        assert answer(client, first).status_code == 422
    assert answer(client, newest).status_code == 302


def test_signing_out_asks_and_does(client):
    sign_in(client, UNKNOWN)
    assert client.get(reverse("account_logout")).status_code == 200
    assert signed_in_as(client)
    assert client.post(reverse("account_logout")).url == "/"
    assert signed_in_as(client) is None
