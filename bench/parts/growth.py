"""Are the lists flat? Buffers that PostgreSQL touches for a page, at so many orders and at so many.

Exact, and nothing of the machine is in it. All orders lie in one community, which is the worst
case; two of a hundred are open, in every state of the queue.
"""

import os
from collections.abc import Iterator
from functools import partial

import psycopg2
from django.test import Client
from django.urls import reverse

from bench.parts import meter
from bench.parts.owner import as_superuser
from core import scope
from requests.models import MenuItem, ServiceRequest, SlaPolicy
from requests.models.service_requests import PRESSING
from tests.town import Town

HEADS = ("", "SQL", "buffers", "of the worst", "PG")
Line = tuple[str, ...]

FILL = """
INSERT INTO requests_servicerequest (public_id, community_id, grid_id, kind, channel, title, body,
    answers, contact_name, contact_phone, contact_phone_index, address, numbers, consent_note,
    is_confidential, is_protective, order_type, matter, urgency, impact, priority,
    is_urgent_concern, is_public, public_text, status, epoch, level, floor, keeper_id, sla_id,
    created_at, due_at, completed_at, closed_at, close_kind, result, became, became_where,
    affected_count, counted, item_id)
SELECT gen_random_uuid(), %(community)s, %(grid)s, 'help', 'online', '路灯 ' || n, '', '{}', '', '',
    '', '', '', '', false, false, 'regular', 'minor', 2, 1, 3, false, n %% 10 = 0, '', state,
    1, 1, 1, %(keeper)s, %(sla)s, at, at + interval '3 days',
    CASE WHEN state IN ('closed', 'completed') THEN at + interval '2 days' END,
    CASE WHEN state = 'closed' THEN at + interval '2 days' END,
    CASE WHEN state = 'closed' THEN 'rated' ELSE '' END,
    CASE WHEN state IN ('closed', 'completed') THEN '修好了' ELSE '' END, '', '', 1, '{}',
    CASE WHEN n %% 10 = 0 THEN %(item)s END
FROM (SELECT n, now() - n * interval '15 seconds' AS at,
    CASE WHEN n %% 50 > 0 THEN 'closed' ELSE (ARRAY['submitted', 'classified', 'pooled',
        'in_progress', 'assigned', 'completed'])[n / 50 %% 6 + 1] END AS state
    FROM generate_series(%(first)s, %(last)s) n) made
"""
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE tablename = 'requests_servicerequest' AND indexdef NOT LIKE '%%UNIQUE%%'
"""


def grow(town: Town, size: int) -> None:
    """Indexes are built afterwards and keys not looked up: millions would take an hour."""
    with scope.entered(scope.EVERYTHING):
        values = {
            "community": town.community.pk,
            "grid": town.grid.pk,
            "keeper": town.secretary.pk,
            "sla": SlaPolicy.objects.get(is_default=True).pk,
            "item": MenuItem.objects.filter(is_public=True).values_list("pk", flat=True)[0],
            "first": ServiceRequest.objects.count() + 1,
            "last": size,
        }
    with as_superuser() as cursor:
        cursor.execute(INDEXES)
        indexes = cursor.fetchall()
        for name, _made in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute(FILL, values)
        for _name, made in indexes:
            cursor.execute(made)


def lines(town: Town) -> Iterator[Line]:
    for name, who, path in _pages(town):
        client = town.enter(Client(), who)
        client.get(path)
        [said] = meter.recorded([partial(_shown, client, path)])
        touched, took = explained(said)
        yield (name, str(len(said)), f"{sum(touched):,}", f"{max(touched):,}", f"{took:.1f} ms")


def _pages(town: Town) -> Iterator[tuple[str, str, str]]:
    board = reverse("requests:public_board", args=[town.community.pk])
    queue = reverse("requests:queue")
    with scope.entered(scope.EVERYTHING):
        rows = ServiceRequest.objects.open().filter(status__in=["submitted", "asking"])
        middle = rows.annotate(pressing=PRESSING).order_by("pressing", "pk")[rows.count() // 2]
        public = ServiceRequest.objects.filter(is_public=True).order_by("-created_at", "-pk")
        deep = public[public.count() // 2]
    yield "queue, first page", "secretary", queue
    yield "queue, in the middle", "secretary", f"{queue}?after={_mark(middle.due_at, middle.pk)}"
    yield "one's own", "resident", reverse("requests:mine")
    yield "public board, first page", "resident", board
    further = f"{board}?after={_mark(deep.created_at, deep.pk)}"
    yield "public board, in the middle", "resident", further


def _mark(moment: object, pk: int) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S.%f}%2B00:00~{pk}"


def _shown(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200, path


def explained(said: list[meter.Statement]) -> tuple[list[int], float]:
    """Buffers of each statement, and how long all took."""
    touched, took = [0], 0.0
    site = psycopg2.connect(os.environ["DATABASE_URL"])
    with site.cursor() as cursor:
        for sql, values in said:
            if "set_config" in sql or not sql.startswith(("SELECT", "(SELECT")):
                cursor.execute(sql, values)
                continue
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", values)
            [plan] = cursor.fetchone()[0]
            used = plan["Plan"]
            touched.append(used["Shared Hit Blocks"] + used["Shared Read Blocks"])
            took += plan["Execution Time"]
    site.rollback()
    site.close()
    return touched, took
