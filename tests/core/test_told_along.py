"""What travels with the statement that comes anyway: the scope, the drawn keys, the last rows."""

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from communities.models import Resident
from core import scope, tally
from core.idempotency import idempotent
from core.models import IdempotencyKey, TallyDelta
from core.together import draw, drawn_ahead, finish, held, insert

pytestmark = pytest.mark.django_db


def asked(seen):
    return [row["sql"].split()[0] for row in seen]


def step(measure="test.along"):
    return [tally.step(measure, 1)]


def along():
    return TallyDelta.objects.filter(measure="test.along").count()


# --- the scope -----------------------------------------------------------------------------------
def test_what_is_declared_holds_for_the_next_statement_and_costs_none_alone(town):
    with scope.entered(()):
        assert not Resident.objects.exists()
        with CaptureQueriesContext(connection) as seen:
            scope.declare([town.second_grid.community_id])
            scope.declare([town.community.pk])
            assert not seen.captured_queries
            assert Resident.objects.exists()
        assert len(seen) == 2


def test_who_notes_statements_sees_them_in_the_order_in_which_they_are_said(town):
    noted = []

    def note(execute, sql, *others):
        noted.append(sql.split()[0])
        return execute(sql, *others)

    outside = scope._current.set(None)
    around, connection.execute_wrappers = connection.execute_wrappers, []  # nobody surrounds it
    try:
        with connection.execute_wrapper(note), scope.entered(()), held():
            scope.declare([town.community.pk])
            insert(step())
            Resident.objects.exists()
            scope.declare(())
            Resident.objects.exists()
    finally:
        scope._current.reset(outside)
        connection.execute_wrappers = around
    scope.declare(scope.EVERYTHING)
    said = ["SAVEPOINT", "SELECT", "SELECT", "INSERT", "SELECT", "SELECT", "SELECT", "RELEASE"]
    assert noted == said


def test_it_is_not_lost_with_a_savepoint_that_is_taken_back(town):
    with scope.entered(()):
        scope.declare([town.community.pk])
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            raise ZeroDivisionError
        assert Resident.objects.exists()


def test_a_scope_inside_begins_and_ends_with_its_own(town):
    with scope.entered(()):
        scope.declare([town.community.pk])
        with scope.entered(()):
            assert not Resident.objects.exists()
            scope.declare(scope.EVERYTHING)
        assert scope.current().communities == str(town.community.pk)
        assert Resident.objects.exists()
        scope.declare(())
    assert Resident.objects.exists()  # the test's own again, and nothing left to tell


def test_what_was_declared_and_never_told_ends_with_its_scope(town):
    ours = scope._current.set(None)  # as where nobody surrounds it
    with scope.entered(()):
        scope.declare(scope.EVERYTHING)
    assert not Resident.objects.exists()
    scope._current.reset(ours)
    scope.declare(scope.EVERYTHING)


@pytest.mark.parametrize("returned", [True, False])
def test_a_statement_that_returns_no_row_has_told_nothing(town, returned):
    with scope.entered(()):
        scope.declare([town.community.pk])
        with scope.along() as told, connection.cursor() as cursor:
            cursor.execute(f"SELECT 1{told.columns} WHERE %s", [*told.values, returned])
            told.returned = cursor.fetchone() is not None
        with CaptureQueriesContext(connection) as seen:
            assert Resident.objects.exists()
        assert len(seen) == 1 + (not returned)


# --- rows that wait ------------------------------------------------------------------------------
def test_held_rows_are_written_with_the_end_and_found_by_whatever_comes_before_it():
    with held():
        with CaptureQueriesContext(connection) as seen:
            insert(step(), step())
        assert not seen.captured_queries
        assert along() == 2
        insert(step())
        with CaptureQueriesContext(connection) as seen:
            finish("UPDATE core_idempotencykey SET status = %s", [200])
        assert asked(seen) == ["WITH"]
    assert along() == 3


def test_held_rows_are_written_once_by_the_next_that_are_and_by_the_end():
    with held():
        insert(step())
        insert(step())
    assert along() == 2


def test_held_rows_go_with_who_fails():
    def fail():
        with held():
            insert(step())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert along() == 0


def test_held_rows_stand_under_what_was_declared_before_them(town):
    """And not under what comes after: the next statement finds both in their order."""
    with scope.entered(()), held():
        scope.declare([town.community.pk])
        with CaptureQueriesContext(connection) as seen:
            insert(step())
        assert asked(seen) == ["SELECT"]
        with CaptureQueriesContext(connection) as seen:
            scope.declare(())
            assert not Resident.objects.exists()
        assert asked(seen) == ["INSERT", "SELECT", "SELECT"]


# --- keys drawn ahead ----------------------------------------------------------------------------
KEYED = {"idempotency_key": "abcdefgh12345678"}


def seen_by(rf, view, said=KEYED):
    view = drawn_ahead(TallyDelta)(idempotent(view))
    with CaptureQueriesContext(connection) as seen:
        view(rf.post("/", said))
    return asked(seen)


def test_the_claim_brings_the_moment_and_the_keys_once(rf):
    drawn = []

    def view(request):
        drawn.extend(draw(TallyDelta) for _ in range(2))
        return HttpResponse()

    assert seen_by(rf, view) == ["INSERT", "SELECT", "UPDATE"]
    (first, [one]), (second, [two]) = drawn
    assert first < second
    assert one < two


def test_who_draws_something_else_asks(rf):
    def view(request):
        draw(IdempotencyKey)
        return HttpResponse()

    assert seen_by(rf, view) == ["INSERT", "SELECT", "UPDATE"]


def test_without_a_key_it_asks_as_ever(rf):
    def view(request):
        draw(TallyDelta)
        return HttpResponse()

    assert seen_by(rf, view, {}) == ["SELECT"]


def test_an_answer_and_the_last_rows_are_one_statement(rf):
    def view(request):
        insert(step())
        return HttpResponse("好")

    assert seen_by(rf, view) == ["INSERT", "WITH"]
    assert along() == 1
    assert IdempotencyKey.objects.get().status == 200
    assert seen_by(rf, view) == ["INSERT", "SELECT"]  # the same form again: its answer
    assert along() == 1


def test_a_refusal_after_rows_keeps_them_and_forgets_the_key(rf):
    """As it is without a key: what was counted stays counted."""

    def view(request):
        insert(step())
        return HttpResponse(status=422)

    assert seen_by(rf, view) == ["INSERT", "INSERT", "DELETE"]
    assert along() == 1
    assert not IdempotencyKey.objects.exists()
