"""Writers beside the folding: how late a figure is, and whether one place for all holds them up."""

import json
import os
import random
import statistics
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import psycopg2

from bench.parts.owner import as_superuser
from communities.models import Area
from core import scope
from core.models import TallyDelta
from insights.actions import folding

Line = tuple[str, ...]
LAG_HEADS = ("", "writes", "steps", "p50", "p99", "at most")
HOT_HEADS = ("", "writes a second", "× spread", "and folded", "× spread")
EACH = 3
"""Steps of one write, as an order that is closed has some."""
CLIENTS = 4

DIMS = {
    "kind": "help", "channel": "online", "type": "regular", "matter": "minor", "mode": "hall",
    "item": 3, "status": "submitted", "lane": "grid", "level": 1, "urgent": "no", "again": "no",
}  # fmt: skip
STEPS = """
INSERT INTO core_tallydelta (measure, scope, at, dims, delta)
SELECT 'requests.orders', place, now(), %s, 1 FROM unnest(%s::bigint[]) place
"""
COUNTER = """
INSERT INTO bench_counter AS had (place, n) SELECT DISTINCT place, 3 FROM unnest(%s::bigint[]) place
ON CONFLICT (place) DO UPDATE SET n = had.n + 3
"""


def lag_lines(places: list[Area], seconds: int, rate: int = 50) -> Iterator[Line]:
    """So many writes a second, come what may; folded once a second, as the beat does it.

    From the moment at which a write began to the commit of the figures it is in.
    """
    folding.fold()
    before = TallyDelta.objects.count()
    floors, at = [0], [0.0]
    began = time.time()
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(_keep_writing, [place.pk for place in places], seconds, rate)
        while not writing.done() or floors[-1] < _last_transaction():
            time.sleep(max(0.0, 1.0 - (time.time() - began) % 1.0))
            folding.fold()
            floors.append(folding.mark_of_now().floor)
            at.append(time.time())
        writes = writing.result()
    rows = TallyDelta.objects.order_by("pk").values_list("transaction", "recorded_at")[before:]
    lags = sorted(at[bisect_right(floors, step)] - when.timestamp() for step, when in rows)
    hundredth = statistics.quantiles(lags, n=100)
    yield (
        f"{rate} a second", f"{writes:,}", f"{len(lags):,}", f"{hundredth[49]:.2f} s",
        f"{hundredth[98]:.2f} s", f"{lags[-1]:.2f} s",
    )  # fmt: skip


def hot_lines(places: list[Area], times: int, rounds: int) -> Iterator[Line]:
    """Everybody at once, spread and in one place. The control is one counter a place, which is what
    a figure kept by its writers would be."""
    with as_superuser() as cursor:
        cursor.execute("CREATE TABLE bench_counter (place bigint PRIMARY KEY, n bigint NOT NULL)")
        cursor.execute("GRANT ALL ON bench_counter TO PUBLIC")
    keys = [place.pk for place in places]
    arms = {
        ("steps", "spread"): (STEPS, keys),
        ("steps", "all in one"): (STEPS, keys[:1]),
        ("a counter (the control)", "spread"): (COUNTER, keys),
        ("a counter (the control)", "all in one"): (COUNTER, keys[:1]),
    }
    found: dict[tuple[str, str], list[tuple[float, float]]] = {arm: [] for arm in arms}
    order = random.Random(1)
    for _ in range(rounds):
        for arm in order.sample(list(arms), len(arms)):
            found[arm].append(_together(*arms[arm], times))
    for name, where in arms:
        mine, its = found[name, where], found[name, "spread"]
        written, folded = zip(*mine, strict=True)
        yield (
            f"{name}, {where}", f"{statistics.median(written):,.0f}", _ratio(mine, its, 0),
            f"{statistics.median(folded):,.0f}", _ratio(mine, its, 1),
        )  # fmt: skip


# --- inside ---------------------------------------------------------------------------------------
def _ratio(mine: list[tuple[float, float]], its: list[tuple[float, float]], which: int) -> str:
    found = [one[which] / other[which] for one, other in zip(mine, its, strict=True)]
    return f"{statistics.median(found):.2f} [{min(found):.2f}–{max(found):.2f}]"


def _together(sql: str, keys: Sequence[int], times: int) -> tuple[float, float]:
    """Writes a second: until they are written, and until they are folded, too."""
    start = Barrier(CLIENTS + 1)

    def client(seed: int) -> None:
        chance = random.Random(seed)
        with closing(_connected()) as site:
            start.wait()
            for _ in range(times):
                _write(site, sql, chance.choices(keys, k=1) * EACH)

    with ThreadPoolExecutor(CLIENTS) as pool:
        running = [pool.submit(client, seed) for seed in range(CLIENTS)]
        start.wait()
        began = time.perf_counter()
        for one in running:
            one.result()
    written = time.perf_counter() - began
    folding.fold()
    return CLIENTS * times / written, CLIENTS * times / (time.perf_counter() - began)


def _keep_writing(keys: Sequence[int], seconds: int, rate: int) -> int:
    """By the clock: who is late does not wait for the next beat."""
    chance, began = random.Random(1), time.perf_counter()
    with closing(_connected()) as site:
        for number in range(seconds * rate):
            time.sleep(max(0.0, began + number / rate - time.perf_counter()))
            _write(site, STEPS, chance.choices(keys, k=1) * EACH)
    return seconds * rate


def _connected() -> "psycopg2.extensions.connection":
    site = psycopg2.connect(os.environ["DATABASE_URL"])
    with site, site.cursor() as cursor:
        cursor.execute("SELECT set_config('wushe.communities', %s, false)", [scope.EVERYTHING])
    return site


def _write(site: "psycopg2.extensions.connection", sql: str, keys: list[int]) -> None:
    values = [json.dumps(DIMS), keys] if sql is STEPS else [keys]
    with site, site.cursor() as cursor:
        cursor.execute(sql, values)


def _last_transaction() -> int:
    return TallyDelta.objects.order_by("-transaction").values_list("transaction", flat=True)[0]
