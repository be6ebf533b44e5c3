import json
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from core import delivery, outbox, scope
from core.exceptions import DomainError
from core.messaging import (
    Kind,
    Wording,
    dispatch,
    hooks,
    kinds,
    queries,
    send,
    send_many,
    templates,
    unread_count,
)
from core.messaging import actions as message_actions
from core.messaging.wording import check_wording, placeholders_in, render
from core.messaging.workflow import MOVES
from core.models import (
    DemoMessage,
    Message,
    MessagePreference,
    MessageStatus,
    MessageTemplate,
    OutboxMessage,
)

pytestmark = pytest.mark.django_db
S = MessageStatus
SHANGHAI = ZoneInfo("Asia/Shanghai")
PHONE = "13900001234"


def at(hour, minute=0, day=2):
    return datetime(2027, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


@pytest.fixture
def noon(time_machine):
    time_machine.move_to(at(12), tick=False)
    return time_machine


@pytest.fixture(autouse=True)
def lamp():
    """A kind of message for these tests: inbox, and SMS beside it."""
    kind = kinds.register(
        Kind(
            "tests.lamp",
            name="路灯",
            placeholders={"street": "街"},
            wordings=(
                Wording("inbox", "zh-hans", "路灯修好了", "{street}的路灯亮了。"),
                Wording("inbox", "en", "Lamp mended", "The lamp in {street} is lit."),
                Wording("sms", "zh-hans", "", "{street}的路灯亮了。", "SMS_1", ("street",)),
                Wording("sms", "en", "", "Lamp in {street} lit.", "SMS_2", ("street",)),
            ),
        )
    )
    templates.ensure_defaults([kind])
    yield kind
    del kinds.kinds["tests.lamp"]


@pytest.fixture
def zhang():
    return get_user_model().objects.create_user(PHONE, name="张三")


def tell(user=None, key="lamp:1", **values):
    who = {"to_user": user} if user else {"to_address": PHONE}
    return send(
        "tests.lamp",
        **{"context": {"street": "槐荫街"}, "dedup_key": key, **who, **values},
    )


def deliver(message):
    OutboxMessage.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    delivery.deliver_due()
    message.refresh_from_db()
    return message


def test_a_message_to_an_account_lies_in_the_inbox_and_goes_out_by_sms(zhang, noon):
    message = deliver(tell(zhang))
    assert (message.status, message.channel) == (S.SENT, "sms")
    assert message.title.open() == "路灯修好了"
    assert message.body.open() == "槐荫街的路灯亮了。"
    sent = DemoMessage.objects.get()
    assert (sent.to_address.open(), sent.text.open()) == (PHONE, "槐荫街的路灯亮了。")
    assert sent.provider_code == "SMS_1"


def test_somebody_without_an_account_is_told_at_his_address(noon):
    message = deliver(tell())
    assert message.status == S.SENT
    assert message.inbox_at is None
    assert DemoMessage.objects.get().to_address.open() == PHONE


def test_language_is_read_when_the_message_leaves(zhang, noon):
    message = tell(zhang)
    zhang.language = "en"
    zhang.save()
    deliver(message)
    assert message.title.open() == "Lamp mended"
    assert DemoMessage.objects.get().text.open() == "Lamp in 槐荫街 lit."


def test_the_same_key_twice_is_one_message_per_recipient(zhang, noon):
    assert tell(zhang).pk == tell(zhang).pk
    assert tell().pk == tell().pk != tell(zhang).pk
    for message in Message.objects.all():
        deliver(message)
    assert DemoMessage.objects.count() == 2


def test_delivering_twice_sends_once(zhang, noon):
    message = deliver(tell(zhang))
    dispatch.deliver_message(message.pk)
    assert DemoMessage.objects.count() == 1
    assert message.attempts == 1


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(20, 59), None),
        (at(21), at(8, day=3)),
        (at(23, 30), at(8, day=3)),
        (at(0, 10), at(8)),
        (at(7, 59), at(8)),
        (at(8), None),
    ],
)
def test_quiet_hours_span_midnight(zhang, time_machine, now, until):
    time_machine.move_to(now, tick=False)
    message = deliver(tell(zhang))
    if until is None:
        assert message.status == S.SENT
    else:
        assert (message.status, message.reason) == (S.HELD, "quiet_hours")
        assert message.due_at == until
        assert message.inbox_at is not None, "the inbox rings no bell"
        assert not DemoMessage.objects.exists()


def test_the_sweep_sends_what_the_night_held(zhang, time_machine):
    time_machine.move_to(at(22), tick=False)
    message = deliver(tell(zhang))
    time_machine.move_to(at(7, 59, day=3), tick=False)
    assert dispatch.sweep_messages() == 0
    time_machine.move_to(at(8, 0, day=3), tick=False)
    assert dispatch.sweep_messages() == 1
    assert deliver(message).status == S.SENT
    assert DemoMessage.objects.count() == 1


def test_ones_own_quiet_hours_hold_and_urgent_ones_pass(zhang, noon):
    MessagePreference.objects.create(user=zhang, quiet_from=time(11), quiet_to=time(13))
    assert deliver(tell(zhang)).status == S.HELD
    assert deliver(tell(zhang, key="2", urgent=True)).status == S.SENT


def test_equal_quiet_hours_mean_none(zhang, time_machine):
    MessagePreference.objects.create(user=zhang, quiet_from=time(0), quiet_to=time(0))
    time_machine.move_to(at(3), tick=False)
    assert deliver(tell(zhang)).status == S.SENT


def test_who_wants_no_sms_has_the_inbox(zhang, noon):
    MessagePreference.objects.create(user=zhang, by_sms=False)
    message = deliver(tell(zhang))
    assert (message.status, message.channel) == (S.SENT, "")
    assert not DemoMessage.objects.exists()


def test_a_sign_in_code_reaches_even_who_wants_no_sms_and_leaves_no_trace(zhang, time_machine):
    time_machine.move_to(at(3), tick=False)
    MessagePreference.objects.create(user=zhang, by_sms=False)
    message = send(
        "accounts.sign_in_code", to_user=zhang, context={"code": "445246"}, dedup_key="c:1"
    )
    deliver(message)
    assert message.status == S.SENT
    assert "445246" in DemoMessage.objects.get().text.open()
    assert message.context.open() == ""
    assert message.inbox_at is None


def test_nobody_left_to_tell_is_told_nothing(zhang, noon, monkeypatch):
    monkeypatch.setattr(hooks, "_suppressors", {})
    hooks.suppressor("tests.dead")(lambda message: "deceased" if message.to_user_id else "")
    message = deliver(tell(zhang))
    assert (message.status, message.reason) == (S.CANCELLED, "deceased")
    assert message.inbox_at is None
    assert deliver(tell()).status == S.SENT


def test_nothing_personal_lies_open_in_the_tables(zhang, noon):
    deliver(tell(zhang))
    deliver(tell())
    with connection.cursor() as cursor:
        for table in ("core_message", "core_demomessage", "core_outboxmessage"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")
            text = cursor.fetchone()[0]
            assert PHONE not in text
            assert "槐荫街" not in text
            assert PHONE.encode().hex() not in text
            assert "槐荫街".encode().hex() not in text


def test_a_wording_that_waits_gives_the_inbox_its_chance(zhang, noon):
    MessageTemplate.objects.create(
        code="tests.lamp",
        language="zh-hans",
        channel="sms",
        version=2,
        wording="{street}",
        wait_minutes=30,
    )
    message = deliver(tell(zhang))
    assert message.status == S.QUEUED
    assert message.due_at == timezone.now() + timedelta(minutes=30)
    message_actions.mark_read(message)
    noon.shift(timedelta(minutes=31))
    dispatch.sweep_messages()
    assert deliver(message).status == S.READ
    assert not DemoMessage.objects.exists()

    other = deliver(tell(zhang, key="2"))
    noon.shift(timedelta(minutes=31))
    dispatch.sweep_messages()
    assert deliver(other).status == S.SENT


def test_a_wake_up_that_was_lost_is_found_by_the_sweep(zhang, noon):
    messages = [tell(zhang, key=f"lamp:{n}") for n in range(10)]
    OutboxMessage.objects.filter(key__contains=f":{messages[3].pk}:").delete()
    noon.shift(timedelta(seconds=30))
    dispatch.sweep_messages()
    for message in messages:
        assert deliver(message).status == S.SENT
    assert DemoMessage.objects.count() == 10


def test_many_are_told_in_few_steps_and_a_second_call_tells_nobody(zhang, noon):
    create = get_user_model().objects.create_user
    users = [zhang.pk] + [create(f"1370000{n:04}").pk for n in range(20)]
    MessagePreference.objects.create(user=zhang, by_sms=False)

    def call():
        return send_many(
            "tests.lamp", to_users=users, context={"street": "街"}, dedup_key="lamp:all"
        )

    tell(zhang, key="lamp:all")
    assert (call(), call()) == (20, 0)
    first = Message.objects.order_by("pk").last()
    deliver(first)
    assert Message.objects.filter(status=S.SENT, inbox_at__isnull=False).count() == 21
    assert DemoMessage.objects.count() == 20
    with pytest.raises(ValueError, match="at most"):
        send_many("tests.lamp", to_users=range(501), context={"street": ""}, dedup_key="x")


def test_a_guest_may_order_a_message_whose_row_he_cannot_see(zhang, noon):
    with scope.entered(()):
        mine, his = tell(), tell(zhang)
        assert not Message.objects.exists()
    with scope.entered((), user_id=zhang.pk):
        assert list(Message.objects.all()) == [his]
    with scope.entered(scope.EVERYTHING):
        assert Message.objects.count() == 2
        assert deliver(mine).status == deliver(his).status == S.SENT


def test_send_says_what_is_missing(zhang):
    with pytest.raises(ValueError, match="street"):
        tell(zhang, context={})
    with pytest.raises(ValueError, match="account or to an address"):
        send("tests.lamp", context={"street": ""}, dedup_key="x")
    with pytest.raises(KeyError):
        send("tests.unheard_of", to_user=zhang, dedup_key="x")


@pytest.mark.django_db(transaction=True)
def test_sending_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        send("tests.lamp", to_address=PHONE, context={"street": ""}, dedup_key="x")


# --- wording ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["{a.b}", "{a[0]}", "{0}", "{}", "{a!r}", "{a:>9999}", "{A}"])
def test_a_wording_cannot_reach_into_things(text):
    with pytest.raises(DomainError):
        placeholders_in(text)


@pytest.mark.parametrize("text", ["{", "}", "{a"])
def test_braces_must_close(text):
    with pytest.raises(DomainError, match="大括号"):
        placeholders_in(text)


def test_unknown_placeholders_are_named_with_the_known_ones():
    with pytest.raises(DomainError, match=r"没有“\{hous\}”.*house"):
        check_wording(["{hous}"], {"house"})


def test_values_are_text_and_not_templates():
    assert render("{a}", {"a": "{b}", "b": "secret"}) == "{b}"
    assert render("{{a}}", {}) == "{a}"


def test_a_place_puts_its_own_wording_before_ours(monkeypatch):
    monkeypatch.setattr(hooks, "_localities", [lambda scope: [scope, 70]])
    own = {"code": "tests.lamp", "language": "zh-hans", "channel": "sms"}
    MessageTemplate.objects.create(**own, locality=70, version=1, wording="street's {street}")

    def words(scope, language="zh-hans"):
        return templates.wordings_for("tests.lamp", scope=scope, language=language)["sms"].wording

    assert words(None) == "{street}的路灯亮了。"
    assert words(7) == "street's {street}"
    MessageTemplate.objects.create(**own, locality=7, version=1, wording="ours {street}")
    assert words(7) == words(7, "en") == "ours {street}"
    MessageTemplate.objects.create(
        **own, locality=7, version=2, wording="later", active_from=timezone.now() + timedelta(1)
    )
    assert words(7) == "ours {street}"
    MessageTemplate.objects.create(**own, locality=7, version=3, wording="x", is_retired=True)
    assert words(7) == "street's {street}"


def test_shipped_wordings_follow_the_code_unless_a_person_edited_them(lamp, zhang):
    assert templates.ensure_defaults([lamp]) == 0
    changed = Kind(
        lamp.code,
        lamp.name,
        lamp.placeholders,
        (Wording("inbox", "zh-hans", "路灯", "{street}"), *lamp.wordings[1:]),
    )
    assert templates.ensure_defaults([changed]) == 1
    row = MessageTemplate.objects.get(
        code=lamp.code, channel="inbox", language="zh-hans", version=2
    )
    MessageTemplate.objects.create(
        code=lamp.code,
        channel="inbox",
        language="zh-hans",
        version=3,
        wording="mine",
        created_by=zhang,
    )
    assert row.title == "路灯"
    assert templates.ensure_defaults([lamp]) == 0


def test_every_shipped_wording_exists_in_both_languages():
    for kind in kinds.kinds.values():
        by_language = {
            language: {w.channel for w in kind.wordings if w.language == language}
            for language in ("zh-hans", "en")
        }
        assert by_language["zh-hans"] == by_language["en"] != set(), kind.code


def test_a_kind_with_an_unknown_placeholder_does_not_start():
    with pytest.raises(RuntimeError, match="unknown"):
        kinds.register(Kind("tests.x", "x", {}, (Wording("inbox", "en", "", "{nobody}"),)))


# --- reading ---------------------------------------------------------------------------------


class Looking:
    def __init__(self, user):
        self.user_id = user.pk if user else None


def test_the_inbox_is_ones_own_and_opening_counts_as_reading(zhang, noon):
    li = get_user_model().objects.create_user("13900005678", name="李四")
    mine, his = deliver(tell(zhang)), deliver(tell(li))
    assert [m.pk for m in queries.inbox(Looking(zhang)).messages] == [mine.pk]
    assert (unread_count(Looking(zhang)), unread_count(Looking(None))) == (1, 0)
    message_actions.mark_read(mine)
    message_actions.mark_read(mine)
    mine.refresh_from_db()
    assert mine.status == S.READ
    assert (unread_count(Looking(zhang)), unread_count(Looking(li))) == (0, 1)
    assert his.read_at is None


def test_the_list_goes_back_page_by_page(zhang, noon, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 3)
    ids = [deliver(tell(zhang, key=str(n))).pk for n in range(7)]
    first = queries.inbox(Looking(zhang))
    second = queries.inbox(Looking(zhang), before=first.next_before)
    third = queries.inbox(Looking(zhang), before=second.next_before)
    seen = [m.pk for page in (first, second, third) for m in page.messages]
    assert seen == sorted(ids, reverse=True)
    assert third.next_before is None


def test_all_read_spares_what_came_later(zhang, noon):
    old, new = deliver(tell(zhang, key="1")), deliver(tell(zhang, key="2"))
    assert message_actions.mark_all_read(zhang.pk, up_to=old.pk) == 1
    new.refresh_from_db()
    assert new.read_at is None


def test_every_status_has_its_moves():
    assert set(MOVES) == set(S)
    for source, targets in MOVES.items():
        assert targets <= set(S), source


def test_context_values_go_in_as_the_reader_may_see_them(zhang):
    message = tell(zhang, context={"street": zhang.phone})
    assert json.loads(message.context.open()) == {"street": "139****1234"}
