"""A question is asked once per reading and again after it; many counts are one statement."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from communities.middleware import ScopeMiddleware
from communities.models import Area, CareLabel, Household, Resident
from core import memo, scope
from core.counting import Rows, counted, counted_by
from tests.town import years_ago

asked: list[tuple[object, ...]] = []


@memo.once
def question(*args, **kwargs):
    asked.append((args, kwargs))
    return len(asked)


@pytest.fixture(autouse=True)
def nothing_asked():
    asked.clear()


def test_inside_a_reading_a_question_is_asked_once_for_the_same_arguments():
    with memo.reading():
        assert [question(1), question(1), question(2), question(1, n=1)] == [1, 1, 2, 3]
    assert question(1) == 4


def test_outside_of_a_reading_every_question_is_asked():
    assert [question(1), question(1)] == [1, 2]


def test_an_answer_does_not_outlive_its_reading_nor_leak_into_the_next():
    with memo.reading():
        question(1)
    with memo.reading():
        question(1)
    assert len(asked) == 2


@pytest.mark.django_db
def test_another_scope_is_another_question():
    with memo.reading():
        question(1)
        with scope.entered([1]):
            question(1)
        question(1)
    assert len(asked) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "times"), [("get", 1), ("head", 1), ("post", 2)])
def test_only_a_request_that_writes_nothing_has_a_memo(method, times):
    def page(_request):
        question(1)
        question(1)
        return HttpResponse()

    request = getattr(RequestFactory(), method)("/")
    request.session = {}
    ScopeMiddleware(page)(request)
    assert len(asked) == times


@pytest.mark.django_db
def test_counts_of_many_tables_are_one_statement(town):
    with CaptureQueriesContext(connection) as seen:
        found = counted(
            people=Resident.objects.present(),
            homes=Household.objects.present(),
            nobody=Resident.objects.none(),
            nowhere=Area.objects.filter(pk__in=[]),
        )
    assert len(seen) == 1
    assert found == {
        "people": Resident.objects.present().count(),
        "homes": Household.objects.present().count(),
        "nobody": 0,
        "nowhere": 0,
    }


@pytest.mark.django_db
def test_counts_behind_a_number_keep_to_it_and_a_person_counts_once(town):
    elder = town.people["elder"]
    CareLabel.objects.filter(resident=elder).delete()
    for condition in ("living_alone", "disabled_elder"):
        CareLabel.objects.create(
            resident=elder,
            community=town.community,
            group="elder",
            condition=condition,
            valid_from=years_ago(1),
        )
    labels = CareLabel.objects.filter(resident=elder)
    found = counted_by(
        homes=Rows(Household.objects.present(), by="grid"),
        labels=Rows(labels, by="community"),
        people=Rows(labels, by="community", different="resident"),
    )
    here = Household.objects.present().filter(grid=town.grid).count()
    assert here > 0
    assert found["homes"][town.grid.pk] == here
    assert found["homes"][0] == 0
    assert found["labels"][town.community.pk] == labels.count() > 1
    assert found["people"][town.community.pk] == 1


@pytest.mark.django_db
def test_what_nobody_may_see_counts_nothing_and_asks_nothing():
    with CaptureQueriesContext(connection) as seen:
        assert counted(a=Area.objects.none(), b=Resident.objects.none()) == {"a": 0, "b": 0}
        assert counted(a=Area.objects.none()) == {"a": 0}
    assert len(seen) == 0
