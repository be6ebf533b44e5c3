"""Figures added up: whatever a page wants to know, in one statement; where: `insights.replica`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    F,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Cast

from insights import replica
from insights.indicators.shape import Count, Kind
from insights.models import Figure, Span
from insights.periods import Period

PEOPLE = "people"
BEGAN = "began"
EVERYWHERE = ("communities.residents", "communities.households", "requests.orders")
"""Wherever the platform works, one of these is written from its first month on."""


@dataclass(frozen=True)
class Ask:
    label: str
    counts: frozenset[Count]
    areas: tuple[int, ...]
    period: Period
    monthly: bool = False
    """A sum for each month; of what stands, also what stood before the first."""
    began: bool = False
    """Also since when anything is known of the places: before that silence is no zero."""


@dataclass(frozen=True)
class Row:
    label: str
    kind: str
    month: date | None
    area_id: int
    measure: str
    by: str
    of: str
    sum: int

    def fits(self, count: Count) -> bool:
        if (self.kind, self.measure, self.by) != (count.kind, count.measure, by_of(count)):
            return False
        return not count.of or self.of in count.of


def ask(asks: Iterable[Ask]) -> list[Row]:
    branches = [branch for one in asks for branch in _branches(one)]
    if not branches:
        return []
    first, *others = branches
    rows = first.union(*others, all=True) if others else first
    return replica.answered(lambda alias: [Row(**row) for row in rows.using(alias)])


def by_of(count: Count) -> str:
    return PEOPLE if count.kind is Kind.PEOPLE else count.by


# --- inside ---------------------------------------------------------------------------------------
def _branches(one: Ask) -> "Iterator[QuerySet[Figure, dict[str, Any]]]":
    if one.began:
        yield _began(one)
    for kind in Kind:
        counts = [count for count in one.counts if count.kind is kind]
        for when, by_month in _when(one, kind) if counts else ():
            yield _branch(one, kind, counts, when, by_month=by_month)


def _when(one: Ask, kind: Kind) -> list[tuple[Q, bool]]:
    """Which figures make it up, and whether each month is told apart."""
    months = Q(span=Span.MONTH, starts_on__gte=one.period.first, starts_on__lt=one.period.end)
    if kind is Kind.PEOPLE:
        span = one.period.span
        if one.monthly:
            return [(months, True)]
        return [(Q(span=span, starts_on=one.period.first), False)] if span else []
    if one.monthly:
        before = Q(span=Span.MONTH, starts_on__lt=one.period.first)
        return [(months, True), *([(before, False)] if kind is Kind.STOCK else [])]
    return [(one.period.stands() if kind is Kind.STOCK else one.period.happened(), False)]


def _branch(
    one: Ask, kind: Kind, counts: list[Count], when: Q, *, by_month: bool
) -> "QuerySet[Figure, dict[str, Any]]":
    parts = Q()
    for measure, ways in sorted(_ways(counts).items()):
        parts |= Q(measure=measure, by__in=sorted(ways))
    rows = Figure.objects.filter(parts, when, area_id__in=one.areas).annotate(
        label=Value(one.label, CharField()),
        kind=Value(kind.value, CharField()),
        month=F("starts_on") if by_month else Cast(Value(None), DateField()),
    )
    columns = ("label", "kind", "month", "area_id", "measure", "by", "of")
    summed: QuerySet[Figure, dict[str, Any]] = rows.values(*columns).annotate(sum=Sum("value"))
    return summed.order_by()


def _began(one: Ask) -> "QuerySet[Figure, dict[str, Any]]":
    """The first month of which a place has a figure at all: of what is asked, and of what is
    written everywhere."""
    measures = {*EVERYWHERE, *(count.measure for count in one.counts)}
    rows = Figure.objects.filter(
        measure__in=sorted(measures), by="", of="", span=Span.MONTH, area_id__in=one.areas
    ).annotate(label=Value(one.label, CharField()), kind=Value(BEGAN, CharField()))
    grouped = rows.values("label", "kind", "area_id", "measure", "by", "of")
    first = grouped.annotate(month=Min("starts_on"), sum=Value(0, BigIntegerField()))
    columns = ("label", "kind", "month", "area_id", "measure", "by", "of", "sum")
    said: QuerySet[Figure, dict[str, Any]] = first.values(*columns)
    return said.order_by()


def _ways(counts: list[Count]) -> dict[str, set[str]]:
    """A line for each measure: one for each of its ways is planned longer than it is read."""
    found: dict[str, set[str]] = defaultdict(set)
    for count in counts:
        found[count.measure].add(by_of(count))
    return found
