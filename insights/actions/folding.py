"""Folding: committed steps become figures, each exactly once.

A step belongs to a transaction, and a transaction below the snapshot's xmin is over for good:
nothing can be committed below it any more. So the steps between the mark and that horizon are
added, and the mark is moved, in one transaction: killed at any moment, it was done or it was not.
Ids would not do: they are given before the commit, and a late one may bring a small id.

One leader at a time; the others go home. Where the database was restored into a new cluster,
transactions begin again at small numbers and the mark stands above the present: nothing is added
until `bin/manage rebuild_rollups --restored` has counted everything anew.
"""

import logging
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from core import leader, scope
from insights.models import FoldMark
from insights.rollup import FOLD, kept

logger = logging.getLogger(__name__)

DUTY = "insights.fold"
BATCH = 20_000
MAX_BATCHES = 500

_HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
_LAST = "SELECT coalesce(max(id), 0) FROM core_tallydelta"
_BOUND = """
SELECT transaction FROM core_tallydelta
WHERE transaction >= %s AND transaction < %s AND id > %s
ORDER BY transaction OFFSET %s LIMIT 1
"""


@dataclass(frozen=True)
class Folded:
    steps: int
    more: bool


def fold() -> int:
    """Whatever is committed; returns how many steps. Twice is once."""
    steps = 0
    for _ in range(MAX_BATCHES):
        done = _fold_batch()
        steps += done.steps
        if not done.more:
            break
    return steps


def mark_of_now() -> FoldMark:
    """Under the lead of its duty only."""
    mark, _made = FoldMark.objects.get_or_create(pk=1)
    return mark


def after_restore() -> None:
    """By the owner, while nobody writes: all steps that came along count, whatever the numbers of
    their transactions, and new ones from here on."""
    with scope.entered(scope.EVERYTHING):
        leader.lead(DUTY)
        mark = mark_of_now()
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE core_tallydelta IN SHARE MODE")
        mark.floor, mark.after = (
            _one(_HORIZON),
            _one("SELECT coalesce(max(id), 0) FROM core_tallydelta"),
        )
        mark.save(update_fields=["floor", "after"])


def _fold_batch() -> Folded:
    with scope.entered(scope.EVERYTHING):
        if not leader.am_leader(DUTY):
            return Folded(0, more=False)
        mark = mark_of_now()
        horizon = _one(_HORIZON)
        if mark.floor > horizon:
            logger.error("figures stand still: the database was restored; see after_restore()")
            return Folded(0, more=False)
        bound = _bound(mark, horizon)
        steps = _add(mark, bound)
        mark.floor = bound
        mark.folded_at = timezone.now()
        mark.save(update_fields=["floor", "folded_at"])
        return Folded(steps, more=bound < horizon)


def _bound(mark: FoldMark, horizon: int) -> int:
    """As many whole transactions as make a batch; one that is larger goes alone."""
    with connection.cursor() as cursor:
        cursor.execute(_BOUND, [mark.floor, horizon, mark.after, BATCH])
        row = cursor.fetchone()
    if row is None:
        return horizon
    last = int(row[0])
    return last if last > mark.floor else last + 1


def _add(mark: FoldMark, bound: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            FOLD,
            kept()
            | {
                "floor": mark.floor,
                "bound": bound,
                "after": mark.after,
            },
        )
        return int(cursor.fetchone()[0])


def _one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])
