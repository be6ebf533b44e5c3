"""One part after the other, each on a fresh copy of the small town; and what it prints."""

import os
import time
from collections.abc import Iterable, Sequence
from unittest import mock

from django.db import connection

from bench.parts import arms, batch, figures, growth, storm, sweep, taking, traffic
from core import scope
from tests import databases
from tests.town import GROUND, Town, find


def run(part: str, *, small: bool) -> None:
    began = time.perf_counter()
    print(f"\n== {part} · {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    show(part, _fresh_town(), small=small)
    print(f"   ({time.perf_counter() - began:.0f} s)")


def show(part: str, town: Town, *, small: bool) -> None:
    with mock.patch("doors.story.banner", dict):  # the demo's banner is no part of the product
        SHOWN[part](town, small)


def _fresh_town() -> Town:
    databases.want(GROUND)
    databases.stand()
    databases.fresh_clone()
    with connection.cursor() as cursor:  # for what is laid out here; a request declares its own
        cursor.execute("SELECT set_config('wushe.communities', %s, false)", [scope.EVERYTHING])
    return find(databases.note_of(GROUND))


def analyze() -> None:
    with databases.as_owner_of_clone() as owner:
        owner.execute("VACUUM ANALYZE")


def show_arms(town: Town, small: bool) -> None:
    rounds, times, volunteers = (2, 1, 320) if small else (7, 10, 15_000)
    ground = arms.lay(
        town, os.environ["DATABASE_URL"], volunteers=volunteers, acceptances=rounds * times + 2
    )
    analyze()
    print(f"   {volunteers:,} volunteers; {rounds} shuffled rounds of {times}")
    found = list(arms.cases(ground, rounds=rounds, times=times))
    _table([arms.HEADS, *(case.line() for case in found)])
    for case in found:
        if case.noise > 1.5:
            print(f"   {case.name}: the control spread {case.noise:.1f} times, no verdict")
    ground.raw.connection.close()


def show_sweep(town: Town, small: bool) -> None:
    many, due = (300, 20) if small else (1_000_000, 1_000)
    sweep.fill(town, many=many, due=due)
    analyze()
    _table([sweep.HEADS, *sweep.lines(many, due)])


def show_batch(town: Town, small: bool) -> None:
    orders, people, each = (60, 90, 5) if small else (10_000, 15_000, 20)
    for some in (people, orders):  # enough for all; and just as many as orders
        print(f"   {orders:,} orders, {some:,} volunteers, {each} candidates each")
        _table([batch.HEADS, *batch.against_the_optimum(orders, some, each)])
    orders, people = (3, 320) if small else (100, 15_000)
    _table([batch.product(town, orders=orders, volunteers=people)])


def show_growth(town: Town, small: bool) -> None:
    sizes = (300, 1500) if small else (50_000, 5_000_000)
    for size in sizes:
        growth.grow(town, size)
        analyze()
        print(f"   {size:,} orders")
        _table([growth.HEADS, *growth.lines(town)])


def show_figures(town: Town, small: bool) -> None:
    sizes, communities = ((2_000, 10_000), 12) if small else ((200_000, 20_000_000), 100)
    places = figures.lay(town, communities)
    for size in sizes:
        figures.fill(places, size)
        analyze()
        print(f"   {size:,} steps of {communities} communities")
        _table([figures.HEADS, *figures.lines(town)])


def show_folding(town: Town, small: bool) -> None:
    times, size, communities = (50, 1_000, 4) if small else (5_000, 200_000, 200)
    _table([figures.TALLY_HEADS, *figures.tally_lines(town, times)])
    places = figures.lay(town, communities)
    _table([figures.FOLD_HEADS, *figures.fold_lines(places, size)])


def show_traffic(town: Town, small: bool) -> None:
    seconds, times, rounds, communities = (3, 20, 2, 4) if small else (60, 1_000, 7, 200)
    places = figures.lay(town, communities)
    _table([traffic.LAG_HEADS, *traffic.lag_lines(places, seconds)])
    print(f"   {traffic.CLIENTS} at once; {rounds} shuffled rounds of {times} writes each")
    _table([traffic.HOT_HEADS, *traffic.hot_lines(places, times, rounds)])


def show_taking(town: Town, small: bool) -> None:
    taking.warm(town)
    taking.fill(town, 1_200 if small else 100_000)
    analyze()
    _table([taking.HEADS, *taking.lines(town)])


def show_storm(town: Town, small: bool) -> None:
    _table([storm.HEADS, *storm.rage(2_000 if small else 1_000_000)])


SHOWN = {
    "arms": show_arms,
    "sweep": show_sweep,
    "batch": show_batch,
    "growth": show_growth,
    "figures": show_figures,
    "folding": show_folding,
    "traffic": show_traffic,
    "taking": show_taking,
    "storm": show_storm,
}


def _table(lines: Iterable[Sequence[str]]) -> None:
    lines = list(lines)
    wide = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        _first, *others = (text.rjust(width) for text, width in zip(line, wide, strict=True))
        print("  ", line[0].ljust(wide[0]), *others)
