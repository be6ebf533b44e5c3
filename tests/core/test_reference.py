"""What a process keeps is what the tables say: with the next request, never after a rollback."""

import contextlib
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.models import CommunityProfile
from core import dbrules, reference, scope, tally
from core.models import CalendarDay, OutboxMessage, TallyDelta
from core.together import draw, insert
from core.workcalendar import is_workday

pytestmark = pytest.mark.django_db
SUNDAY = date(2026, 11, 22)


def mark() -> str:
    with scope.entered(scope.EVERYTHING, ask=reference.MARK) as now:
        return now


def test_every_table_that_is_kept_has_its_trigger():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'new_mark'")
        watched = {row[0] for row in cursor}
    assert watched == {model._meta.db_table for model in dbrules.references()}
    assert len(watched) >= 8


def test_an_answer_is_kept_until_the_table_changes():
    with reference.at(mark()):
        assert not is_workday(SUNDAY)
        with CaptureQueriesContext(connection) as asked:
            assert not is_workday(SUNDAY)
        assert len(asked) == 0
    CalendarDay.objects.create(date=SUNDAY, kind="workday")
    with reference.at(mark()):
        assert is_workday(SUNDAY)


def test_what_was_taken_back_is_not_kept():
    before = mark()
    with transaction.atomic():
        CalendarDay.objects.create(date=SUNDAY, kind="workday")
        with reference.at(mark()):
            assert is_workday(SUNDAY)
        transaction.set_rollback(True)
    assert mark() == before
    CalendarDay.objects.create(date=SUNDAY.replace(day=21), kind="workday")
    with reference.at(mark()):
        assert not is_workday(SUNDAY)


@pytest.mark.parametrize(
    ("sunday", "how"), [(date(2025, 11, 23), "quietly"), (date(2024, 11, 24), "by an error")]
)
def test_what_the_request_itself_wrote_and_took_back_is_not_kept(
    sunday, how
):  # of years nothing is kept of
    before = mark()
    with contextlib.suppress(ZeroDivisionError), transaction.atomic(), reference.at(before):
        CalendarDay.objects.create(date=sunday, kind="workday")
        assert is_workday(sunday)  # under the mark it began with
        if how == "by an error":
            raise ZeroDivisionError
        transaction.set_rollback(True)
    with reference.at(mark()):
        assert mark() == before
        assert not is_workday(sunday)


def test_who_learned_no_mark_asks_the_table():
    assert not is_workday(SUNDAY)
    CalendarDay.objects.create(date=SUNDAY, kind="workday")
    assert is_workday(SUNDAY)


def test_the_next_page_says_it_even_after_plain_sql(town):
    client = Client()
    assert "1357924" not in client.get("/").content.decode()
    CommunityProfile.objects.filter(area=town.community).update(telephone="0858-1357924")
    assert "1357924" in town.enter(client, "resident").get("/").content.decode()
    CommunityProfile.objects.filter(area=town.community).update(telephone="")
    assert "1357924" not in client.get("/").content.decode()


def test_rows_of_two_tables_in_one_statement():
    now, (pk,) = draw(OutboxMessage)
    message = OutboxMessage(pk=pk, topic="t", subscriber="s", key="k", payload={"n": 1})
    steps = [tally.step("m", n, at=now) for n in (1, 2)]
    with CaptureQueriesContext(connection) as asked:
        insert([message], [], steps)
    assert len(asked) == 1
    assert OutboxMessage.objects.get(pk=pk).payload == {"n": 1}
    assert TallyDelta.objects.filter(measure="m", at=now).count() == 2
