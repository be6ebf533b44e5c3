"""What an order costs: the statements of one POST, its transaction and its frame included."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import scope
from requests.actions import ticking
from requests.models import ServiceRequest, Timer

GOAL = 9
"""What was asked for: no frame of ours comes near it without one big function in the database."""
NOW = 29
"""Where it stands. It only sinks. Three of them look upwards for somebody who keeps it: the grid
of this town has no worker and no duty officer. Where one is there, it takes 26."""
FRAME = 9
"""Of them: session, BEGIN, twice the scope, account, roles, bindings, authorities, household."""


def test_an_order_costs_so_many_statements_and_no_more(town, capsys):
    client = Client()
    town.enter(client, "resident")
    page = reverse("requests:order")
    said = {"words": "楼下有点事，请来看看", "idempotency_key": "abcdefgh12345678"}
    client.post(page, {**said, "idempotency_key": "abcdefgh87654321"})
    with CaptureQueriesContext(connection) as seen:
        sent = client.post(page, said)
    assert sent.status_code == 302, sent.content.decode()
    asked = [row["sql"] for row in seen]
    with capsys.disabled():
        for at, sql in enumerate(asked, 1):
            print(f"{at:3} {sql[:110]}")
        print(f"create: {len(asked)} statements, goal {GOAL}")
    assert len(asked) <= NOW
    with scope.entered(scope.EVERYTHING):
        row = ServiceRequest.objects.latest("pk")
        assert row.due_at is not None
        assert row.clock_events.count() == 3
        assert Timer.objects.filter(service_request=row).count() >= 3


def test_what_begins_at_once_is_what_the_facts_say_later(desk):
    """The deadline written with the row is the one worked out from its facts."""
    row = desk.submit()
    timers = set(row.timers.values_list("rung", "due_at"))
    assert ticking.plan(row) == row.due_at
    assert set(row.timers.values_list("rung", "due_at")) == timers
