"""What an event says, what it costs, whom it betrays, and who may read it."""

import uuid
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from core import audit, crypto, person_keys, scope, trace
from core.fields import PersonName, Sealed
from core.models import AuditEvent, CalendarDay, PersonKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary():
    return User.objects.create_user("13900000001", name="周书记")


@pytest.fixture
def day():
    return CalendarDay.objects.create(date=date(2030, 1, 2), kind=CalendarDay.Kind.HOLIDAY)


def test_an_event_says_who_did_what_to_which_thing_and_as_whom(secretary, day):
    with trace.carried(request_id="request-0001", grant="community_secretary:7"):
        audit.record("core.calendar.change", day, actor=secretary, scope=5, details={"to": "x"})
    event = AuditEvent.objects.get()
    assert (event.verb, event.object_type, event.object_id) == (
        "core.calendar.change",
        "core.calendarday",
        str(day.pk),
    )
    assert (event.actor, event.scope, event.details) == (secretary, 5, {"to": "x"})
    assert (event.grant, event.request_id) == ("community_secretary:7", "request-0001")


def test_recording_costs_one_statement(secretary, day, django_assert_num_queries):
    with django_assert_num_queries(1):
        audit.record("core.calendar.change", day, actor=secretary, scope=5, details={"a": 1})
    with django_assert_num_queries(1):
        audit.read(day, ["note"], secretary, "核实")


@pytest.mark.django_db(transaction=True)
def test_recording_needs_the_transaction_it_tells_of(day):
    with pytest.raises(RuntimeError):
        audit.record("core.calendar.change", day, actor=None, scope=None)


def test_the_event_falls_with_its_transaction(day):
    with transaction.atomic():
        audit.record("core.calendar.change", day, actor=None, scope=None)
        transaction.set_rollback(True)
    assert not AuditEvent.objects.exists()


def test_numbers_that_slip_into_details_are_masked(day):
    phone = Sealed.seal("13812348000", purpose="x", mask_kind="phone")
    phone.disclose()
    audit.record(
        "x.y",
        day,
        actor=None,
        details={
            "note": "他的电话 13812348000",
            "phone": phone,
            "names": [PersonName("张小明")],
            "deep": {"id": "11010519491231002X"},
        },
    )
    event = AuditEvent.objects.get()
    assert event.details == {
        "note": "他的电话 138****8000",
        "phone": "138****8000",
        "names": ["张*"],
        "deep": {"id": "110105********002X"},
    }


def test_sensitive_details_lie_under_the_persons_own_key(day, secretary):
    person, other = uuid.uuid4(), uuid.uuid4()
    for subject in (person, other):
        audit.record(
            "x.y", day, actor=secretary, sensitive={"phone": "13812348000"}, subject=subject
        )
    mine, theirs = AuditEvent.objects.order_by("id")
    assert b"13812348000" not in bytes(mine.sealed)
    assert audit.open_sensitive(mine) == {"phone": "13812348000"}
    theirs.sealed = mine.sealed
    assert audit.open_sensitive(theirs) is None


def test_sensitive_details_without_a_person_are_refused(day):
    with pytest.raises(ValueError, match="subject"):
        audit.record("x.y", day, actor=None, sensitive={"phone": "1"})


def test_erasing_a_person_closes_his_events_for_ever(day):
    person = uuid.uuid4()
    audit.record("x.y", day, actor=None, sensitive={"phone": "13812348000"}, subject=person)
    assert person_keys.erase(person)
    event = AuditEvent.objects.get()
    assert audit.open_sensitive(event) is None
    # A later event makes a new key, which does not open the old one.
    audit.record("x.z", day, actor=None, sensitive={"phone": "13900000000"}, subject=person)
    assert audit.open_sensitive(event) is None
    assert not person_keys.erase(uuid.uuid4())


def test_no_data_key_rests_in_the_cache_of_derived_keys(day):
    crypto.forget_cached_keys()
    audit.record("x.y", day, actor=None, sensitive={"a": "b"}, subject=uuid.uuid4())
    data_key = person_keys._unwrap(PersonKey.objects.get())
    before = crypto._derive.cache_info().currsize
    crypto.encrypt_under(data_key, b"x", purpose="y")
    assert crypto._derive.cache_info().currsize == before


@pytest.mark.parametrize("cipher", ["AES-256-GCM", "SM4-GCM"])
def test_both_cipher_profiles_seal_details(cipher, day, settings):
    settings.FIELD_CIPHER = cipher
    audit.record("x.y", day, actor=None, sensitive={"a": "张三"}, subject=uuid.uuid4())
    assert audit.open_sensitive(AuditEvent.objects.get()) == {"a": "张三"}


def test_anybody_may_add_and_only_the_scope_may_read(day, secretary):
    scope.declare((), user_id=secretary.pk)
    audit.record("accounts.sign_in.failed", day, actor=None, scope=None)
    audit.record("x.y", day, actor=secretary, scope=5)
    audit.record("x.z", day, actor=None, scope=6)
    assert [event.verb for event in AuditEvent.objects.all()] == ["x.y"]
    scope.declare([6])
    assert [event.verb for event in AuditEvent.objects.all()] == ["x.z"]
    scope.declare(scope.EVERYTHING)
    assert AuditEvent.objects.count() == 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditevent SET verb = 'x'",
        "DELETE FROM core_auditevent",
        "TRUNCATE core_auditevent CASCADE",
        "UPDATE core_auditseal SET seq = 1",
        "DELETE FROM core_auditcheckpoint",
    ],
)
def test_the_site_can_only_add(statement, day):
    audit.record("x.y", day, actor=None, scope=None)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_history_of_a_thing_reads_newest_first_in_two_words(
    day, secretary, django_assert_num_queries
):
    other = CalendarDay.objects.create(date=date(2030, 1, 3), kind=CalendarDay.Kind.HOLIDAY)
    audit.describe({"x.opened": "启用"})
    audit.record("x.opened", day, actor=secretary, scope=5)
    audit.record("x.unnamed", day, actor=None, scope=5)
    audit.record("x.opened", other, actor=secretary, scope=5)
    with django_assert_num_queries(1):
        rows = audit.history(day)
    assert [(row.label, row.who) for row in rows] == [("x.unnamed", ""), ("启用", "周*")]


def test_reading_a_sensitive_field_is_an_event(secretary):
    audit.read(secretary, ["phone"], secretary, "电话回访 13812348000")
    event = AuditEvent.objects.get()
    assert event.verb == "accounts.user.read"
    assert event.details == {"fields": ["phone"], "purpose": "电话回访 138****8000"}
    assert event.subject == secretary.subject


@pytest.mark.parametrize(
    ("offered", "kept"), [("balancer-12345678", True), ("bad\nline injected", False), ("x", False)]
)
def test_a_request_carries_an_id_into_its_answer(rf, offered, kept):
    seen = []

    def page(request):
        seen.append(trace.current().request_id)
        return {}

    answer = trace.TraceMiddleware(page)(rf.get("/", headers={"X-Request-ID": offered}))
    assert answer[trace.HEADER] == seen[0]
    assert (seen[0] == offered) is kept
    assert trace.current().request_id == ""
