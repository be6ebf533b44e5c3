"""Many counts in one statement: a page of figures goes to the database once.

    counted(households=Household.objects.present(), buildings=Building.objects.all())
    counted_by(people=Rows(Resident.objects.present(), by="grid"))

Each count stays a queryset with its own rules of who sees what; they are asked together.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, QuerySet, Value


@dataclass(frozen=True)
class Rows:
    """What is counted, and behind which number: a grid, a building, a community."""

    rows: QuerySet[Any]
    by: str
    different: str = "pk"
    """Of what: two labels of one person are one person."""


def counted(**asked: QuerySet[Any]) -> dict[str, int]:
    """How many of each."""
    one = Value(0, IntegerField())
    rows = {name: Rows(queryset.annotate(_all=one), "_all") for name, queryset in asked.items()}
    return {name: found[0] for name, found in counted_by(**rows).items()}


def counted_by(**asked: Rows) -> dict[str, Counter[int]]:
    """How many of each behind each number; what there is none of counts 0."""
    found: dict[str, Counter[int]] = {name: Counter() for name in asked}
    first, *others = (_question(name, each) for name, each in asked.items())
    for name, number, count in first.union(*others, all=True) if others else first:
        found[name][number] += count
    return found


def _question(name: str, each: Rows) -> QuerySet[Any]:
    question: QuerySet[Any] = (
        each.rows.order_by()
        .annotate(_name=Value(name), _number=F(each.by))
        .values("_name", "_number")
        .annotate(_count=Count(each.different, distinct=each.different != "pk"))
        .values_list("_name", "_number", "_count")
    )
    return question
