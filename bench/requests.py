#!/usr/bin/env python3
"""What the clocks cost: a million open requests swept, and the watch over all of them.

    bin/bench requests [OPEN] [DUE]

SQL statements first (exact), then CPU (this process and its PostgreSQL backend, from /proc) and the
time on the wall. DUE of the OPEN ring in this minute; the others wait, as they do on any day.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

import config.servers.pytest_plugin  # noqa: F401  starts the servers

django.setup()

from django.db import connection  # noqa: E402

from core import scope  # noqa: E402
from requests import watch  # noqa: E402
from requests.actions import ringing  # noqa: E402
from requests.models import LadderRung, ServiceRequest, SlaPolicy  # noqa: E402
from tests import databases  # noqa: E402
from tests.town import GROUND, find  # noqa: E402

OPEN = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
DUE = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000

FILL = """
INSERT INTO requests_servicerequest (public_id, community_id, grid_id, kind, channel, title, body,
    answers, contact_name, contact_phone, contact_phone_index, address, numbers, consent_note,
    is_confidential, is_protective, order_type, matter, urgency, impact, priority,
    is_urgent_concern, is_public, public_text, status, epoch, level, floor, keeper_id, sla_id,
    due_at, close_kind, result, affected_count)
SELECT gen_random_uuid(), %(community)s, %(grid)s, 'help', 'online', 'n' || n, '', '{}', '', '', '',
    '', '', '', false, false, 'regular', 'minor', 2, 1, 3, false, false, '', 'submitted', 1, 1, 1,
    %(keeper)s, %(sla)s, now() + (n %% 100000) * interval '1 minute', '', '', 1
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


def fill() -> None:
    with scope.entered(scope.EVERYTHING), connection.cursor() as cursor:
        town = find(databases.note_of(GROUND))
        values = {
            "community": town.community.pk,
            "grid": town.grid.pk,
            "keeper": town.secretary.pk,
            "sla": SlaPolicy.objects.get(is_default=True).pk,
            "open": OPEN,
            "due": DUE,
            "rung": LadderRung.objects.get(clock="handling", position=1, area=None).pk,
        }
        for statement in (FILL, TIMERS, STARTS):
            cursor.execute(statement, values)


def cpu() -> float:
    """Milliseconds: this process and the backend that serves it."""
    served = int(Path(f"/proc/{backend}/schedstat").read_text().split()[0])
    return (time.process_time_ns() + served) / 1e6


@contextmanager
def measured(name: str, rows: int) -> Iterator[None]:
    said = 0

    def count(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal said
        said += 1
        return execute(*args)

    began, spent = time.perf_counter(), cpu()
    with connection.execute_wrapper(count):
        yield
    wall, used = time.perf_counter() - began, cpu() - spent
    print(f"{name:<44}{said:>9,} SQL{used:>12,.0f} ms CPU{wall:>9.1f} s  ({rows:,} rows)")


def everything() -> None:
    with measured(f"sweep: {DUE:,} due among {OPEN:,} open", DUE):
        while True:
            with scope.entered(scope.EVERYTHING):
                rang = ringing.sweep()
            if rang < ringing.BATCH:
                break
    with measured("sweep again: nothing due", 0), scope.entered(scope.EVERYTHING):
        ringing.sweep()
    for rule in watch.RULES:
        with measured(f"watch: {rule}", OPEN), scope.entered(scope.EVERYTHING):
            found = watch.broken(rule).count()
        print(f"{'':<44}{found:>9,} broken")


if __name__ == "__main__":
    databases.want(GROUND)
    databases.stand()
    databases.want(GROUND)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    began = time.perf_counter()
    fill()
    with databases.as_owner_of_clone() as owner:
        owner.execute("ANALYZE")
    with scope.entered(scope.EVERYTHING):
        print(f"{ServiceRequest.objects.count():,} open, in {time.perf_counter() - began:.0f} s")
    everything()
