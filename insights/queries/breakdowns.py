"""A volume told apart: by which way it came, of what kind, in whose hands; each a chart of bars."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from activities.models.activities import Kind as ActivityKind
from insights.charts import Bar, BarChart
from insights.indicators.shape import Theme
from insights.periods import Period
from insights.queries.readings import Question
from requests.models.parties import Lane
from requests.tiers import Tier
from requests.workflow import OPEN, STAGE_OF, Channel, Kind, OrderType, Status

MOST_BARS = 9
UNSAID = _("没有写明")
OVER = _("已经结束")


@dataclass(frozen=True)
class Breakdown:
    id: str
    title: Any
    note: Any
    measure: str
    by: str
    name: Callable[[str], Any]
    """What a part is called."""


def _labels(choices: Any) -> Callable[[str], Any]:
    known = {str(value): label for value, label in choices.choices}
    return lambda of: known.get(of, of) if of else UNSAID


def _stage(of: str) -> Any:
    if of not in Status.values:
        return UNSAID
    return STAGE_OF[Status(of)].label if of in OPEN else OVER


def _tier(of: str) -> Any:
    return next((tier.label for tier in Tier if tier.name.lower() == of), UNSAID)


ORDERS = "requests.orders"
BROUGHT = _("提出的诉求，件")
BREAKDOWNS: Mapping[Theme, tuple[Breakdown, ...]] = {
    Theme.LOOP: (
        Breakdown("channel", _("怎么来的"), BROUGHT, ORDERS, "channel", _labels(Channel)),
        Breakdown("kind", _("是哪一种"), BROUGHT, ORDERS, "kind", _labels(Kind)),
        Breakdown("type", _("三单"), BROUGHT, ORDERS, "type", _labels(OrderType)),
        Breakdown(
            "stage", _("走到哪一步"), _("这段时间提出的，现在在收分跟结评的哪一步，件"),
            ORDERS, "status", _stage,
        ),
        Breakdown("lane", _("谁来承办"), BROUGHT, ORDERS, "lane", _labels(Lane)),
        Breakdown("level", _("在哪一级"), BROUGHT, ORDERS, "level", _tier),
    ),
    Theme.SERVICE: (
        Breakdown(
            "held", _("办了哪些活动"), _("已举办的活动，场"), "activities.held", "kind",
            _labels(ActivityKind),
        ),
    ),
}  # fmt: skip


def ask(question: Question, theme: Theme | None, area_id: int, period: Period) -> None:
    for one in _of(theme):
        question.parts(one.id, one.measure, one.by, area_id, period)
        question.parts(f"{one.id}-before", one.measure, one.by, area_id, period.compared()[1])


def bars(answers: Mapping[str, Any], theme: Theme | None) -> list[BarChart]:
    return [chart for one in _of(theme) if (chart := _chart(one, answers)).bars]


# --- inside ---------------------------------------------------------------------------------------
def _of(theme: Theme | None) -> tuple[Breakdown, ...]:
    return BREAKDOWNS.get(theme, ()) if theme else ()


def _chart(one: Breakdown, answers: Mapping[str, Any]) -> BarChart:
    now, then = _named(one, answers[one.id]), _named(one, answers[f"{one.id}-before"])
    known = any(then.values())
    bars = tuple(
        Bar(name, count, then.get(name, 0) if known else None)
        for name, count in now.most_common(MOST_BARS)
        if count
    )
    return BarChart(one.id, str(one.title), str(one.note), bars)


def _named(one: Breakdown, parts: "Counter[str]") -> "Counter[str]":
    found: Counter[str] = Counter()
    for of, count in parts.items():
        found[str(one.name(of))] += count
    return found
