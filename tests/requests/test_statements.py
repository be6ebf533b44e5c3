"""What an order costs: the statements of one POST, its transaction and its frame included."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core import scope
from grids.actions.appointments import appoint_worker
from requests.actions import sharing, ticking, work
from requests.facts import readings
from requests.models import ServiceRequest, Timer
from requests.queries import queue
from tests.lists.grow import Growing
from tests.requests.test_tasks import pooled, volunteer
from tests.test_lists import BOOKKEEPING

GOAL = 9
"""What was asked for, and what it takes. docs/performance.md says what each is for."""
GOAL_ACCEPT, ACCEPT = 4, 18
DETAILS = {"desk": 6, "own": 6}


@pytest.mark.parametrize("has_worker", [True, False])
def test_an_order_costs_so_many_statements_and_no_more(town, capsys, has_worker):
    """Whether its grid has a worker, as nearly always, or somebody else must keep it."""
    if has_worker:
        appoint_worker(town.grid, town.worker, actor=town.secretary)
    client = Client()
    town.enter(client, "resident")
    page = reverse("requests:order")
    said = {"words": "楼下有点事，请来看看", "idempotency_key": "abcdefgh12345678"}
    client.post(page, {**said, "idempotency_key": "abcdefgh87654321"})
    with CaptureQueriesContext(connection) as seen:
        sent = client.post(page, said)
    assert sent.status_code == 302, sent.content.decode()
    # The last but one gives the test its own scope back; a request that nobody surrounds has none.
    asked = [row["sql"] for row in seen]
    asked = asked[:-2] + asked[-1:]
    with capsys.disabled():
        for at, sql in enumerate(asked, 1):
            print(f"{at:3} {sql[:110]}")
        print(f"create: {len(asked)} statements, goal {GOAL}")
    assert len(asked) == GOAL
    with scope.entered(scope.EVERYTHING):
        row = ServiceRequest.objects.latest("pk")
        assert row.due_at is not None
        assert (row.keeper == town.worker) == has_worker
        assert row.clock_events.count() == 3
        assert Timer.objects.filter(service_request=row).count() >= 3


def test_an_acceptance_costs_so_many_statements_and_no_more(desk, capsys):
    """One tap of a volunteer on what waits for anybody; the first warms what the process keeps."""
    town = desk.town
    volunteer(town, town.neighbour)
    client = town.enter(Client(), "neighbour")
    rows = [pooled(desk), pooled(desk)]
    asked: list[str] = []
    for row in rows:
        page = reverse("requests:claim", args=[row.public_id])
        with CaptureQueriesContext(connection) as seen:
            sent = client.post(page, {"idempotency_key": f"abcdefgh{row.pk:08}"})
        assert sent["Location"] == reverse("requests:task", args=[row.public_id])
        asked = [one["sql"] for one in seen]
        asked = asked[:-2] + asked[-1:]
    with capsys.disabled():
        for at, sql in enumerate(asked, 1):
            print(f"{at:3} {sql[:150]}")
        print(f"accept: {len(asked)} statements, goal {GOAL_ACCEPT}")
    assert len(asked) == ACCEPT


def test_the_page_of_an_order_costs_so_many_statements_and_no_more(desk, monkeypatch, capsys):
    """Without the lines of the transaction and its scope, as the lists are counted; of what most
    have nothing of (photos, parts, offers) each costs one more where there is some."""
    monkeypatch.setattr("doors.story.banner", dict)
    town = desk.town
    appoint_worker(town.grid, town.worker, actor=town.secretary)
    row = desk.in_progress()
    said: dict[str, int] = {}
    for name, who, path in (
        ("desk", "worker", reverse("requests:case", args=[row.pk])),
        ("own", "resident", reverse("requests:mine_one", args=[row.public_id])),
    ):
        client = town.enter(Client(), who)
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        with capsys.disabled():
            for at, sql in enumerate(seen, 1):
                print(f"{at:3} {sql['sql'][:150]}")
        asked = [one["sql"] for one in seen if not BOOKKEEPING.match(one["sql"])]
        said[name] = len(asked)
    with capsys.disabled():
        print(f"details: {said}, goal 6")
    assert said == DETAILS


def test_what_comes_along_with_a_page_says_the_same_as_the_tables(desk):
    """Paused, gone on, prolonged, in a second round; and nothing lies in it that one would miss."""
    town = desk.town
    row = desk.in_progress()
    until = timezone.now() + timedelta(days=2)
    work.suspend(row, reason="weather", until=until, by=town.viewer("worker"))
    work.resume(row, by=town.viewer("worker"))
    ticking.prolong(row, timezone.now() + timedelta(days=30))
    brought = queue.get_case(town.viewer("secretary"), row.pk)
    assert brought.told
    assert readings(brought) == readings(ServiceRequest.objects.get(pk=row.pk))
    assert not any([brought.has_photos, brought.has_parts, brought.has_offers])
    sharing.add_task(row, what="先看看线路", by=town.viewer("worker"))
    assert queue.get_case(town.viewer("secretary"), row.pk).has_parts


def test_what_begins_at_once_is_what_the_facts_say_later(desk):
    """The deadline written with the row is the one worked out from its facts."""
    row = desk.submit()
    timers = set(row.timers.values_list("rung", "due_at"))
    assert ticking.plan(row) == row.due_at
    assert set(row.timers.values_list("rung", "due_at")) == timers


def test_a_number_in_the_words_is_sealed_though_many_rows_are_written_at_once(desk):
    row = desk.submit("请打 13912345678 找我")
    row.refresh_from_db()
    assert "13912345678" not in str(row.title)
    assert row.numbers.open() == "13912345678"


LISTS = {
    "requests:queue": ("secretary", 5),
    "requests:mine": ("resident", 5),
    "requests:desk_wishes": ("secretary", 4),
    "requests:whistles": ("secretary", 5),
    "requests:public_board": ("secretary", 6),  # what was counted is asked for, not counted again
    "requests:wall": ("secretary", 6),  # and who made the wishes come true
    "requests:tasks": ("volunteer", 6),  # who he is and can, where he has a part, both lists
}
"""Session, account with all it holds, the bell; the rest is the page's. Without the lines of the
transaction and its scope, and once the process knows the shelves and the places."""


def test_a_list_costs_at_most_six_whatever_stands_in_it(town, monkeypatch, capsys):
    monkeypatch.setattr("doors.story.banner", dict)
    for pulse in ("PULSE", "STAFF_PULSE"):
        monkeypatch.setattr(f"accounts.middleware.{pulse}", 86400)
    grown = Growing(town)
    costs: dict[str, list[int]] = {name: [] for name in LISTS}
    for size in (1, 15):
        grown.to(size)
        for name, (who, _limit) in LISTS.items():
            place = name in ("requests:public_board", "requests:wall")
            path = reverse(name, args=[town.community.pk] if place else [])
            client = town.enter(Client(), who)
            client.get(path)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(path).status_code == 200, name
            asked = [row["sql"] for row in seen if not BOOKKEEPING.match(row["sql"])]
            costs[name].append(len(asked))
    with capsys.disabled():
        print(costs)
    assert {name: cost[0] for name, cost in costs.items()} == {
        name: limit for name, (_who, limit) in LISTS.items()
    }
    assert all(cost[-1] <= cost[0] for cost in costs.values()), costs
