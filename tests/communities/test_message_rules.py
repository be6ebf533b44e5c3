"""Whom the register keeps silent, and whose wording is nearest."""

import pytest

from communities.actions import residents
from core import outbox
from core.messaging import Kind, Wording, dispatch, kinds, send, templates
from core.messaging.hooks import localities_of
from core.models import DemoMessage

pytestmark = pytest.mark.django_db
PHONE = "13955550001"


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    kind = kinds.register(
        Kind(
            "tests.news",
            name="新闻",
            is_urgent=True,
            wordings=(Wording("inbox", "zh-hans", "新", "闻"), Wording("sms", "zh-hans", "", "闻")),
        )
    )
    templates.ensure_defaults([kind])
    yield kind
    del kinds.kinds["tests.news"]


def told(**recipient):
    message = send("tests.news", dedup_key="news", **recipient)
    dispatch.deliver_message(message.pk)
    message.refresh_from_db()
    return message.status, message.reason


def test_a_death_stops_a_message_that_was_already_waiting(town):
    message = send("tests.news", to_user=town.resident, dedup_key="before")
    residents.record_death(town.people["resident"], actor=town.staff)
    dispatch.deliver_message(message.pk)
    message.refresh_from_db()
    assert (message.status, message.reason) == ("cancelled", "messages_stopped")
    assert message.inbox_at is None
    assert not DemoMessage.objects.exists()


def test_a_number_falls_silent_when_nobody_who_had_it_is_left(town):
    first = town.person("钱一", phone=PHONE)
    second = town.person("钱二", phone=PHONE)
    residents.record_death(first, actor=town.staff)
    assert told(to_address=PHONE) == ("sent", "")
    residents.record_death(second, actor=town.staff)
    message = send("tests.news", to_address=PHONE, dedup_key="later")
    dispatch.deliver_message(message.pk)
    message.refresh_from_db()
    assert (message.status, message.reason) == ("cancelled", "deceased")


def test_a_code_that_somebody_asked_for_still_reaches_the_number(town):
    residents.record_death(town.person("钱一", phone=PHONE), actor=town.staff)
    message = send(
        "accounts.sign_in_code", to_address=PHONE, context={"code": "123456"}, dedup_key="c"
    )
    dispatch.deliver_message(message.pk)
    assert DemoMessage.objects.count() == 1


def test_a_number_in_no_register_is_told(town):
    assert told(to_address="13955550009") == ("sent", "")


def test_wordings_widen_from_the_community_upwards(town):
    assert localities_of(town.community.pk) == [
        town.community.pk,
        town.street.pk,
        town.district.pk,
    ]
    assert localities_of(None) == []
