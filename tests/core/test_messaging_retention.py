from datetime import timedelta

import pytest
from django.utils import timezone

from core import outbox, personal, personal_data
from core.messaging import dispatch, send
from core.models import DemoMessage, Message, MessagePreference

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


@pytest.fixture
def told(town):
    message = send(
        "communities.notice",
        to_user=town.resident,
        context={"title": "停水", "title_en": "No water"},
        dedup_key="n:1",
    )
    dispatch.deliver_message(message.pk)
    send("accounts.sign_in_code", to_address="13900000001", context={"code": "1"}, dedup_key="c")
    MessagePreference.objects.create(user=town.resident)
    return message


def test_every_sealed_field_of_the_kernel_is_declared():
    assert not [name for name in personal.undeclared() if name.startswith("core.")]


def test_a_person_gets_what_he_was_told(town, told):
    found = personal_data.export_person(town.resident.subject)
    assert [m["body"] for m in found["messages"]] == ["社区有新的通知：停水"]
    assert found["preference"]["quiet_from"] == "21:00"
    assert personal_data.export_person(town.people["elder"].subject) == {}


def test_erasing_takes_the_messages_along(town, told):
    assert personal_data.erase_person(town.resident.subject) == {"messages": 2, "preferences": 1}
    assert not Message.objects.exists()
    assert personal_data.erase_person(town.people["elder"].subject)["messages"] == 0


def test_codes_go_after_a_month_messages_after_a_year_waiting_ones_never(town, told):
    dispatch.deliver_message(Message.objects.get(dedup_key="c").pk)
    waiting = send("accounts.sign_in_code", to_address="1", context={"code": "2"}, dedup_key="w")
    today = timezone.localdate()
    assert personal_data.expire(today) == {"messages": 0, "codes": 0, "demo": 0}
    assert personal_data.expire(today + timedelta(days=40)) == {
        "messages": 0,
        "codes": 1,
        "demo": 1,
    }
    assert personal_data.expire(today + timedelta(days=400))["messages"] == 1
    assert list(Message.objects.all()) == [waiting]
    assert not DemoMessage.objects.exists()
