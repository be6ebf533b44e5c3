from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import outbox
from core.exceptions import DomainError
from core.messaging import actions, dispatch, send
from core.messaging.templates import wordings_for
from core.models import AuditEvent, DemoMessage, Message, MessagePreference, MessageTemplate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


@pytest.fixture
def told(town):
    """Messages in the inbox of the resident, `n` of them."""

    def tell(n=1, name="resident"):
        rows = [
            Message(
                code="accounts.sign_in_code",
                to_user=town.accounts[name],
                dedup_key=f"{name}:{i}",
                title=f"第{i}条",
                body="正文",
                link="/notices/1/",
                status="sent",
                sent_at=timezone.now(),
                inbox_at=timezone.now(),
                due_at=timezone.now(),
            )
            for i in range(n)
        ]
        return Message.objects.bulk_create(rows)

    return tell


def test_the_inbox_lists_ones_own_messages(enter, told):
    told(2)
    told(1, "neighbour")
    page = enter("resident").get("/inbox/").content.decode()
    assert "有 2 条消息没看" in page
    assert page.count("/inbox/") > 2
    assert "第1条" in page


def test_opening_reads_and_a_stranger_finds_nothing(enter, told):
    (message,) = told()
    assert enter("neighbour").get(f"/inbox/{message.pk}/").status_code == 404
    page = enter("resident").get(f"/inbox/{message.pk}/").content.decode()
    assert "正文" in page
    assert "/notices/1/" in page
    message.refresh_from_db()
    assert message.read_at is not None
    assert "消息都看过了" in enter("resident").get("/inbox/").content.decode()


def test_reading_all_reads_what_was_on_the_page(enter, told):
    messages = told(3)
    client = enter("resident")
    client.post("/inbox/read/", {"up_to": messages[1].pk})
    assert Message.objects.filter(read_at__isnull=True).count() == 1
    client.post("/inbox/read/", {"up_to": "x"})
    assert Message.objects.filter(read_at__isnull=True).count() == 1


@pytest.mark.parametrize("path", ["/inbox/", "/inbox/1/", "/me/messages/"])
def test_without_signing_in_there_is_no_inbox(client, path):
    assert client.get(path).status_code == 302


def test_a_list_costs_the_same_for_one_and_for_fifteen(enter, told):
    client = enter("resident")
    costs = []
    for n in (1, 15):
        Message.objects.all().delete()
        told(n)
        client.get("/inbox/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/inbox/").content.decode().count("<li>") >= n
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_older_messages_are_one_link_away(enter, told):
    messages = told(31)
    page = enter("resident").get("/inbox/").content.decode()
    assert f"?before={messages[1].pk}" in page
    older = enter("resident").get(f"/inbox/?before={messages[1].pk}").content.decode()
    assert "第0条" in older


def test_preferences_are_kept_and_the_language_follows(enter, town):
    client = enter("resident")
    assert "21:00" in client.get("/me/messages/").content.decode()
    values = {"by_email": "on", "quiet_from": "22:30", "quiet_to": "07:00", "language": "en"}
    assert client.post("/me/messages/", values).status_code == 302
    row = MessagePreference.objects.get()
    assert (row.by_sms, row.by_email) == (False, True)
    assert (row.quiet_from, row.quiet_to) == (time(22, 30), time(7))
    town.resident.refresh_from_db()
    assert town.resident.language == "en"
    assert AuditEvent.objects.filter(verb="message.preference_saved").count() == 1


def test_a_wrong_time_says_so(enter):
    values = {"quiet_from": "25:99", "quiet_to": "07:00", "language": "en"}
    assert enter("resident").post("/me/messages/", values).status_code == 422
    assert not MessagePreference.objects.exists()


# --- the demo's outgoing mail --------------------------------------------------------------------


def test_a_visitor_finds_the_code_and_may_look_at_one_number_only(client):
    for phone, code in [("13900000001", "111111"), ("13900000002", "222222")]:
        message = send(
            "accounts.sign_in_code", to_address=phone, context={"code": code}, dedup_key=code
        )
        dispatch.deliver_message(message.pk)
    page = client.get("/demo/inbox/").content.decode()
    assert page.index("222222") < page.index("111111"), "newest first"
    page = client.get("/demo/inbox/", {"phone": "139 0000 0001"}).content.decode()
    assert "111111" in page
    assert "222222" not in page


def test_outside_the_demo_there_is_no_such_page(client, settings):
    settings.DEMO = False
    assert client.get("/demo/inbox/").status_code == 404
    assert not DemoMessage.objects.exists()


# --- what staff do --------------------------------------------------------------------------------


def test_taking_back_needs_a_reason_and_a_message_that_has_not_left(town):
    message = send(
        "accounts.sign_in_code", to_user=town.resident, context={"code": "1"}, dedup_key="1"
    )
    with pytest.raises(DomainError, match="为什么"):
        actions.cancel_message(message, reason=" ", actor=town.staff)
    actions.cancel_message(message, reason="发错了人", actor=town.staff)
    dispatch.deliver_message(message.pk)
    message.refresh_from_db()
    assert (message.status, message.reason) == ("cancelled", "by_staff")
    assert not DemoMessage.objects.exists()
    with pytest.raises(DomainError, match="已经发出"):
        actions.cancel_message(message, reason="再来", actor=town.staff)


def test_sending_again_is_for_failures_only(town, settings):
    message = send(
        "accounts.sign_in_code", to_user=town.resident, context={"code": "1"}, dedup_key="1"
    )
    with pytest.raises(DomainError, match="未送达"):
        actions.send_again(message, actor=town.staff)
    settings.MESSAGE_DEMO_GATEWAY = False
    dispatch.deliver_message(message.pk)
    message.refresh_from_db()
    assert message.status == "failed"
    actions.send_again(message, actor=town.staff)
    message.refresh_from_db()
    assert (message.status, message.attempts) == ("queued", 0)


def _retire(code, language, town, *, channel="sms", locality=None, back=False):
    rows = MessageTemplate.objects.filter(code=code, channel=channel, language=language)
    row = rows.order_by("version").last()
    return actions.revise_template(
        row, actor=town.security_admin, locality=locality, wording=row.wording,
        provider_params=row.provider_params, is_retired=not back,
    )  # fmt: skip


def test_no_reader_of_chinese_is_sent_english_because_the_chinese_was_retired(town):
    with pytest.raises(DomainError, match="最后停中文的") as refusal:
        _retire("accounts.sign_in_code", "zh-hans", town)
    assert refusal.value.field == "is_retired"
    inbox = {"code": "communities.notice", "town": town, "channel": "inbox"}
    _retire(language="en", **inbox)
    _retire(language="zh-hans", **inbox)
    with pytest.raises(DomainError, match="最后停中文的"):
        _retire(language="en", **inbox, back=True)
    _retire(language="zh-hans", **inbox, back=True)
    _retire(language="en", **inbox, back=True)


def test_what_must_reach_people_keeps_a_way_out(town):
    _retire("accounts.sign_in_code", "en", town)
    with pytest.raises(DomainError, match="“登录验证码”必须送到人手里"):
        _retire("accounts.sign_in_code", "zh-hans", town)


def test_a_place_that_retires_its_own_chinese_falls_back_to_the_chinese_of_all(town):
    code, place = "accounts.sign_in_code", town.community.pk
    for language in ("zh-hans", "en"):
        _retire(code, language, town, locality=place, back=True)
    _retire(code, "zh-hans", town, locality=place)
    chosen = {
        language: wordings_for(code, scope=place, language=language)["sms"]
        for language in ("zh-hans", "en")
    }
    assert (chosen["zh-hans"].language, chosen["zh-hans"].locality) == ("zh-hans", None)
    assert (chosen["en"].language, chosen["en"].locality) == ("en", place)


def test_editing_a_wording_makes_a_version_and_checks_its_braces(town):
    shipped = MessageTemplate.objects.get(
        code="accounts.sign_in_code", channel="sms", language="zh-hans"
    )
    with pytest.raises(DomainError, match="没有“"):
        actions.revise_template(shipped, actor=town.security_admin, locality=None, wording="{kode}")
    fresh = actions.revise_template(
        shipped,
        actor=town.security_admin,
        locality=None,
        wording="码 {code}",
        provider_code="SMS_77",
        provider_params=["code"],
    )
    assert (fresh.version, shipped.version) == (2, 1)
    shipped.refresh_from_db()
    assert "5 分钟" in shipped.wording
    message = send(
        "accounts.sign_in_code", to_user=town.resident, context={"code": "9"}, dedup_key="1"
    )
    dispatch.deliver_message(message.pk)
    assert DemoMessage.objects.get().text.open() == "码 9"
