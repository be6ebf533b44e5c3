"""Figures are read of a replica, if there is one; the desk is not, and a silent one harms nobody.

The second connection leads to the same database: it sees what is committed.
"""

import pytest
from django.core.cache import cache
from django.db import InternalError, connection, connections
from django.urls import reverse
from django.utils import timezone

from communities.models import Resident
from core import scope
from insights import replica
from insights.actions import screens
from insights.indicators import REGISTRY
from insights.models import Figure, FoldMark
from insights.models.screens import Part
from insights.periods import month_of
from insights.queries.fresh import folded_at
from insights.queries.readings import read
from insights.queries.report_figures import frozen
from tests.insights.writing import happened

pytestmark = pytest.mark.django_db(transaction=True)
HOME = reverse("insights:loop")
OPEN = REGISTRY["orders_open"]


class Notes(list[str]):
    def __call__(self, execute, sql, params, many, context):
        self.append(sql)
        return execute(sql, params, many, context)

    @property
    def of_figures(self) -> bool:
        return any("insights_figure" in sql or "insights_foldmark" in sql for sql in self)


@pytest.fixture
def beside(town, monkeypatch):
    """What is asked of the replica."""
    monkeypatch.setitem(connections.settings, replica.ALIAS, dict(connection.settings_dict))
    monkeypatch.setattr(replica, "_asked_again_at", 0.0)
    there, notes = connections[replica.ALIAS], Notes()

    def connect():  # Django's tests refuse connections that came after them
        if there.connection is None:
            with there.wrap_database_errors:
                there.connect()

    monkeypatch.setattr(there, "ensure_connection", connect)
    with there.execute_wrapper(notes):
        yield notes
    there.close()
    del connections[replica.ALIAS]


def test_pages_of_figures_ask_the_replica_and_the_desk_does_not(client, town, beside):
    cache.clear()
    secretary = town.viewer("secretary")
    with scope.entered(scope.EVERYTHING):
        _row, secret = screens.make(
            area=town.community, name="一楼大厅", theme="light", shows=[Part.FIGURES],
            figures=["solved_rate"], by=secretary,
        )  # fmt: skip
    town.enter(client, "secretary")
    pages = (
        HOME,
        reverse("insights:theme", args=["loop"]),
        reverse("insights:indicator", args=["solved_rate"]),
        reverse("insights:screen", args=[secret]),
    )
    for page in pages:
        beside.clear()
        here = Notes()
        with connection.execute_wrapper(here):
            assert client.get(page).status_code == 200
        assert beside.of_figures, page
        assert not here.of_figures, page
    assert any("insights_foldmark" in sql for sql in beside)  # a replica that lags says so itself
    beside.clear()
    frozen(town.community, month_of(timezone.localdate()))  # a paper is kept as it was read
    for page in ("/desk/", reverse("requests:queue"), reverse("insights:reports")):
        assert client.get(page).status_code == 200
    town.enter(client, "social_worker")
    assert client.get("/desk/").status_code == 200
    assert beside == []


def test_who_looks_there_sees_what_he_sees_here_and_writes_nothing(town, beside):
    happened(town.community, 3)
    there = Resident.objects.using(replica.ALIAS)
    assert Figure.objects.exists()
    assert not Figure.objects.using(replica.ALIAS).exists()  # nobody said who looks
    for places in ([town.community.pk], ()):
        with scope.entered(places), scope.reading_on(replica.ALIAS, 1000):
            assert there.count() == Resident.objects.count()
            assert there.exists() is bool(places)
    with (
        pytest.raises(InternalError, match="read-only"),
        scope.entered(scope.EVERYTHING),
        scope.reading_on(replica.ALIAS, 1000),
    ):
        FoldMark.objects.using(replica.ALIAS).update(floor=0)


def test_a_replica_that_is_silent_is_let_alone_for_a_while(town, beside, caplog):
    month, places = month_of(timezone.localdate()), [town.community.pk]

    def ask():
        with scope.entered(scope.EVERYTHING):
            return read([OPEN], places, month)

    known = ask()
    connections[replica.ALIAS].close()
    connections[replica.ALIAS].settings_dict.update(HOST="127.0.0.1", PORT="1")
    assert ask() == known
    with scope.entered(scope.EVERYTHING):
        assert folded_at() is not None
    said = [line for line in caplog.messages if "replica" in line]
    assert said == [
        "the replica does not answer (OperationalError): figures from the primary"
    ]  # once, and without the address


def test_a_question_that_takes_too_long_there_is_asked_here(town, beside, caplog, monkeypatch):
    monkeypatch.setattr(replica, "PATIENCE_MS", 20)

    def slowly(alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_sleep(%s)", [0.5 if alias == replica.ALIAS else 0])
            return alias

    with scope.entered(scope.EVERYTHING):
        assert replica.answered(slowly) == "default"
    assert "QueryCanceled" in caplog.text


def test_without_one_nothing_is_asked_twice(town):
    assert replica.ALIAS not in connections.settings
    with scope.entered(scope.EVERYTHING):
        assert replica.answered(str) == "default"
