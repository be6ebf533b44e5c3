"""How long it took: half of them, and nine of ten; within five percent (core.durations)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.durations import percentile
from insights.periods import Period
from insights.queries.readings import Question

KINDS = (
    ("contact", gettext_lazy("提出到联系上人")),
    ("work", gettext_lazy("提出到办好")),
)
HALF, NINE = 0.5, 0.9
HOUR, DAY = 60, 24 * 60


@dataclass(frozen=True)
class Time:
    name: Any
    count: int
    half: str
    nine: str
    half_a_year_ago: str


def ask(question: Question, area_id: int, period: Period) -> None:
    """Of what was closed in that time."""
    for kind, _name in KINDS:
        question.parts(_label(kind), "requests.closed", kind, area_id, period)
        before = f"{_label(kind)}-before"
        question.parts(before, "requests.closed", kind, area_id, period.compared()[1])


def times(answers: Mapping[str, Any]) -> list[Time]:
    return [
        Time(
            name,
            sum(now.values()),
            _said(now, HALF),
            _said(now, NINE),
            _said(_buckets(answers[f"{_label(kind)}-before"]), HALF),
        )
        for kind, name in KINDS
        for now in [_buckets(answers[_label(kind)])]
    ]


# --- inside ---------------------------------------------------------------------------------------
def _label(kind: str) -> str:
    return f"time-{kind}"


def _buckets(parts: "Counter[str]") -> "Counter[int]":
    """Where nobody was reached there is no time."""
    return Counter({int(of): count for of, count in parts.items() if of and count > 0})


def _said(counts: "Counter[int]", share: float) -> str:
    minutes = percentile(counts, share)
    if minutes is None:
        return "—"
    if minutes < HOUR:
        return _("{n:.0f} 分钟").format(n=minutes)
    if minutes < DAY:
        return _("{n:.1f} 小时").format(n=minutes / HOUR)
    return _("{n:.1f} 天").format(n=minutes / DAY)
