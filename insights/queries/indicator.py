"""One indicator: what it is, what to do about it, its course, and the places beside each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area, Level
from grids.map import Map
from insights.access import opens
from insights.charts import Bar, BarChart, FunnelChart, LineChart, Series
from insights.choice import Choice
from insights.indicators import REGISTRY, Indicator
from insights.indicators.numerators import NUMERATORS
from insights.indicators.rates import THREE
from insights.indicators.shape import Count, Kind
from insights.queries.behind import list_behind, what_it_lists
from insights.queries.chance import funnel_of
from insights.queries.lines import Line, difference
from insights.queries.maps import area_map
from insights.queries.places import Place, place_of
from insights.queries.readings import Course, Question
from insights.queries.shown import Shown, Veil
from insights.queries.themes import ask_thrice, last_month, months_back, said_of
from requests.models import RateFormula
from requests.queries.formulas import written

TWO_YEARS = 24
HALF = TWO_YEARS // 2
MOST_BARS = 30


@dataclass(frozen=True)
class PartLine:
    area: Area
    url: str
    now: Shown
    a_year_ago: Shown | None

    @property
    def change(self) -> str:
        return difference(self.now, self.a_year_ago)


@dataclass(frozen=True)
class IndicatorPage:
    place: Place
    choice: Choice
    line: Line
    trend: LineChart | None
    """None where the months of few people would tell of one."""
    parts: list[PartLine]
    bars: BarChart | None
    funnel: FunnelChart | None
    map: Map | None
    small: int
    behind: str = ""
    """Where the cases themselves stand, for whom they stand there."""
    behind_note: str = ""
    formulas: list[RateFormula] = field(default_factory=list)
    """Of the three rates: what was written since the beginning, the latest first."""

    @property
    def indicator(self) -> Indicator:
        return self.line.indicator

    @property
    def made_of(self) -> str:
        return made_of(self.indicator)

    @property
    def heads(self) -> list[Any]:
        numbers = (_("这一段"), _("分子 ÷ 分母"), _("去年同期"), _("变化"))
        shown = numbers if self.indicator.is_share else (numbers[0], *numbers[2:])
        return [{"label": _("地方")}, *({"label": name, "num": True} for name in shown)]

    @property
    def rows(self) -> list[list[Any]]:
        return [
            [{"text": part.area.title, "url": part.url}, *self._cells(part.now, part.a_year_ago)]
            for part in self.parts
        ]

    @property
    def foot(self) -> list[Any]:
        return [self.place.area.title, *self._cells(self.line.now, self.line.a_year_ago)]

    @property
    def meaning(self) -> list[dict[str, Any]]:
        """Definition, unit, base, what is left out, since when: every reader finds it here."""
        one = self.indicator
        left_out = _("；").join(str(each.why) for each in one.left_out)
        pairs = [
            (_("是什么"), one.definition),
            (_("单位"), one.unit.label),
            (_("怎么算"), in_words(one)),
            (_("分母"), one.base_name),
            (_("不算进去"), left_out),
            (_("最少要有"), _("{n} 件才算比例").format(n=one.least) if one.least else ""),
            (_("作什么决定"), one.decision),
            (_("属于"), one.pillar.label),
            (_("算到哪一级"), level_names(one)),
            (_("版本"), _("第 {n} 版，{day} 起").format(n=one.version, day=one.since)),
        ]
        return [{"label": label, "value": value} for label, value in pairs if str(value)]

    def _cells(self, now: Shown, then: Shown | None) -> list[Any]:
        last = {"text": then.text, "sub": _silence(then)} if then is not None else "—"
        cells = [{"text": now.text, "sub": now.why}, last, difference(now, then) or "—"]
        return [cells[0], now.fraction or "—", *cells[1:]] if self.indicator.is_share else cells

    @property
    def hides(self) -> bool:
        return any(part.now.instead for part in self.parts) or bool(self.line.now.instead)


def indicator_page(viewer: Viewer, code: str, choice: Choice) -> IndicatorPage | None:
    place = place_of(viewer, choice.area)
    if place is None:
        return None
    one, period = REGISTRY[code], choice.period
    veil, question = Veil(viewer, place, period), Question()
    last = last_month(period)
    ask_thrice(question, [one], place.pks, period)
    veil.ask(question, [one])
    question.course("course", [one], place.area.pk, months_back(last, TWO_YEARS), last.end)
    answers = question.answer()
    veil.learn(answers)
    cells = {part.pk: veil.over(part, answers["now"][part.pk, code]) for part in place.parts}
    parts = _parts(viewer, place, choice, one, cells, answers, veil)
    rates = {pk: cell.reading for pk, cell in cells.items() if cell.number is not None}
    return IndicatorPage(
        place=place,
        choice=choice,
        line=_line(place.area, one, answers, veil),
        trend=_trend(one, answers["course"]) if veil.compares(one) else None,
        parts=parts,
        bars=None if one.is_share or not parts else _bars(one, parts),
        funnel=funnel_of(viewer, place, choice, rates) if one.is_share and parts else None,
        map=area_map(viewer, place, choice, one, cells) if parts else None,
        small=veil.small,
        behind=list_behind(viewer, code),
        behind_note=what_it_lists(viewer),
        formulas=written() if code in THREE else [],
    )


def in_words(one: Indicator) -> str:
    """The fraction, as one says it; a number that is of nothing is what its definition says."""
    if not one.is_share:
        return ""
    part, base = NUMERATORS[one.code], one.base_name
    return _("{part} ÷ {base} × 100%").format(part=part, base=base)


def made_of(one: Indicator) -> str:
    """Of which figures it is made: for who wants to count it again."""
    said = _sum(one.part)
    if one.is_share:
        said += f" ÷ {_sum(one.base)}"
    return said if one.divisor == 1 or one.is_share else f"({said}) ÷ {one.divisor}"


def level_names(one: Indicator) -> str:
    return _("、").join(str(level.label) for level in Level if level in one.levels)


# --- inside ---------------------------------------------------------------------------------------
def _silence(then: Shown) -> str:
    return then.why if then.reading.silent else ""


def _line(area: Area, one: Indicator, answers: Mapping[str, Any], veil: Veil) -> Line:
    key, compares = (area.pk, one.code), veil.compares(one)
    return Line(
        veil.over(area, answers["now"][key]),
        veil.over(area, answers["before"][key]) if compares and not veil.compares_once else None,
        veil.over(area, answers["year"][key]) if compares else None,
    )


def _parts(
    viewer: Viewer,
    place: Place,
    choice: Choice,
    one: Indicator,
    cells: Mapping[int, Shown],
    answers: Mapping[str, Any],
    veil: Veil,
) -> list[PartLine]:
    """Where the indicator is not told apart so far down, no rows of dashes; and what only describes
    how it was sets no place beside another."""
    return [
        PartLine(
            part,
            choice.query(area=part.pk) if opens(viewer, part) else "",
            cells[part.pk],
            veil.over(part, answers["year"][part.pk, one.code]) if veil.compares(one) else None,
        )
        for part in place.parts
        if part.level in one.levels and not one.describes
    ]


def _trend(one: Indicator, course: Course) -> LineChart:
    """The last twelve months over the twelve before them."""
    values = tuple(reading.value for reading in course.of[one.code])
    series = (
        Series(_("近十二个月"), values[HALF:]),
        Series(_("再前十二个月"), values[:HALF]),
    )
    labels = tuple(str(MONTHS_3[month.month]) for month in course.months[HALF:])
    unit = str(one.unit.label)
    note = _("按月，单位：{unit}；虚线是前一年的同一个月").format(unit=unit)
    return LineChart(
        "trend", _("{name}，和前一年比").format(name=one.name), note, labels, series,
        unit=unit if one.is_share else "", said=said_of(series, unit),
    )  # fmt: skip


def _bars(one: Indicator, parts: list[PartLine]) -> BarChart | None:
    """In the order of the places: what is longest is not best."""
    bars = tuple(
        Bar(
            part.area.title,
            part.now.number,
            part.a_year_ago.number if part.a_year_ago is not None else None,
        )
        for part in parts[:MOST_BARS]
        if part.now.number is not None
    )
    if not bars:
        return None
    note = _("单位：{unit}。人多的地方数就大，只和自己的去年比").format(unit=one.unit.label)
    return BarChart(
        "places", _("各处的{name}").format(name=one.name), note, bars,
        what=_("地方"), unit=str(one.unit.label),
    )  # fmt: skip


def _sum(counts: Iterable[Count]) -> str:
    return " + ".join(_count(count) for count in counts)


def _count(count: Count) -> str:
    name = count.measure + (f"[{count.by} ∈ {', '.join(sorted(count.of))}]" if count.by else "")
    if count.kind is Kind.STOCK:
        return f"Σ {name}"
    return f"|{name}|" if count.kind is Kind.PEOPLE else name
