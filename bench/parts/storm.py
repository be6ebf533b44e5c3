"""Writers that roll back and are killed, folders that are killed; at the end every step is counted.

`python -m bench.parts.storm write SEED` and `… fold` are the processes; `rage` starts them, kills
one after the other without warning, and then counts all that is there by hand.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

if __name__ == "__main__":
    import django

    django.setup()

from django.db import connection, transaction
from django.utils import timezone

from communities.models import Area, Level
from core import scope, tally
from core.models import TallyDelta
from insights.actions import folding
from insights.models import Figure

ROOT = Path(__file__).resolve().parents[2]
MEASURES = ("bench.a", "bench.b")
HEADS = ("", "steps", "rolled back and killed", "cells", "different")
WRITERS, FOLDERS = 3, 2
MOST_AT_ONCE = 40
FEWEST = 3
"""Kills, however soon the steps are there."""

BY_HAND = """
SELECT measure, above::bigint, (at AT TIME ZONE %s)::date, sum(delta)
FROM core_tallydelta JOIN communities_area area
    ON area.id = coalesce((dims->>'grid')::bigint, scope),
    unnest(string_to_array(trim(both '/' from area.path), '/')) above
WHERE measure = ANY(%s) GROUP BY 1, 2, 3 HAVING sum(delta) <> 0
"""


def rage(wanted: int, seed: int = 1) -> Iterator[tuple[str, ...]]:
    """Until so many steps are committed; then what stands is held against them."""
    chance, killed = random.Random(seed), Counter[str]()
    running = [_start("write", n) for n in range(WRITERS)]
    running += [_start("fold", n) for n in range(FOLDERS)]
    try:
        for _kind, process in running:
            _wait_for(process)
        while _steps() < wanted or killed.total() < FEWEST + wanted // 20_000:
            time.sleep(chance.uniform(0.2, 1.0))
            at = chance.randrange(len(running))
            kind, process = running[at]
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed[kind] += 1
            running[at] = _start(kind, chance.randrange(1_000_000))
            _wait_for(running[at][1])
    finally:
        for _kind, process in running:
            process.kill()
            process.wait()
    folding.fold()
    expected, found = _by_hand(), _stands()
    different = sum(expected[key] != found[key] for key in expected.keys() | found.keys())
    lost = f"{killed['write']} writers, {killed['fold']} folders"
    yield ("figures and steps", f"{_steps():,}", lost, f"{len(expected):,}", str(different))


def write(seed: int) -> None:
    """For ever: some steps of a few places, of late and of now, one time of ten taken back."""
    chance = random.Random(seed)
    _here()
    with scope.entered(scope.EVERYTHING):
        grids = list(Area.objects.filter(level=Level.GRID).values_list("pk", "community_id"))
    while True:
        with scope.entered(scope.EVERYTHING):
            now = timezone.now()
            tally.add_all(
                tally.step(
                    chance.choice(MEASURES),
                    community,
                    at=now - timedelta(days=chance.randrange(40)),
                    dims={"grid": grid} if chance.random() < 0.7 else {},
                    delta=chance.choice((1, 1, 1, -1)),
                )
                for grid, community in chance.choices(grids, k=chance.randint(1, MOST_AT_ONCE))
            )
            if chance.random() < 0.02:
                time.sleep(0.2)  # a slow one, overtaken by others
            transaction.set_rollback(chance.random() < 0.1)


def fold() -> None:
    _here()
    while True:
        folding.fold()
        time.sleep(0.05)


# --- inside ---------------------------------------------------------------------------------------
def _start(kind: str, seed: int) -> tuple[str, "subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "bench.parts.storm", kind, str(seed)]
    return kind, subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)  # noqa: S603 (ourselves)


def _wait_for(process: "subprocess.Popen[bytes]") -> None:
    """Until it is at work: who is killed on the way there does no harm."""
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()


def _here() -> None:
    print("here", flush=True)


def _steps() -> int:
    return TallyDelta.objects.filter(measure__in=MEASURES).count()


def _by_hand() -> Counter[tuple[object, ...]]:
    """Nothing of the folding's own statement is in it."""
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, [timezone.get_default_timezone_name(), list(MEASURES)])
        return Counter({tuple(key): int(value) for *key, value in cursor.fetchall()})


def _stands() -> Counter[tuple[object, ...]]:
    rows = Figure.objects.filter(measure__in=MEASURES, span="day", by="")
    told = rows.exclude(value=0).values_list("measure", "area_id", "starts_on", "value")
    return Counter({tuple(key): value for *key, value in told})


if __name__ == "__main__":
    write(int(sys.argv[2])) if sys.argv[1] == "write" else fold()
