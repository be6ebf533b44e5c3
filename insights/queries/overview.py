"""The first page: where does the loop not close today, in words, with the figures beneath."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area
from core.words import clauses
from grids.map import Map
from insights.access import opens
from insights.charts import Bar, BarChart, FunnelChart, LineChart, Series, Spark, scale
from insights.choice import Choice
from insights.indicators import REGISTRY, Indicator
from insights.indicators.rates import THREE
from insights.indicators.shape import Pillar, too_few
from insights.periods import Period
from insights.queries.categories import named
from insights.queries.chance import funnel_of
from insights.queries.lines import Line, change
from insights.queries.maps import area_map
from insights.queries.places import Place, place_of
from insights.queries.readings import Course, Question, Reading
from insights.queries.shown import Shown, Veil
from insights.queries.themes import last_month, months_back, said_of
from insights.queries.to_see import ToSee, to_see

WAITING = ("orders_waiting", "orders_pooled", "orders_disputed", "orders_open", "orders_urgent")
FIRST = ("orders", "orders_closed", "on_time_rate", "again_rate", *THREE, *WAITING)
ON_THE_MAP = ("solved_rate", "reached_rate", "content_rate", "orders", "orders_waiting")
PILLARS: Mapping[Pillar, tuple[str, ...]] = {
    Pillar.COMMUNITY: ("orders_closed", "residents_own_activities", "visits"),
    Pillar.ORGANIZATIONS: ("social_organizations", "partner_units"),
    Pillar.SOCIAL_WORKERS: ("social_workers",),
    Pillar.VOLUNTEERS: ("volunteers", "volunteer_hours"),
    Pillar.CHARITY: ("resources_yuan", "gifts_used", "aid"),
}
"""What stands for each of the five on the first page; the rest is on its own."""
MANY = 10
GREW = 1.5
"""So many more than a year ago are worth a line."""
MOST_BARS = 8


@dataclass(frozen=True)
class Rate:
    code: str
    query: str
    name: Any
    definition: Any
    percent: str
    change: str
    spark: Spark
    fraction: str
    left_out: str


@dataclass(frozen=True)
class PillarLines:
    pillar: Pillar
    lines: list[Line]


@dataclass(frozen=True)
class Overview:
    place: Place
    choice: Choice
    headline: list[str]
    lead: str
    rates: list[Rate]
    trend: LineChart
    to_see: list[ToSee]
    funnel: FunnelChart | None
    kinds: BarChart
    map: Map | None
    on_the_map: Indicator
    mapped: list[tuple[Area, Shown]]
    pillars: list[PillarLines]
    parts: list[tuple[Area, str, list[Shown]]]
    """One place a row, with the way there: the volumes and the three rates."""
    here: list[Shown]
    """The same of the place as a whole."""

    @property
    def plain_query(self) -> str:
        return self.choice.query(show="")

    @property
    def map_choices(self) -> list[dict[str, Any]]:
        return [
            {
                "label": REGISTRY[code].name,
                "url": self.choice.query(show=code),
                "current": code == self.on_the_map.code,
            }
            for code in ON_THE_MAP
        ]

    @property
    def heads(self) -> list[Any]:
        names = (REGISTRY[code].name for code in COLUMNS)
        return [{"label": _("地方")}, *({"label": name, "num": True} for name in names)]

    @property
    def rows(self) -> list[list[Any]]:
        """A share says what it is of."""
        return [
            [{"text": part.title, "url": url}, *(_cell(shown) for shown in cells)]
            for part, url, cells in self.parts
        ]

    @property
    def foot(self) -> list[Any]:
        return [self.place.area.title, *(_cell(shown) for shown in self.here)]


def _cell(shown: Shown) -> dict[str, str]:
    return {"text": shown.text, "sub": shown.fraction}


COLUMNS = ("orders", "orders_closed", *THREE)


def overview(viewer: Viewer, choice: Choice) -> Overview | None:
    """Six statements, however many places: where, what is around, the formula, figures, names,
    borders."""
    place = place_of(viewer, choice.area)
    if place is None:
        return None
    show = choice.show if choice.show in ON_THE_MAP else ON_THE_MAP[0]
    answers = _asked(place, choice.period)
    now: dict[tuple[int, str], Reading] = answers["now"]
    here = {code: now[place.area.pk, code] for code in FIRST}
    before, a_year_ago, course = answers["before"], answers["year"], answers["course"]
    veil = Veil(viewer, place, choice.period)  # nothing here is of persons
    cells = {
        (part.pk, code): veil.over(part, now[part.pk, code])
        for part in place.parts
        for code in (*COLUMNS, *ON_THE_MAP)
    }
    solved = {part.pk: now[part.pk, "solved_rate"] for part in place.parts}
    funnel = funnel_of(viewer, place, choice, solved)
    kinds = _kinds(answers["kinds"], answers["kinds-before"])
    return Overview(
        place=place,
        choice=choice,
        headline=_headline(here, before, place.area.pk),
        lead=_lead(here, choice.period, place.area),
        rates=[
            _rate(
                here[code],
                before[place.area.pk, code],
                a_year_ago[place.area.pk, code],
                course.of[code],
                choice,
            )
            for code in THREE
        ],
        trend=_trend(course),
        to_see=to_see(viewer, place, choice, here, funnel, kinds, now),
        funnel=funnel,
        kinds=kinds,
        map=area_map(
            viewer, place, choice, REGISTRY[show],
            {part.pk: cells[part.pk, show] for part in place.parts},
        ),
        on_the_map=REGISTRY[show],
        mapped=[(part, cells[part.pk, show]) for part in place.parts],
        pillars=_pillars(place, veil, answers["pillars"], answers["pillars-year"]),
        parts=[
            (
                part,
                choice.query(area=part.pk) if opens(viewer, part) else "",
                [cells[part.pk, code] for code in COLUMNS],
            )
            for part in place.parts
        ],
        here=[veil.over(place.area, here[code]) for code in COLUMNS],
    )  # fmt: skip


def _asked(place: Place, period: Period) -> dict[str, Any]:
    question, here = Question(), [place.area.pk]
    three = [REGISTRY[code] for code in THREE]
    leads = [REGISTRY[code] for codes in PILLARS.values() for code in codes]
    last = last_month(period)
    before, a_year_before = period.compared()
    question.read("now", [REGISTRY[code] for code in FIRST], place.pks, period)
    question.read("before", three, here, before, then=True)
    question.read("year", three, here, a_year_before, then=True)
    question.course("course", three, place.area.pk, months_back(last), last.end)
    question.read("pillars", leads, here, period)
    question.read("pillars-year", leads, here, a_year_before, then=True)
    question.parts("kinds", "requests.orders", "item", place.area.pk, period)
    question.parts("kinds-before", "requests.orders", "item", place.area.pk, a_year_before)
    return question.answer()


def _pillars(
    place: Place, veil: Veil, now: Mapping[Any, Reading], a_year_ago: Mapping[Any, Reading]
) -> list[PillarLines]:
    area = place.area
    return [
        PillarLines(
            pillar,
            [
                Line(
                    veil.over(area, now[area.pk, code]),
                    None,
                    veil.over(area, a_year_ago[area.pk, code]),
                )
                for code in codes
                if area.level in REGISTRY[code].levels
            ],
        )
        for pillar, codes in PILLARS.items()
    ]


# --- in words -------------------------------------------------------------------------------------
def _headline(here: dict[str, Reading], before: Any, area_id: int) -> list[str]:
    """What changed, and where the loop is open now: in one sentence."""
    if not here["orders_closed"].part:
        return clauses([_("这段时间里还没有办结的诉求")], between=_("，"))
    still = _open(here)
    if before[area_id, "reached_rate"].share is None:
        return clauses(still or [_("每件都有人在办")], between=_("，"))
    said = []
    for code, up, down, level in (
        ("reached_rate", _("联系得更快了"), _("联系得更慢了"), ""),
        ("solved_rate", _("说办好了的比例高了"), _("说办好了的比例低了"), ""),
        ("content_rate", _("满意的比例高了"), _("满意的比例低了"), ""),
    ):
        step = change(here[code], before[area_id, code])
        words = level if step is None or not scale.moved(step) else up if step > 0 else down
        if words:
            said.append(words)
    changed = said[:2] or [_("和上一段时间差不多")]
    return clauses([*changed, *still[:1]], between=_("，"))


def _open(here: dict[str, Reading]) -> list[str]:
    waiting, pooled = here["orders_waiting"].part, here["orders_pooled"].part
    said = []
    if waiting:
        said.append(_("{n} 件还没有人受理").format(n=f"{waiting:,}"))
    if pooled:
        said.append(_("{n} 件在等人接").format(n=f"{pooled:,}"))
    return said


def _lead(here: dict[str, Reading], period: Period, area: Area) -> str:
    reached = here["reached_rate"]
    said = _("{period}，{area}提出 {orders} 件诉求，办结 {closed} 件").format(
        period=period,
        area=area.title,
        orders=f"{here['orders'].part:,}",
        closed=f"{here['orders_closed'].part:,}",
    )
    if reached.share is not None:
        said += _("，其中 {share:.1f}% 及时联系到了人").format(share=reached.share)
    return said + _("。")


def _rate(
    reading: Reading,
    before: Reading,
    a_year_ago: Reading,
    course: list[Reading],
    choice: Choice,
) -> Rate:
    one = reading.indicator
    return Rate(
        code=one.code,
        query=choice.query(show=""),
        name=one.name,
        definition=one.definition,
        percent="" if reading.share is None else f"{reading.share:.1f}",
        change=_changes(reading, before, a_year_ago),
        spark=Spark(
            _("近十二个月{name}").format(name=one.name), tuple(each.share for each in course)
        ),
        fraction=_("{part} ÷ {whole} 件{base}").format(
            part=f"{reading.part or 0:,}",
            whole=f"{reading.base or 0:,}",
            base=one.base_name,
        ),
        left_out=_("；").join(
            _("{why} {n} 件不算").format(why=why, n=n) for why, n in reading.left_out if n
        ),
    )


def _changes(reading: Reading, before: Reading, a_year_ago: Reading) -> str:
    if reading.share is None:
        return too_few(reading.indicator.least)
    said = []
    compared = ((_("比上一段"), before), (_("比去年同期"), a_year_ago))
    for words, other in compared[1:] if before == a_year_ago else compared:
        step = change(reading, other)
        if step is not None:
            said.append(f"{words} {step:+.1f}".replace("-", "−"))
    return _("{changes} 个百分点").format(changes=_("，").join(said)) if said else _("还没有可比的")


# --- the figures ----------------------------------------------------------------------------------
def _trend(course: Course) -> LineChart:
    labels = tuple(str(MONTHS_3[month.month]) for month in course.months)
    series = tuple(
        Series(str(REGISTRY[code].name), tuple(each.share for each in course.of[code]))
        for code in THREE
    )
    moved = [(one.name, _step(one.values)) for one in series]
    name, step = max(moved, key=lambda each: abs(each[1] or 0))
    if step is None or not scale.moved(step):
        title = _("近十二个月的三率")
    elif step > 0:
        title = _("{name}一个月升了 {n:.1f} 个百分点").format(name=name, n=step)
    else:
        title = _("{name}一个月掉了 {n:.1f} 个百分点").format(name=name, n=-step)
    note, said = _("近十二个月，按办结那个月"), said_of(series, "%")
    return LineChart("trend", title, note, labels, series, unit="%", said=said)


def _step(values: Sequence[float | None]) -> float | None:
    """From the last month but one to the last."""
    if len(values) < 2 or values[-1] is None or values[-2] is None:
        return None
    return scale.step(values[-1], values[-2])


def _kinds(items: "Counter[str]", items_before: "Counter[str]") -> BarChart:
    now, then = named(items, items_before)
    known = any(then.values())
    bars = [
        Bar(name, count, then.get(name, 0) if known else None, _grew(count, then.get(name, 0)))
        for name, count in Counter(now).most_common(MOST_BARS)
    ]
    grown = next((bar for bar in bars if bar.stands_out), None)
    title = (
        _("{name}是去年同期的 {times:.1f} 倍").format(
            name=grown.name, times=grown.value / (grown.before or 1)
        )
        if grown and grown.before
        else _("都是些什么事")
    )
    note = _("各类诉求，共 {n} 件").format(n=f"{sum(now.values()):,}")
    return BarChart("kinds", title, note, tuple(bars), what=_("类别"), unit=_("件"))


def _grew(now: int, then: int) -> bool:
    return then > 0 and now >= MANY and now >= GREW * then
