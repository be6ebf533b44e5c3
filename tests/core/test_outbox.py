from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from core import delivery, outbox, subscriptions, tally
from core.models import OutboxMessage, TallyDelta

pytestmark = pytest.mark.django_db
Status = OutboxMessage.Status


@pytest.fixture
def listening():
    """Subscribe handlers for one test; what is permanent elsewhere is taken back here."""
    names = []

    def listen(handler, topic="tests.topic", external=False):
        name = f"tests.{handler.__name__}"
        outbox.subscribe(topic, name=name, external=external)(handler)
        names.append((topic, name))

    yield listen
    for topic, name in names:
        subscriptions.by_topic[topic].remove(subscriptions.by_name.pop(name))


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: None)


def make_due():
    OutboxMessage.objects.update(due_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_publishing_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        outbox.publish("tests.topic", key="k", payload={})


def test_a_message_for_nobody_is_not_kept():
    outbox.publish("tests.nobody", key="k", payload={})
    assert not OutboxMessage.objects.exists()


def test_the_same_key_twice_is_once(listening):
    heard = []

    def hear(payload):
        heard.append(payload["id"])

    listening(hear)
    for _ in range(2):
        outbox.publish("tests.topic", key="k:1", payload={"id": 1})
    make_due()
    delivery.deliver_due()
    delivery.deliver_due()
    assert heard == [1]
    assert OutboxMessage.objects.get().status == Status.DONE


def test_what_a_rolled_back_action_promised_is_forgotten(listening):
    def hear(payload):
        raise AssertionError("must not be heard")

    listening(hear)
    with transaction.atomic():
        outbox.publish("tests.topic", key="k", payload={})
        transaction.set_rollback(True)
    assert delivery.deliver_due() == 0


def test_a_failed_effect_is_undone_and_tried_again_later(listening):
    def fail(payload):
        tally.add("tests.effect", 1)
        raise ValueError("nicht jetzt")

    def work(payload):
        tally.add("tests.effect", 2)

    listening(fail)
    listening(work)
    outbox.publish("tests.topic", key="k", payload={})
    make_due()
    delivery.deliver_due()
    assert list(TallyDelta.objects.values_list("scope", flat=True)) == [2]
    failed = OutboxMessage.objects.get(subscriber="tests.fail")
    assert failed.status == Status.PENDING
    assert failed.last_error == "ValueError: nicht jetzt"
    assert failed.due_at > timezone.now()


def test_after_eight_tries_it_is_parked_with_its_reason(listening, error_log):
    def fail(payload):
        raise ValueError("kaputt")

    listening(fail)
    outbox.publish("tests.topic", key="k", payload={})
    for _ in range(delivery.MAX_ATTEMPTS):
        make_due()
        delivery.deliver_due()
    message = OutboxMessage.objects.get()
    assert (message.status, message.attempts) == (Status.PARKED, delivery.MAX_ATTEMPTS)
    assert ["tests.fail" in record.getMessage() for record in error_log] == [True]
    error_log.clear()
    assert delivery.retry_parked([message.pk]) == 1
    assert OutboxMessage.objects.get().status == Status.PENDING


def test_the_delay_grows():
    assert delivery.backoff(1) < delivery.backoff(4) < delivery.backoff(8)
    assert delivery.backoff(60) <= timedelta(hours=1.2)


def test_a_message_that_failed_before_travels_alone(listening):
    """So a poisonous one can take no other down with it."""

    def hear(payload):
        pass

    listening(hear)
    for n in range(3):
        outbox.publish("tests.topic", key=f"k:{n}", payload={})
    make_due()
    OutboxMessage.objects.filter(key="k:0").update(attempts=1)
    assert [m.key for m in delivery._claim(sweep=False)] == ["k:1", "k:2"]
    assert [m.key for m in delivery._claim(sweep=False)] == ["k:0"]


def test_an_external_call_sees_a_key_and_a_committed_lease(listening):
    seen = []

    def send(payload):
        message = OutboxMessage.objects.get()
        seen.append((outbox.current_key(), message.status, message.attempts))

    listening(send, external=True)
    outbox.publish("tests.topic", key="sms:7", payload={})
    make_due()
    delivery.deliver_due()
    assert seen == [("sms:7/tests.send", Status.LEASED, 1)]
    assert OutboxMessage.objects.get().status == Status.DONE


def test_many_messages_cost_few_statements(listening, django_assert_max_num_queries):
    def hear(payload):
        pass

    listening(hear)
    for n in range(50):
        outbox.publish("tests.topic", key=f"k:{n}", payload={})
    make_due()
    with django_assert_max_num_queries(2 * 50 + 30):  # savepoints, and a fixed rest
        delivery.deliver_due()


def test_only_so_many_messages_are_outside_at_a_time(listening, settings):
    settings.OUTBOX_OUTSIDE_SLOTS = 2

    def send(payload):
        pass

    listening(send, external=True)
    for n in range(3):
        outbox.publish("tests.topic", key=f"sms:{n}", payload={})
    make_due()
    assert delivery._claim_outside().key == "sms:0"
    assert delivery._claim_outside().key == "sms:1"
    assert delivery._claim_outside() is None
    OutboxMessage.objects.filter(key="sms:0").update(due_at=timezone.now())  # its sender died
    assert delivery._claim_outside().key == "sms:2"


def test_what_the_database_does_goes_between_two_slow_calls(listening):
    order = []

    def send(payload):
        order.append("outside")

    def hear(payload):
        order.append("inside")

    listening(send, external=True)
    listening(hear, topic="tests.inner")
    for n in range(2):
        outbox.publish("tests.topic", key=f"sms:{n}", payload={})
    for n in range(2):
        outbox.publish("tests.inner", key=f"row:{n}", payload={})
    make_due()
    OutboxMessage.objects.filter(key="row:1").update(attempts=1)
    delivery.deliver_due()
    assert order == ["inside", "outside", "inside", "outside"]


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_a_gateway_is_asked(listening):
    seen = []

    def send(payload):
        seen.append(connection.in_atomic_block)

    listening(send, external=True)
    with transaction.atomic():
        outbox.publish("tests.topic", key="sms:1", payload={})
    delivery.deliver_due()
    assert seen == [False]
