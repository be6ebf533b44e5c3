"""What a page of figures shows, as rows to take home: the same numbers, hidden where they are
hidden there, each with what it is of."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area
from insights.charts import BarChart, FunnelChart, LineChart
from insights.choice import Choice, chosen
from insights.indicators import REGISTRY
from insights.indicators.shape import Pillar, Theme
from insights.queries import indicator, overview, themes
from insights.queries.shown import Shown


@dataclass(frozen=True)
class Taken:
    chart: str
    """Which picture or table of the page it stands in."""
    name: str
    place: str = ""
    part: str = ""
    number: float | str = ""
    unit: str = ""
    of: float | str = ""
    base: float | str = ""
    left_out: str = ""
    a_year_ago: float | str = ""
    said: str = ""
    version: int | str = ""


def taken(viewer: Viewer, path: str, query: Mapping[str, str], chart: str = "") -> list[list[Any]]:
    """The rows of one picture, or of the whole page."""
    choice = chosen(query)
    rows = _rows(_page(viewer, path, choice))
    return [_cells(row, str(choice.period)) for row in rows if chart in ("", row.chart)]


# --- inside ---------------------------------------------------------------------------------------
def _page(viewer: Viewer, path: str, choice: Choice) -> Any:
    try:
        found = resolve(path)
    except Resolver404:
        raise Http404 from None
    page: Any = None
    if found.view_name == "insights:loop":
        page = overview.overview(viewer, choice)
    elif found.view_name == "insights:theme" and found.kwargs["code"] in Theme.values:
        page = themes.theme_page(viewer, Theme(found.kwargs["code"]), choice)
    elif found.view_name == "insights:pillar" and found.kwargs["code"] in Pillar.values:
        page = themes.theme_page(viewer, Pillar(found.kwargs["code"]), choice)
    elif found.view_name == "insights:indicator" and found.kwargs["code"] in REGISTRY:
        page = indicator.indicator_page(viewer, found.kwargs["code"], choice)
    if page is None:
        raise Http404
    return page


def _rows(page: Any) -> Iterator[Taken]:
    area: Area = page.place.area
    if isinstance(page, overview.Overview):
        for shown in page.here:
            yield _of(shown, area, "parts")
        for part, _url, cells in page.parts:
            yield from (_of(shown, part, "parts") for shown in cells)
        yield from (_of(shown, part, "map") for part, shown in page.mapped)
        for one in page.pillars:
            yield from (_of(line.now, area, "pillars", line.a_year_ago) for line in one.lines)
        yield from _drawn([page.trend, page.kinds, page.funnel], area)
    elif isinstance(page, themes.ThemePage):
        yield from (_of(line.now, area, "lines", line.a_year_ago) for line in page.lines)
        for time in page.times:
            yield Taken("times", str(time.name), area.title, said=_half(time), of=time.count)
        yield from _drawn([page.trend, *page.bars], area)
    else:
        yield _of(page.line.now, area, "parts", page.line.a_year_ago)
        yield from (_of(part.now, part.area, "parts", part.a_year_ago) for part in page.parts)
        yield from _drawn([page.trend, page.bars, page.funnel], area)


def _half(time: Any) -> str:
    return _("一半在 {half} 以内，十件里九件在 {nine} 以内").format(half=time.half, nine=time.nine)


def _of(shown: Shown, area: Area, chart: str, a_year_ago: Shown | None = None) -> Taken:
    one, hidden = shown.reading.indicator, bool(shown.instead)
    share = one.is_share and not hidden and shown.reading.part is not None
    then = a_year_ago.number if a_year_ago is not None else None
    return Taken(
        chart,
        str(one.name),
        area.title,
        number=_plain(shown.number),
        unit=_unit(str(one.unit.label)),
        of=_plain(one.amount(shown.reading.part or 0)) if share else "",
        base=_plain(one.amount(shown.reading.base or 0)) if share else "",
        left_out=shown.left_out,
        a_year_ago=_plain(then),
        said=_("：").join(
            words for words in (shown.instead, shown.why, _silence(a_year_ago)) if words
        ),
        version=one.version,
    )


def _silence(then: Shown | None) -> str:
    """Why there is no number of a year ago, where nothing was known then."""
    if then is None or not then.reading.silent:
        return ""
    return _("去年同期还没有数据")


def _drawn(charts: Iterable[Any], area: Area) -> Iterator[Taken]:
    for chart in charts:
        if isinstance(chart, LineChart):
            yield from _of_lines(chart, area)
        elif isinstance(chart, BarChart):
            yield from _of_bars(chart, area)
        elif isinstance(chart, FunnelChart):
            yield from _of_spots(chart)


def _of_spots(chart: FunnelChart) -> Iterator[Taken]:
    for spot in chart.spots:
        number = _plain(spot.share)
        unit, of, base = _unit("%"), spot.part, spot.whole
        yield Taken(chart.id, chart.title, spot.name, "", number, unit, of, base)


def _of_lines(chart: LineChart, area: Area) -> Iterator[Taken]:
    for series in chart.series:
        for label, value in zip(chart.labels, series.values, strict=True):
            unit = _unit(chart.unit)
            yield Taken(chart.id, series.name, area.title, label, _plain(value), unit)


def _of_bars(chart: BarChart, area: Area) -> Iterator[Taken]:
    for bar in chart.bars:
        then = _plain(bar.before)
        yield Taken(chart.id, chart.title, area.title, bar.name, _plain(bar.value), a_year_ago=then)


def _plain(value: float | None) -> float | int | str:
    if value is None:
        return ""
    return int(value) if value == int(value) else round(value, 2)


def _unit(label: str) -> str:
    """A cell that begins with a sign would be taken for a formula."""
    return _("百分数") if label == "%" else label


def _cells(row: Taken, period: str) -> list[Any]:
    return [
        row.name, row.place, row.part, period, row.number, row.unit, row.of, row.base,
        row.left_out, row.a_year_ago, row.said, row.version,
    ]  # fmt: skip
