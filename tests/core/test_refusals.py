"""What the database refuses reaches people in words, and a fault stays a fault."""

import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import DataError, IntegrityError, OperationalError, connection
from django.utils import timezone

from core.exceptions import DomainError
from core.refusals import refusing
from tests.races import together


def _session(key: str) -> Session:
    return Session.objects.create(pk=key, session_data="", expire_date=timezone.now())


@pytest.mark.django_db
def test_a_constraint_named_here_becomes_its_words():
    _session("one")
    with (
        pytest.raises(DomainError, match="已经有了") as refused,
        refusing(django_session_pkey="已经有了"),
    ):
        _session_again("one")
    assert refused.value.code == "django_session_pkey"
    assert Session.objects.count() == 1  # the transaction goes on


def _session_again(key: str) -> None:
    Session.objects.bulk_create([Session(key, session_data="", expire_date=timezone.now())])


@pytest.mark.django_db
def test_any_other_constraint_stays_a_fault():
    _session("one")
    with pytest.raises(IntegrityError), refusing(another_constraint="不是这一个"):
        _session_again("one")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "fault"),
    [("SELECT 1 / 0", DataError), ("SELECT pg_sleep(9)", OperationalError)],
)
def test_what_is_no_deadlock_stays_a_fault(statement, fault):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 50")
        with pytest.raises(fault), refusing():
            cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_wait_for_each_other_one_is_asked_to_try_again():
    for key in "ab":
        _session(key)
    inside = threading.Barrier(2, timeout=10)

    def crosses(first: str, second: str) -> None:
        with refusing():
            Session.objects.filter(pk=first).update(session_data=first)
            inside.wait()
            Session.objects.filter(pk=second).update(session_data=first)

    outcomes = together(lambda: crosses("a", "b"), lambda: crosses("b", "a"))
    refused = [outcome.error for outcome in outcomes if outcome.error is not None]
    assert [getattr(error, "code", error) for error in refused] == ["busy"]
    assert len(set(Session.objects.values_list("session_data", flat=True))) == 1
