"""What figures cost: steps by the million, folded; pages beside counting live.

The steps are those of closed and of submitted orders, with everything that is said of one. They
are filled in by the owner in one statement; then the figures are rebuilt as after a restore.
"""

import os
import statistics
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.parts import meter
from bench.parts.growth import HEADS as PAGE_HEADS
from bench.parts.growth import explained
from bench.parts.owner import as_superuser
from communities.actions import areas
from communities.models import Area, Level
from core import scope, tally
from core.models import TallyDelta
from insights.actions import folding, rebuilding
from insights.models import FoldMark
from tests.town import Town

Line = tuple[str, ...]
DAYS = 730
OF_A_STREET = 10
TIMES = 5
HEADS = (*PAGE_HEADS, "beside live")
TALLY_HEADS = ("", "steps", "PG CPU each")
FOLD_HEADS = ("", "steps", "communities", "PG CPU per 1,000", "steps a second")

FILL = """
WITH said AS MATERIALIZED (
    SELECT c, jsonb_build_object(
        'kind', (ARRAY['help', 'inquiry', 'complaint', 'praise'])[1 + c %% 4],
        'channel', (ARRAY['online', 'phone', 'counter', 'visit'])[1 + c / 4 %% 4],
        'type', (ARRAY['regular', 'wish', 'vision'])[1 + c %% 3],
        'lane', (ARRAY['grid', 'volunteers', 'partners', 'members', ''])[1 + c %% 5],
        'item', 1 + c %% 20,
        'reached', (ARRAY['2h', '24h', 'later'])[1 + c / 2 %% 3],
        'solved', (ARRAY['yes', 'yes', 'yes', 'no', ''])[1 + c / 3 %% 5],
        'grade', 1 + c / 5 %% 5,
        'work', c %% 30,
        'done', (ARRAY['in_time', 'late'])[1 + c %% 2],
        'status', 'closed') AS dims
    FROM generate_series(0, 59) c
)
INSERT INTO core_tallydelta (measure, scope, at, dims, delta)
SELECT CASE WHEN n %% 2 = 0 THEN 'requests.orders' ELSE 'requests.closed' END,
    places[1 + n / 2 %% cardinality(places)],
    now() - (%(last)s - n)::float8 / (%(last)s - %(first)s + 1) * %(days)s * interval '1 day',
    dims,
    1
FROM generate_series(%(first)s, %(last)s) n
    CROSS JOIN (SELECT %(places)s::bigint[] AS places) put
    JOIN said ON c = abs(hashint8(n)::bigint) %% 60
"""
"""Sixty sorts of orders: each breakdown has as many parts as in a community, and a day's steps are
many of few."""
LIVE = """
SELECT scope,
    sum(delta) FILTER (WHERE dims->>'reached' IN ('2h', '8h', '24h')),
    sum(delta) FILTER (WHERE dims->>'solved' IN ('yes', 'no')),
    sum(delta) FILTER (WHERE dims->>'solved' = 'yes'),
    sum(delta) FILTER (WHERE (dims->>'grade')::int >= 3),
    sum(delta)
FROM core_tallydelta
WHERE measure = 'requests.closed' AND at >= %s AND at < %s GROUP BY scope
"""
"""The three rates of one month, counted from the steps: what the first page would have to do."""


def lay(town: Town, communities: int) -> list[Area]:
    """More of the town's district, without people: ten to a street."""
    made = [town.community, town.sibling]
    street = town.street
    for number in range(len(made), communities):
        if number % OF_A_STREET == 0:
            code = f"{town.district.code}{500 + number // OF_A_STREET}"
            named = f"第{number // OF_A_STREET}街道"
            street = areas.create_area(Level.STREET, town.district, named, code=code, actor=None)
        code = f"{street.code}{500 + number}"
        named = f"第{number}社区"
        made.append(areas.create_area(Level.COMMUNITY, street, named, code=code, actor=None))
    return made


def fill(places: list[Area], size: int) -> None:
    """Up to so many steps, one after the other as they happen; and figures of them."""
    values = {
        "first": TallyDelta.objects.count() + 1,
        "last": size,
        "days": DAYS,
        "places": [place.pk for place in places],
    }
    with as_superuser() as cursor:
        cursor.execute(FILL, values)
        cursor.execute("TRUNCATE insights_figure, insights_presence")
        cursor.execute("ANALYZE core_tallydelta")
    with scope.entered(scope.EVERYTHING):
        folding.mark_of_now()
        FoldMark.objects.update(floor=_now())
    today = timezone.localdate()
    rebuilding.rebuild(today - timedelta(days=DAYS + 31), today)


def lines(town: Town) -> Iterator[Line]:
    """The pages, as somebody of the district and of a street opens them; and what the first page
    would have to count live. CPU, the median of five: others use the machine, too."""
    raw = meter.Raw(os.environ["DATABASE_URL"])
    with raw.connection.cursor() as cursor:  # whose CPU nobody would see
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    raw.connection.commit()
    live = _cost(raw, _live())
    for name, who, path in _pages():
        client = town.enter(Client(), who)
        client.get(path)
        [said] = meter.recorded([partial(_shown, client, path)])
        touched, _wall = explained(said)
        cost = _cost(raw, said)
        yield (
            name, str(len(said)), f"{sum(touched):,}", f"{max(touched):,}", f"{cost:.1f} ms",
            f"1/{live / cost:.0f}",
        )  # fmt: skip
    yield ("three rates counted live", "1", "", "", f"{live:.1f} ms", "1")
    raw.connection.close()


def tally_lines(town: Town, times: int) -> Iterator[Line]:
    """What a step costs the transaction that writes it: PostgreSQL's own CPU, in batches of one."""
    backend = meter.backend_of(connection)
    dims = {"kind": "help", "channel": "online", "grid": town.grid.pk, "status": "submitted"}
    for name, many in (("nothing (the control)", 0), ("one step", 1), ("three steps", 3)):
        before = meter.spent(backend).pg
        for _n in range(times):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT 1")
                steps = [tally.step("bench", town.community.pk, dims=dims) for _ in range(many)]
                if steps:
                    tally.add_all(steps)
        cost = (meter.spent(backend).pg - before) / times
        yield (name, f"{times * many:,}", f"{cost:.4f} ms")


def fold_lines(places: list[Area], size: int) -> Iterator[Line]:
    """Everybody at once, and everything in one place: the same number of steps."""
    backend = meter.backend_of(connection)
    for name, used in (("spread", places), ("all in one", places[:1])):
        folding.fold()
        count = TallyDelta.objects.count()
        values = {
            "first": count + 1,
            "last": count + size,
            "days": 1,
            "places": [place.pk for place in used],
        }
        with as_superuser() as cursor:
            cursor.execute(FILL, values)
        before = meter.spent(backend).pg
        folded = folding.fold()
        spent = meter.spent(backend).pg - before
        yield (
            name, f"{folded:,}", str(len(used)), f"{1000 * spent / folded:.1f} ms",
            f"{1000 * folded / spent:,.0f}",
        )  # fmt: skip


# --- inside ---------------------------------------------------------------------------------------
def _now() -> int:
    """Every step that is there is below it: none is to be folded, all are to be rebuilt."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def _pages() -> Iterator[tuple[str, str, str]]:
    month = f"?period={_last_month():%Y-%m}"
    for who, name in (("district_official", "district"), ("street_official", "street")):
        yield f"{name}, first page", who, reverse("insights:loop") + month
        yield f"{name}, theme", who, reverse("insights:theme", args=["loop"]) + month
        indicator = reverse("insights:indicator", args=["solved_rate"])
        yield f"{name}, indicator", who, indicator + month
        yield f"{name}, a year of it", who, f"{indicator}?period=year"


def _live() -> list[meter.Statement]:
    first = _last_month()
    return [(LIVE, [first, (first + timedelta(days=32)).replace(day=1)])]


def _cost(raw: meter.Raw, said: list[meter.Statement]) -> float:
    costs = []
    for _ in range(TIMES):
        before = meter.spent(raw.backend).pg
        raw.replay(said)
        costs.append(meter.spent(raw.backend).pg - before)
    return statistics.median(costs)


def _last_month() -> date:
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)


def _shown(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200, path
