"""The charts of a report, described from what was kept; the page and the paper draw the same."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from insights.charts import Bar, BarChart, FunnelChart, LineChart, Series, Spot
from insights.charts.scale import moved
from insights.indicators.rates import THREE
from insights.report_sheet import Sheet, change

MOST_BARS = 8
FEW_SPOTS = 3
"""Two spots tell nothing of chance."""

STYLE = """
text{font-family:"Noto Sans SC";font-size:13px;fill:#4a5258}
.t-mute{fill:#61686d}.t-strong{fill:#20262a;font-weight:700}.t-s{font-size:12px}
.t-1{fill:#0e625f;font-weight:700}.t-2{fill:#875000;font-weight:700}
.t-3{fill:#56667a;font-weight:700}.t-late{fill:#a5301e;font-weight:700}
.end{text-anchor:end}.mid{text-anchor:middle}
.c-grid{stroke:#e6e2d9;stroke-width:1}.c-base{stroke:#85857d;stroke-width:1}
.c-aim{stroke:#61686d;stroke-width:1.25;stroke-dasharray:2 4}
.c-line{fill:none;stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round}
.c-1{stroke:#0e625f}.c-2{stroke:#b06f12;stroke-dasharray:7 4}
.c-3{stroke:#56667a;stroke-dasharray:2 4}.c-mute{stroke:#a9aaa3;stroke-width:1.5}
.f-1{fill:#0e625f}.f-2{fill:#b06f12}.f-3{fill:#56667a}.f-late{fill:#a5301e}.f-soft{fill:#e3efec}
"""
"""The sheet's own colours: on paper there is no style sheet and no dark mode."""


def trend(sheet: Sheet) -> LineChart:
    series = tuple(Series(sheet[code].name, sheet.course(code)) for code in THREE)
    labels = tuple(str(MONTHS_3[month.month]) for month in sheet.months)
    return LineChart(
        "r-trend", _trend_title(sheet), _("近十二个月，按办结那个月"), labels, series, "%"
    )


def kinds(sheet: Sheet) -> BarChart:
    rows = sheet.kinds[:MOST_BARS]
    known = any(then for _name, _now, then in rows)
    bars = tuple(Bar(name, now, then if known else None) for name, now, then in rows)
    note = _("各类诉求，共 {n} 件").format(n=f"{sum(now for _name, now, _then in sheet.kinds):,}")
    return BarChart(
        "r-kinds", _("都是些什么事"), note, bars, what=_("类别"), unit=sheet["orders"].unit
    )


def spread(sheet: Sheet) -> FunnelChart | None:
    """Of places with enough behind them."""
    least = sheet["solved_rate"].said["least"]
    spots = tuple(
        Spot(part.name, int(part.of["solved_rate"][0] or 0), int(part.of["solved_rate"][1] or 0))
        for part in sheet.parts
        if part.share("solved_rate", least) is not None
    )
    if len(spots) < FEW_SPOTS:
        return None
    note = _("一个点是一处的解决率。浅色带是正常波动（95%），件数越少带越宽；不排名")
    outside = [spot.name for spot in FunnelChart("r-chance", "", "", spots).outside]
    title = (
        _("差距不全是偶然：{places}在正常波动之外").format(places=_("、").join(outside))
        if outside
        else _("差距都在正常波动之内")
    )
    return FunnelChart(
        "r-chance", title, note, spots,
        measure=sheet["solved_rate"].name, of=sheet["solved_rate"].base_name,
    )  # fmt: skip


def drawn(chart: Any, template: str, **more: Any) -> str:
    """The picture alone, with its style in it, as the paper takes it."""
    html = render_to_string(template, {"chart": chart, "heads": [], "width": "", **more})
    start, end = html.index("<svg"), html.index("</svg>") + len("</svg>")
    opened, rest = html[start:end].split(">", 1)
    space = 'xmlns="http://www.w3.org/2000/svg"'
    return f"{opened.replace('<svg', f'<svg {space}', 1)}><style>{STYLE}</style>{rest}"


# --- inside ---------------------------------------------------------------------------------------
def _trend_title(sheet: Sheet) -> str:
    """Which of the three moved most since the time before."""
    steps = [(row, change(row, row.before)) for row in sheet.have(THREE)]
    told = [(row, step) for row, step in steps if moved(step)]
    if not told:
        return _("近十二个月的三率")
    row, step = max(told, key=lambda each: abs(each[1] or 0))
    said = _("{name}比上一段时间高了 {n:.1f} 个百分点")
    if (step or 0) < 0:
        said = _("{name}比上一段时间低了 {n:.1f} 个百分点")
    return said.format(name=row.name, n=abs(step or 0))
