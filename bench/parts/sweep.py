"""What the clocks cost: a million open requests swept, and the watch over all of them.

Some ring in this minute; the others wait, as they do on any day.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.parts import meter
from core import scope
from requests import watch
from requests.actions import ringing
from requests.models import LadderRung, SlaPolicy
from tests.town import Town

HEADS = ("", "rows", "SQL", "CPU", "on the wall")
Line = tuple[str, ...]

FILL = """
INSERT INTO requests_servicerequest (public_id, community_id, grid_id, kind, channel, title, body,
    answers, contact_name, contact_phone, contact_phone_index, address, numbers, consent_note,
    is_confidential, is_protective, order_type, matter, urgency, impact, priority,
    is_urgent_concern, is_public, public_text, status, epoch, level, floor, keeper_id, sla_id,
    due_at, close_kind, result, became, became_where, affected_count,
    counted)
SELECT gen_random_uuid(), %(community)s, %(grid)s, 'help', 'online', 'n' || n, '', '{}', '', '', '',
    '', '', '', false, false, 'regular', 'minor', 2, 1, 3, false, false, '', 'submitted', 1, 1, 1,
    %(keeper)s, %(sla)s, now() + (n %% 100000) * interval '1 minute', '', '', '', '', 1, '{}'
FROM generate_series(1, %(open)s) n
"""
TIMERS = """
INSERT INTO requests_timer (community_id, service_request_id, purpose, clock, epoch, rung_id, turn,
    due_at)
SELECT community_id, id, 'rung', 'handling', 1, %(rung)s, 1,
    CASE WHEN row_number() OVER (ORDER BY id) <= %(due)s THEN now() - interval '1 minute'
         ELSE now() + interval '1 day' + (id %% 100000) * interval '1 second' END
FROM requests_servicerequest
"""
STARTS = """
INSERT INTO requests_clockevent (service_request_id, clock, epoch, tick, rule_id, at)
SELECT r.id, s.clock, 1, 'start', s.id, now() - interval '4 days'
FROM requests_servicerequest r
JOIN requests_slarule s ON s.policy_id = r.sla_id AND s.priority = 3 AND s.replaced_at IS NULL
     AND s.clock IN ('contact', 'handling', 'total')
WHERE r.id IN (SELECT service_request_id FROM requests_timer WHERE due_at < now())
"""


def fill(town: Town, *, many: int, due: int) -> None:
    with scope.entered(scope.EVERYTHING), connection.cursor() as cursor:
        values = {
            "community": town.community.pk,
            "grid": town.grid.pk,
            "keeper": town.secretary.pk,
            "sla": SlaPolicy.objects.get(is_default=True).pk,
            "open": many,
            "due": due,
            "rung": LadderRung.objects.get(clock="handling", position=1, area=None).pk,
        }
        for statement in (FILL, TIMERS, STARTS):
            cursor.execute(statement, values)


def lines(many: int, due: int) -> Iterator[Line]:
    with _measured(f"{due:,} ring among {many:,}", due) as line:
        while True:
            with scope.entered(scope.EVERYTHING):
                rang = ringing.sweep()
            if rang < ringing.BATCH:
                break
    yield line[0]
    with _measured("nothing rings", 0) as line, scope.entered(scope.EVERYTHING):
        assert ringing.sweep() == 0
    yield line[0]
    for rule in watch.RULES:
        with _measured(f"watch: {rule}", many) as line, scope.entered(scope.EVERYTHING):
            watch.broken(rule).count()
        yield line[0]


@contextmanager
def _measured(name: str, rows: int) -> Iterator[list[Line]]:
    backend, line = meter.backend_of(connection), list[Line]()
    began, before = time.perf_counter(), meter.spent(backend)
    with CaptureQueriesContext(connection) as seen:
        yield line
    used = meter.spent(backend).both - before.both
    wall = time.perf_counter() - began
    line.append((name, f"{rows:,}", f"{len(seen):,}", f"{used:,.0f} ms", f"{wall:.1f} s"))
