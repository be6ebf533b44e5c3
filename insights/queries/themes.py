"""A theme or a pillar: every indicator of it in one place, with what it is of and what it was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from insights.charts import BarChart, LineChart, Series
from insights.choice import Choice
from insights.indicators import REGISTRY, Indicator
from insights.indicators.rates import THREE
from insights.indicators.shape import Pillar, Theme
from insights.periods import Period, month_of
from insights.queries import breakdowns, times
from insights.queries.lines import Line
from insights.queries.places import Place, place_of
from insights.queries.readings import Course, Question
from insights.queries.shown import Veil
from insights.queries.times import Time

MONTHS_BACK = 12
LEADING: Mapping[TextChoices, tuple[str, ...]] = {
    Theme.LOOP: THREE,
    Theme.PEOPLE: ("ten_household_groups", "group_leaders"),
    Theme.FORCES: ("social_organizations", "partner_units"),
    Theme.SERVICE: ("activities", "residents_own_activities", "children_activities"),
    Theme.RESOURCES: ("resources_yuan", "resources_goods_yuan"),
    Pillar.COMMUNITY: THREE,
    Pillar.ORGANIZATIONS: ("social_organizations", "partner_units"),
    Pillar.SOCIAL_WORKERS: ("social_workers",),
    Pillar.VOLUNTEERS: ("volunteer_hours", "volunteer_hours_of_orders"),
    Pillar.CHARITY: ("resources_yuan", "resources_goods_yuan"),
}
"""What is drawn: a few of one unit, so that they may stand in one picture."""


@dataclass(frozen=True)
class ThemePage:
    theme: TextChoices
    place: Place
    choice: Choice
    lines: list[Line]
    trend: LineChart
    bars: list[BarChart]
    times: list[Time]
    small: int

    @property
    def heads(self) -> list[Any]:
        return [
            {"label": _("指标")},
            {"label": _("这一段"), "num": True},
            {"label": _("变化"), "num": True},
            {"label": _("没算进去的")},
            {"label": _("作什么决定")},
        ]

    @property
    def rows(self) -> list[list[Any]]:
        query = self.choice.query(show="")
        return [
            [
                {
                    "text": str(line.indicator.name),
                    "sub": str(line.indicator.definition),
                    "url": reverse("insights:indicator", args=[line.indicator.code]) + query,
                },
                {"text": line.value, "sub": line.now.why or line.now.fraction},
                line.changes or "—",
                line.now.left_out or "—",
                str(line.indicator.decision),
            ]
            for line in self.lines
        ]

    @property
    def time_heads(self) -> list[Any]:
        numbers = (_("件"), _("一半不超过"), _("十件里九件不超过"), _("去年同期，一半"))
        return [{"label": _("哪一段")}, *({"label": name, "num": True} for name in numbers)]

    @property
    def time_rows(self) -> list[list[Any]]:
        return [
            [str(time.name), f"{time.count:,}", time.half, time.nine, time.half_a_year_ago]
            for time in self.times
        ]


def of(theme: TextChoices) -> list[Indicator]:
    kind = "theme" if isinstance(theme, Theme) else "pillar"
    return [one for one in REGISTRY.values() if getattr(one, kind) == theme]


def theme_page(viewer: Viewer, theme: TextChoices, choice: Choice) -> ThemePage | None:
    place = place_of(viewer, choice.area)
    if place is None:
        return None
    area, period, indicators = place.area, choice.period, _known_here(place, of(theme))
    veil, question = Veil(viewer, place, period), Question()
    told_apart = theme if isinstance(theme, Theme) else None
    ask_thrice(question, indicators, [area.pk], period)
    veil.ask(question, indicators)
    last = last_month(period)
    leading = [REGISTRY[code] for code in LEADING[theme]]
    question.course("course", leading, area.pk, months_back(last), last.end)
    breakdowns.ask(question, told_apart, area.pk, period)
    if theme is Theme.LOOP:
        times.ask(question, area.pk, period)
    answers = question.answer()
    veil.learn(answers)
    return ThemePage(
        theme=theme,
        place=place,
        choice=choice,
        lines=lines(place, indicators, answers, veil),
        trend=trend(leading, answers["course"]),
        bars=breakdowns.bars(answers, told_apart),
        times=times.times(answers) if theme is Theme.LOOP else [],
        small=veil.small,
    )


def ask_thrice(
    question: Question, indicators: Iterable[Indicator], areas: Iterable[int], period: Period
) -> None:
    """Now, in the period before, and a year ago."""
    asked, places = list(indicators), list(areas)
    question.read("now", asked, places, period)
    before, a_year_before = period.compared()
    question.read("before", asked, places, before, then=True)
    question.read("year", asked, places, a_year_before, then=True)


def lines(
    place: Place, indicators: Iterable[Indicator], answers: Mapping[str, Any], veil: Veil
) -> list[Line]:
    found, once = [], veil.compares_once
    for one in indicators:
        key, area = (place.area.pk, one.code), place.area
        compares = veil.compares(one)
        found.append(
            Line(
                veil.over(area, answers["now"][key]),
                veil.over(area, answers["before"][key]) if compares and not once else None,
                veil.over(area, answers["year"][key]) if compares else None,
            )
        )
    return found


def trend(indicators: list[Indicator], course: Course) -> LineChart:
    """In the values that are shown: percent, hours, yuan."""
    labels = tuple(str(MONTHS_3[month.month]) for month in course.months)
    series = tuple(
        Series(str(one.name), tuple(reading.value for reading in course.of[one.code]))
        for one in indicators
    )
    unit = str(indicators[0].unit.label)
    names = _("、").join(one.name for one in series)
    note = _("近十二个月，按月，单位：{unit}").format(unit=unit)
    shown = unit if indicators[0].is_share else ""
    return LineChart("trend", names, note, labels, series, unit=shown, said=said_of(series, unit))


def said_of(series: tuple[Series, ...], unit: str) -> str:
    """The picture in words, for who does not see it."""
    ends = [
        _("{name}从 {first:.1f} 到 {last:.1f} {unit}").format(
            name=one.name, first=known[0], last=known[-1], unit=unit
        )
        for one in series
        if (known := [value for value in one.values if value is not None])
    ]
    return _("；").join(ends) if ends else _("还没有数")


def last_month(period: Period) -> Period:
    """Of the period, or of today where it goes on."""
    today = timezone.localdate()
    return month_of(min(period.last, today))


def months_back(last: Period, count: int = MONTHS_BACK) -> Any:
    month = last
    for _n in range(count - 1):
        month = month.before
    return month.first


def _known_here(place: Place, indicators: list[Indicator]) -> list[Indicator]:
    return [one for one in indicators if place.area.level in one.levels]
