"""Counting again: of months that somebody doubts, of a breakdown that is new, of a moved place.

Readers go on reading the old figures until the new ones are committed; the folding waits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection
from django.utils import timezone

from core import leader, scope
from core.spans import next_month
from insights.actions.folding import DUTY, mark_of_now
from insights.models import Figure, FoldMark, Presence, Span
from insights.rollup import OF_MEASURE, OF_MONTHS, anew, differing, kept

LONGER = (Span.QUARTER, Span.YEAR)
MOST_SHOWN = 20

_LONGER = """
WITH whole AS (
    SELECT measure, area_id, longer AS span,
           date_trunc(longer, starts_on::timestamp)::date AS since, who, sum(steps) AS steps
    FROM insights_presence CROSS JOIN unnest(%(longer)s) AS spans(longer)
    WHERE span = 'month' AND starts_on >= %(first)s AND starts_on < %(end)s {only}
    GROUP BY 1, 2, 3, 4, 5
),
seen AS (
    INSERT INTO insights_presence (measure, area_id, span, starts_on, who, steps)
    SELECT measure, area_id, span, since, who, steps FROM whole
)
INSERT INTO insights_figure (measure, area_id, span, starts_on, "by", "of", value)
SELECT measure, area_id, span, since, 'people', '', count(*) FILTER (WHERE steps > 0)
FROM whole GROUP BY 1, 2, 3, 4 HAVING count(*) FILTER (WHERE steps > 0) <> 0
"""


@dataclass(frozen=True)
class Difference:
    measure: str
    area_id: int
    span: str
    starts_on: date
    by: str
    of: str
    counted: int
    stands: int


def rebuild(first: date, last: date, *, measure: str = "") -> int:
    """Whole months, a month a transaction; then the quarters and years they belong to."""
    steps = sum(_month(month, measure) for month in _months(first, last))
    for year in range(first.year, last.year + 1):
        _year(year, measure)
    return steps


def verify(first: date, last: date) -> list[Difference]:
    """Where counting all steps again comes to another number; at most the first twenty."""
    found: list[Difference] = []
    for month in _months(first, last):
        found += _differing(month, next_month(month), [Span.DAY, Span.MONTH], [Span.MONTH])
    for year in range(first.year, last.year + 1):
        found += _differing(date(year, 1, 1), date(year + 1, 1, 1), LONGER, LONGER, ahead=True)
    return found[:MOST_SHOWN]


# --- inside ---------------------------------------------------------------------------------------
def _month(month: date, measure: str) -> int:
    with scope.entered(scope.EVERYTHING):
        mark = _still()
        end = next_month(month)
        _clear(month, end, (Span.DAY, Span.MONTH), measure)
        which = OF_MONTHS + (OF_MEASURE if measure else "")
        with connection.cursor() as cursor:
            cursor.execute(anew(which), _asked(mark, month, end, [Span.MONTH], measure))
            return int(cursor.fetchone()[0])


def _year(year: int, measure: str) -> None:
    with scope.entered(scope.EVERYTHING):
        _still()
        first, end = date(year, 1, 1), date(year + 1, 1, 1)
        _clear(first, end, LONGER, measure)
        only = OF_MEASURE if measure else ""
        asked: dict[str, Any] = {
            "first": first,
            "end": end,
            "longer": list(LONGER),
            "measure": measure,
        }
        with connection.cursor() as cursor:
            cursor.execute(_LONGER.format(only=only), asked)


def _still() -> FoldMark:
    """Nothing is folded until the end of this transaction."""
    leader.lead(DUTY)
    return mark_of_now()


def _clear(first: date, end: date, spans: tuple[Span, ...], measure: str) -> None:
    for model in (Figure, Presence):
        rows = model.objects.filter(span__in=spans, starts_on__gte=first, starts_on__lt=end)
        if measure:
            rows = rows.filter(measure=measure)
        rows.delete()


def _differing(
    first: date,
    end: date,
    checked: "list[Span] | tuple[Span, ...]",
    spans: "list[Span] | tuple[Span, ...]",
    *,
    ahead: bool = False,
) -> list[Difference]:
    """`ahead`: of the longer spans only people are kept; their days stand with the months."""
    with scope.entered(scope.EVERYTHING):
        mark = _still()
        asked = _asked(mark, first, end, list(spans), "")
        asked |= {"checked": list(checked), "first": first, "end": end, "most": MOST_SHOWN}
        with connection.cursor() as cursor:
            cursor.execute(differing(OF_MONTHS, people_only=ahead), asked)
            return [Difference(*row) for row in cursor.fetchall()]


def _asked(
    mark: FoldMark, first: date, end: date, spans: list[Span], measure: str
) -> dict[str, Any]:
    return kept() | {
        "floor": mark.floor,
        "after": mark.after,
        "since": _midnight(first),
        "until": _midnight(end),
        "spans": [span.value for span in spans],
        "measure": measure,
    }


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)
