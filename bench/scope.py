#!/usr/bin/env python3
"""What row level security costs a list: the same page of residents with and without the wall.

    .venv/bin/python bench/scope.py

Counts CPU (this process and its PostgreSQL backend, from /proc), not time; rounds are
interleaved, and the control (an empty statement) shows how noisy the machine was.
"""

import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

import config.servers.pytest_plugin  # noqa: F401  starts the servers

django.setup()

from django.db import connection  # noqa: E402

from accounts.roles import COMMUNITY_SECRETARY, ROLES  # noqa: E402
from accounts.viewer import Viewer  # noqa: E402
from communities.models import Area, Level, Resident  # noqa: E402
from core import scope  # noqa: E402
from tests import databases  # noqa: E402

COMMUNITIES, RESIDENTS, PAGES, ROUNDS = 40, 500, 150, 9


def fill() -> list[int]:
    with scope.entered(scope.EVERYTHING):
        areas = []
        for n in range(COMMUNITIES):
            area = Area.objects.create(level=Level.DISTRICT, name=f"c{n}", path=f"/b{n}/")
            area.level, area.community, area.path = Level.COMMUNITY, area, f"/{area.pk}/"
            area.save()
            areas.append(area)
        Resident.objects.bulk_create(
            Resident(community=area, name=f"居民{n}", name_key=f"{n:05d}")
            for area in areas
            for n in range(RESIDENTS)
        )
    return [area.pk for area in areas]


def cpu() -> float:
    """Milliseconds of CPU: this process and the backend that serves it."""
    served = int(Path(f"/proc/{backend}/schedstat").read_text().split()[0])
    return (time.process_time_ns() + served) / 1e6


def pages(community: int) -> None:
    viewer = Viewer(role=ROLES[COMMUNITY_SECRETARY], grant_id=1, community_ids=(community,))
    for _ in range(PAGES):
        with scope.entered([community], user_id=1):
            list(Resident.objects.visible_to(viewer).order_by("name_key", "pk")[:50])


def control() -> None:
    with connection.cursor() as cursor:
        for _ in range(PAGES * 10):
            cursor.execute("SELECT 1")


def wall(on: bool) -> None:
    change = "ENABLE" if on else "DISABLE"
    with databases.as_owner_of_clone() as cursor:
        cursor.execute(f"ALTER TABLE {Resident._meta.db_table} {change} ROW LEVEL SECURITY")


def measure(work, *arguments) -> float:  # type: ignore[no-untyped-def]
    before = cpu()
    work(*arguments)
    return cpu() - before


databases.want(databases.EMPTY)
databases.stand()
communities = fill()
with connection.cursor() as cursor:
    cursor.execute("SELECT pg_backend_pid()")
    backend = cursor.fetchone()[0]
ratios, controls = [], []
for number in range(ROUNDS):
    community = communities[number % len(communities)]
    figures = {}
    for on in (True, False) if number % 2 else (False, True):
        wall(on)
        pages(community)  # plans and caches are warm for both arms
        figures[on] = measure(pages, community)
    controls.append(measure(control))
    ratios.append(figures[True] / figures[False])
    print(
        f"round {number + 1}: with {figures[True] / PAGES:.3f} ms/page,"
        f" without {figures[False] / PAGES:.3f}, ratio {ratios[-1]:.3f}"
    )
spread = max(controls) / min(controls)
print(f"median ratio {statistics.median(ratios):.3f} [{min(ratios):.3f}–{max(ratios):.3f}]")
print(f"control spread {spread:.2f}" + (" — too noisy for a verdict" if spread > 1.5 else ""))
