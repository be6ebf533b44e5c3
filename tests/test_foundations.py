"""What every other test relies on: real servers, the right role, clean ground, honest races."""

import logging
import time

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import ProgrammingError, connection, transaction
from django.template import Context, Template, engines
from django.utils import timezone

from core import scope
from tests.races import meet_inside, together


def _role() -> tuple[str, bool, bool]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        return cursor.fetchone()


@pytest.mark.django_db
def test_tests_act_as_the_role_that_owns_nothing():
    assert _role() == ("wushe_app", False, False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = 'wushe_app'::regrole")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_the_site_may_not_truncate():
    with pytest.raises(ProgrammingError), transaction.atomic():
        connection.cursor().execute("TRUNCATE django_session")


@pytest.mark.django_db
def test_chinese_has_trigrams():
    """With the C locale it has none, and the search would silently find nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(show_trgm('业主大会'))")
        assert cursor.fetchone()[0] > 0


def _leave_a_session() -> None:
    assert not Session.objects.filter(pk="left behind").exists()
    Session.objects.create(pk="left behind", session_data="", expire_date=timezone.now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_transactional_test_leaves_nothing_to_the_next(turn):
    _leave_a_session()
    assert _role()[0] == "wushe_app"


@pytest.mark.django_db
def test_a_rolled_back_test_follows_a_transactional_one():
    _leave_a_session()


class Till:
    """A critical section to race in."""

    @staticmethod
    def read() -> int:
        return Session.objects.count()

    @classmethod
    def add(cls, *, lock: bool) -> None:
        if lock:
            connection.cursor().execute("SELECT pg_advisory_xact_lock(1)")
        count = cls.read()
        Session.objects.create(pk=str(count), session_data="", expire_date=timezone.now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lock", [True, False])
def test_two_meet_inside_only_when_the_lock_is_off(monkeypatch, lock):
    meeting = meet_inside(monkeypatch, Till, "read", after=True)
    outcomes = together(*[lambda: Till.add(lock=lock)] * 2)
    assert meeting.happened is not lock
    assert sum(outcome.error is not None for outcome in outcomes) == (0 if lock else 1)


@pytest.mark.django_db(transaction=True)
def test_a_forgotten_thread_does_not_stop_the_next_clone():
    outcome = together(lambda: connection.cursor().execute("SELECT 1"), communities=None)[0]
    assert outcome.error is None


@pytest.mark.django_db
def test_tests_see_everything_and_code_narrows_it():
    assert scope.current() == scope.Scope.of(scope.EVERYTHING)
    with scope.entered([7]):
        assert scope.current() == scope.Scope.of([7])


def test_redis_is_real():
    caches["fast"].set("键", "值", timeout=1)
    assert caches["fast"].get("键") == "值"
    time.sleep(1.1)
    assert caches["fast"].get("键") is None


def test_an_error_in_the_log_is_seen(error_log):
    logging.getLogger("anything").error("gone wrong")
    assert [record.getMessage() for record in error_log] == ["gone wrong"]
    error_log.clear()


def test_an_undefined_variable_in_our_template_fails(settings):
    engine = engines["django"].engine
    template = Template("{{ nobody }}", engine=engine)
    assert template.render(Context()) == ""  # not a file of ours
    for node in (template, *template.nodelist):
        node.origin = f"{settings.BASE_DIR}/templates/home.html"
    with pytest.raises(pytest.fail.Exception, match="nobody"):
        template.render(Context())
