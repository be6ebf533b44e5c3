"""Against a real HTTP server: what is answered, what is lost, what is told twice."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from core import outbox
from core.messaging import Kind, Wording, breaker, dispatch, kinds, receipts, send, templates
from core.messaging import gateways as ways
from core.messaging.gateways import HttpGateway, MailGateway, Outcome, Parcel
from core.models import (
    DemoMessage,
    GatewayReceipt,
    GatewayState,
    Message,
    MessageStatus,
    TallyDelta,
)
from tests.gateway import SECRET, Answer, Provider, serve

pytestmark = pytest.mark.django_db
S = MessageStatus
PHONE = "13900001234"


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


@pytest.fixture(autouse=True)
def kind():
    kind = kinds.register(
        Kind(
            "tests.water",
            name="停水",
            placeholders={"when": "时间"},
            is_urgent=True,
            wordings=(
                Wording("sms", "zh-hans", "", "{when}停水。", "SMS_9", ("when",)),
                Wording("email", "zh-hans", "停水", "{when}停水。"),
            ),
        )
    )
    templates.ensure_defaults([kind])
    yield kind
    del kinds.kinds["tests.water"]


@pytest.fixture
def provider() -> Iterator[Provider]:
    yield from serve(Provider())


@pytest.fixture
def second() -> Iterator[Provider]:
    yield from serve(Provider())


@pytest.fixture
def through(settings):
    """Send through these gateways, with short time-outs."""

    def use(*providers, honours_key=False):
        settings.MESSAGE_DEMO_GATEWAY = False
        settings.MESSAGE_GATEWAYS = [
            {
                "name": f"gateway_{n}",
                "url": one if isinstance(one, str) else one.url,
                "secret": SECRET,
                "honours_key": honours_key,
                "connect_timeout": 0.5,
                "read_timeout": 0.3,
            }
            for n, one in enumerate(providers, 1)
        ]

    return use


def order(key="water:1", to=PHONE):
    return send("tests.water", to_address=to, context={"when": "明早"}, dedup_key=key)


def attempt(message):
    """Once now, whatever the back-off says."""
    Message.objects.filter(pk=message.pk).update(due_at=timezone.now())
    dispatch.deliver_message(message.pk)
    message.refresh_from_db()
    return message


def test_a_good_gateway_takes_a_signed_message_with_its_template(provider, through):
    through(provider)
    message = attempt(order())
    assert (message.status, message.gateway) == (S.SENT, "gateway_1")
    assert message.provider_id == f"p-{str(message.key)[:8]}"
    assert provider.unsigned == 0
    assert provider.taken == [
        {
            "reference": str(message.key),
            "key": str(message.key),
            "channel": "sms",
            "to": PHONE,
            "text": "明早停水。",
            "template": "SMS_9",
            "params": ["明早"],
        }
    ]


def test_a_wrong_secret_is_refused_and_a_person_may_try_again(provider, through, settings):
    through(provider)
    settings.MESSAGE_GATEWAYS[0]["secret"] = "another"
    message = attempt(order())
    assert (message.status, message.reason) == (S.FAILED, "http_401")
    assert provider.unsigned == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_was_not_taken_is_tried_again(provider, through, status):
    through(provider)
    provider.answers = [Answer(status), Answer(status)]
    message = attempt(order())
    assert (message.status, message.reason) == (S.QUEUED, f"http_{status}")
    assert message.due_at > timezone.now()
    attempt(message)
    assert attempt(message).status == S.SENT
    assert (message.attempts, len(provider.taken)) == (3, 1)


def test_trying_ends_and_says_why(provider, through):
    through(provider)
    provider.answers = [Answer(429)] * 20
    message = order()
    for _ in range(dispatch.MAX_ATTEMPTS):
        GatewayState.objects.all().delete()  # the breaker is another test's matter
        attempt(message)
    assert (message.status, message.reason) == (S.FAILED, "http_429")
    assert len(provider.asked) == dispatch.MAX_ATTEMPTS


def test_a_refusal_is_final(provider, through):
    through(provider)
    provider.answers = [Answer(422)]
    assert attempt(order()).status == S.FAILED
    assert len(provider.asked) == 1


@pytest.mark.parametrize(
    "lost",
    [Answer(before=0.6), Answer(hang_up=True), Answer(502, b""), Answer(504, b"")],
    ids=["silence", "hang-up", "502", "504"],
)
def test_an_answer_that_was_lost_is_counted_and_not_repeated_blindly(provider, through, lost):
    through(provider, honours_key=False)
    provider.answers = [lost]
    message = attempt(order())
    assert (message.status, message.reason) == (S.AMBIGUOUS, "no_answer")
    assert TallyDelta.objects.filter(measure="messages.ambiguous").count() == 1
    attempt(message)
    dispatch.sweep_messages()
    assert len(provider.asked) == 1


def test_where_the_key_is_honoured_we_ask_again_and_one_message_arrives(provider, second, through):
    through(provider, second, honours_key=True)
    provider.answers = [Answer(before=0.6)]
    message = attempt(order())
    assert (message.status, message.gateway) == (S.QUEUED, "gateway_1")
    assert attempt(message).status == S.SENT
    assert [one["key"] for one in provider.asked] == [str(message.key)] * 2
    assert (len(provider.taken), len(second.asked)) == (1, 0)


def test_an_answer_nobody_can_read_is_still_an_answer(provider, through):
    through(provider)
    provider.answers = [Answer(200, b"thank you")]
    message = attempt(order())
    assert (message.status, message.provider_id) == (S.SENT, "")


def test_nobody_at_the_address_means_the_second_gateway(second, through):
    through("http://127.0.0.1:9/", second)
    message = order()
    for _ in range(breaker.THRESHOLD):
        attempt(message)
        assert message.status == S.QUEUED
    assert attempt(message).status == S.SENT
    assert (message.gateway, len(second.taken)) == ("gateway_2", 1)


# --- the breaker -------------------------------------------------------------------------------


def test_the_breaker_opens_rests_and_lets_one_try(provider, second, through, time_machine):
    through(provider, second)
    provider.answers = [Answer(503)] * breaker.THRESHOLD
    for n in range(breaker.THRESHOLD):
        attempt(order(f"w:{n}"))
    assert GatewayState.objects.get(name="gateway_1").opened_at is not None
    candidates = ways.for_channel("sms")
    assert breaker.choose(candidates).name == "gateway_2"
    now = timezone.now()
    time_machine.move_to(now + breaker.REST + timedelta(seconds=1), tick=False)
    assert [breaker.choose(candidates).name for _ in range(3)] == [
        "gateway_1",
        "gateway_2",
        "gateway_2",
    ]
    breaker.note("gateway_1", Outcome(Outcome.NOT_TAKEN, "http_503"))
    assert breaker.choose(candidates).name == "gateway_2"
    time_machine.move_to(now + 2 * breaker.REST + timedelta(seconds=2), tick=False)
    assert breaker.choose(candidates).name == "gateway_1"
    breaker.note("gateway_1", Outcome(Outcome.ACCEPTED))
    assert GatewayState.objects.get(name="gateway_1").opened_at is None
    assert breaker.choose(candidates).name == "gateway_1"


def test_with_every_gateway_resting_a_message_waits_and_loses_no_attempt(provider, through):
    through(provider)
    for _ in range(breaker.THRESHOLD):
        breaker.note("gateway_1", Outcome(Outcome.NOT_TAKEN, "http_503"))
    message = attempt(order())
    assert (message.status, message.reason, message.attempts) == (S.QUEUED, "gateway_down", 0)
    assert provider.asked == []


def test_a_refused_message_is_no_fault_of_the_gateway():
    for _ in range(3 * breaker.THRESHOLD):
        breaker.note("gateway_1", Outcome(Outcome.REFUSED, "http_422"))
    assert not GatewayState.objects.filter(opened_at__isnull=False).exists()


def test_failures_in_between_successes_do_not_add_up():
    for _ in range(breaker.THRESHOLD):
        breaker.note("gateway_1", Outcome(Outcome.NOT_TAKEN))
        breaker.note("gateway_1", Outcome(Outcome.ACCEPTED))
    assert GatewayState.objects.get().opened_at is None


def test_a_slow_gateway_is_given_up_within_twenty_messages(provider, second, through):
    """R13: the breaker opens after at most 20 failures and the next gateway takes over."""
    through(provider, second, honours_key=True)
    provider.answers = [Answer(before=5)] * 100
    started = time.monotonic()
    messages = [attempt(order(f"w:{n}")) for n in range(20)]
    assert time.monotonic() - started < 60
    assert len(provider.asked) <= breaker.THRESHOLD
    assert sum(message.status == S.SENT for message in messages) >= 20 - breaker.THRESHOLD
    keys = [one["key"] for one in provider.taken + second.taken]
    assert len(keys) == len(set(keys)) == 20, "nobody got it twice, everybody once"


# --- receipts ----------------------------------------------------------------------------------


def report(client, gateway_body, secret=SECRET, **headers):
    body = json.dumps(gateway_body).encode()
    signed = {
        f"HTTP_{name.upper().replace('-', '_')}": value
        for name, value in (ways.signed_headers(secret, body) | headers).items()
    }
    return client.post("/gateway/receipts/", body, content_type="application/json", **signed)


def receipt_for(message, nonce="r-1", outcome="delivered"):
    return {"id": nonce, "reference": str(message.key), "outcome": outcome}


def test_a_receipt_says_that_it_arrived_and_twice_is_once(client, provider, through):
    through(provider)
    message = attempt(order())
    for _ in range(3):
        assert report(client, receipt_for(message)).status_code == 200
    message.refresh_from_db()
    first = message.delivered_at
    assert (message.status, GatewayReceipt.objects.count()) == (S.SENT, 1)
    assert report(client, receipt_for(message, "r-2")).status_code == 200
    message.refresh_from_db()
    assert message.delivered_at == first


@pytest.mark.django_db(transaction=True)
def test_a_receipt_may_come_before_the_answer(provider, through):
    through(provider)
    seen = []

    def hurry(order):
        seen.append(
            receipts.take_receipt(
                gateway="gateway_1", nonce="r", reference=order["reference"], outcome="delivered"
            )
        )

    provider.on_taken = hurry
    with transaction.atomic():
        message = order()
    dispatch.deliver_message(message.pk)
    message.refresh_from_db()
    assert seen == [True]
    assert message.status == S.SENT
    assert message.delivered_at is not None
    assert message.provider_id.startswith("p-")


def test_a_receipt_settles_what_was_unknown(client, provider, through):
    through(provider)
    provider.answers = [Answer(before=0.6), Answer(before=0.6)]
    arrived, lost = attempt(order("1")), attempt(order("2"))
    report(client, receipt_for(arrived))
    report(client, receipt_for(lost, "r-2", "undelivered"))
    arrived.refresh_from_db()
    lost.refresh_from_db()
    assert (arrived.status, lost.status, lost.reason) == (S.SENT, S.FAILED, "undelivered")


def test_bad_news_after_good_news_is_an_old_receipt(client, provider, through):
    through(provider)
    message = attempt(order())
    report(client, receipt_for(message))
    report(client, receipt_for(message, "r-0", "undelivered"))
    message.refresh_from_db()
    assert message.status == S.SENT


def test_receipts_need_a_fresh_signature_and_a_body(client, provider, through):
    through(provider)
    message = attempt(order())
    good = receipt_for(message)
    assert report(client, good, secret="guessed").status_code == 401
    old = str(int(time.time()) - 3600)
    assert report(client, good, **{"X-Wushe-Timestamp": old}).status_code == 401
    assert client.post("/gateway/receipts/", b"{}", content_type="a/b").status_code == 401
    assert report(client, {"id": "x"}).status_code == 400
    assert report(client, {**good, "outcome": "perhaps"}).status_code == 400
    assert report(client, {**good, "reference": "not a key"}).status_code == 400
    stranger = {**good, "reference": "00000000-0000-0000-0000-000000000000"}
    assert report(client, stranger).status_code == 404
    assert not GatewayReceipt.objects.exists()


# --- a sender that died ------------------------------------------------------------------------


@pytest.mark.parametrize(("honours_key", "then"), [(True, S.QUEUED), (False, S.AMBIGUOUS)])
def test_a_sender_that_died_leaves_an_unknown(provider, through, honours_key, then):
    through(provider, honours_key=honours_key)
    message = order()
    assert dispatch._prepare(message.pk) is not None  # and here its process is killed
    dispatch.sweep_messages()
    message.refresh_from_db()
    assert message.status == S.SENDING, "it may still be sending"
    Message.objects.update(sending_at=timezone.now() - dispatch.DIED_AFTER)
    dispatch.sweep_messages()
    message.refresh_from_db()
    assert message.status == then


def test_an_urgent_message_leaves_although_the_broker_is_dead(
    monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(outbox, "nudge", lambda: False)
    with django_capture_on_commit_callbacks(execute=True):
        order()
    assert DemoMessage.objects.count() == 1


# --- e-mail ------------------------------------------------------------------------------------


def test_an_address_with_an_at_gets_an_e_mail(settings):
    settings.MESSAGE_DEMO_GATEWAY = False
    settings.EMAIL_HOST = "mail.example.cn"
    message = attempt(order(to="Guest@Example.cn"))
    assert (message.status, message.channel, message.gateway) == (S.SENT, "email", "mail")
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["guest@example.cn"], "停水", "明早停水。")
    assert str(message.key) in sent.extra_headers["Message-ID"]


def test_a_mail_server_nobody_answers_at_is_tried_again(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    parcel = Parcel("k", "email", "a@b.cn", "t", "t")
    assert MailGateway().send(parcel).kind == Outcome.NOT_TAKEN


def test_without_any_gateway_the_row_says_so(settings):
    settings.MESSAGE_DEMO_GATEWAY = False
    message = attempt(order())
    assert (message.status, message.reason) == (S.FAILED, "no_gateway")


def test_a_gateway_never_shows_its_secret_nor_a_parcel_its_person():
    gateway = HttpGateway("g", "http://x", "the secret")
    parcel = Parcel("k", "sms", PHONE, "t", "your code")
    assert "the secret" not in repr(gateway)
    assert PHONE not in repr(parcel)
    assert "your code" not in repr(parcel)
