"""A report on paper: a PDF with its fonts in it, whose first page stands alone.

Made once, when it is released, and kept: what was read then is what is read later. Of one that was
withdrawn it is drawn again from the same figures, with that said at the head of every page.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from pylopdf_fonts_zh_cn import sans_path

from accounts.roles import ROLES
from insights import report_charts as charts
from insights.charts.scale import step
from insights.indicators.rates import THREE
from insights.indicators.shape import too_few
from insights.models import InsightReport
from insights.report_sheet import LANGUAGE, OF_PARTS, Row, Sheet, number, points
from insights.report_words import sentences, withdrawn

TEMPLATE = Path(__file__).parent / "report.typ"
ROOM_FOR_A_CHART = 160
"""Characters of opening words beside which the course still fits on the first page."""


def drawn(report: InsightReport) -> bytes:
    """In Chinese, whatever the language of who releases it: it is a paper of the office."""
    with override(LANGUAGE):
        facts = json.dumps(facts_of(report), ensure_ascii=False)
    made = typst.compile(
        _template(), format="pdf", font_paths=_fonts(), sys_inputs={"facts": facts}
    )
    assert isinstance(made, bytes)  # noqa: S101 - one document, no file per page
    return made


def facts_of(report: InsightReport) -> dict[str, Any]:
    sheet = Sheet(report.figures)
    drawings = _charts(sheet)
    front = 1 if len(report.opening) <= ROOM_FOR_A_CHART else 0
    return {
        "title": report.title,
        "version": _version(report),
        "withdrawn": withdrawn(report),
        "correction": _("这一份更正第 {n} 版：{why}").format(
            n=report.version - 1, why=report.explanation
        )
        if report.corrects_id
        else "",
        "opening": [line for line in report.opening.splitlines() if line.strip()],
        "sentences": sentences(sheet),
        "rates": [_rate(row) for row in sheet.have(THREE)],
        "signed": _signed(report),
        "charts_title": _("图"),
        "front": drawings[:front],
        "charts": drawings[front:],
        "tables_title": _("数据"),
        "heads": [_("指标"), _("这段时间"), _("上一段"), _("去年同期"), _("分子 ÷ 分母")],
        "tables": [
            {"title": label, "rows": [_cells(row) for row in rows]} for label, rows in sheet.themes
        ],
        "parts": _parts(sheet),
        "notes_title": _("口径"),
        "notes": [_definition(row) for row in sheet.rows],
        "foot": _(
            "全部数字由办理过程算出，没有人填报。取数时间 {at}。地方之间只比自己，不排名。"
        ).format(at=f"{timezone.localtime(report.taken_at):%Y-%m-%d %H:%M}"),
    }


# --- inside ---------------------------------------------------------------------------------------
@cache
def _fonts() -> typst.Fonts:
    """Ours only: what the machine has does not matter."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(sans_path().parent)])


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _version(report: InsightReport) -> str:
    return _("第 {n} 版").format(n=report.version) if report.version > 1 else ""


def _signed(report: InsightReport) -> str:
    """For what office it was released; the account stands in the platform, not on the paper."""
    if report.released_at is None:
        return ""
    role = ROLES.get(report.released_as)
    return _("发布：{place} {role} · {day}").format(
        place=report.area.title,
        role=str(role.name) if role else report.released_as,
        day=f"{timezone.localdate(report.released_at):%Y-%m-%d}",
    )


def _rate(row: Row) -> dict[str, str]:
    left_out = _("；").join(_("{why} {n} 件不算").format(why=why, n=n) for why, n in row.left_out)
    return {
        "name": row.name,
        "value": row.shown,
        "fraction": f"{row.fraction} {row.base_name}",
        "change": _change(row),
        "left_out": left_out,
    }


def _change(row: Row) -> str:
    if row.value is None:
        return too_few(row.said["least"])
    said = [
        _("比{then} {step}").format(then=then, step=points(step(row.value, other)))
        for then, other in ((_("上一段"), row.before), (_("去年同期"), row.a_year_ago))
        if other is not None
    ]
    return _("{changes} 个百分点").format(changes=_("，").join(said)) if said else _("还没有可比的")


def _charts(sheet: Sheet) -> list[dict[str, Any]]:
    found: list[tuple[Any, str, dict[str, str]]] = [
        (charts.trend(sheet), "insights/_lines.html", {})
    ]
    if sheet.kinds:
        found.append((charts.kinds(sheet), "insights/_bars.html", {}))
    spread = charts.spread(sheet)
    if spread is not None:
        more = {"across": _("回答了的件数"), "all_name": sheet.place}
        found.append((spread, "insights/_funnel.html", more))
    return [
        {
            "title": str(chart.title),
            "note": str(chart.note),
            "svg": charts.drawn(chart, template, **more),
            "wide": min(100, round(chart.wide / 6.4)),
        }
        for chart, template, more in found
    ]


def _cells(row: Row) -> list[str]:
    name = row.name if row.is_share else _("{name}（{unit}）").format(name=row.name, unit=row.unit)
    return [name, row.shown, row.shown_before, row.shown_a_year_ago, row.fraction]


def _parts(sheet: Sheet) -> dict[str, Any]:
    codes = [code for code in OF_PARTS if code not in THREE]
    heads = [_("地方"), *(sheet[code].name for code in (*codes, *THREE))]
    rows = []
    for part in sheet.parts:
        cells = [part.name, *(f"{part.of[code][0] or 0:,}" for code in codes)]
        for code in THREE:
            value = part.share(code, sheet[code].said["least"])
            cells.append("—" if value is None else f"{number(value)}%")
        rows.append(cells)
    return {"title": _("下面各处"), "heads": heads, "rows": rows}


def _definition(row: Row) -> list[str]:
    base = _("分母是{base}。").format(base=row.base_name) if row.is_share else ""
    left_out = _("、").join(why for why, _n in row.left_out)
    said = f"{row.definition}{base}" + (
        _("{why}不算在内。").format(why=left_out) if left_out else ""
    )
    return [row.name, said]
