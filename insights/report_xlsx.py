"""The appendix of a report: what each figure means, and the figures; a sheet each."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from core.exports.writers import XlsxWriter
from insights.models import InsightReport
from insights.report_sheet import LANGUAGE, OF_PARTS, Row, Sheet
from insights.report_words import withdrawn


def written(report: InsightReport) -> bytes:
    with override(LANGUAGE), TemporaryDirectory(prefix="wushe-report-") as folder:
        path = Path(folder) / "report.xlsx"
        _write(path, Sheet(report.figures), withdrawn(report))
        return path.read_bytes()


# --- inside ---------------------------------------------------------------------------------------
def _write(path: Path, sheet: Sheet, gone: str) -> None:
    """Of one that was withdrawn the first row of every sheet says so."""

    def begun(heads: list[str]) -> list[str]:
        return [gone] if gone else heads

    def begin(name: str, heads: list[str]) -> None:
        book.begin(name, begun(heads))
        if gone:
            book.write(heads)

    book = XlsxWriter(path, begun(_definition_heads()), name=_("口径"))
    if gone:
        book.write(_definition_heads())
    for row in sheet.rows:
        book.write(_definition(row))
    begin(_("数据"), _figure_heads())
    for row in sheet.rows:
        book.write(_figures(row))
    if sheet.parts:
        codes = list(OF_PARTS)
        begin(_("下面各处"), [_("地方"), *_heads_of(sheet, codes)])
        for part in sheet.parts:
            book.write(
                [
                    part.name,
                    *(value for code in codes for value in part.of[code][: _wide(sheet, code)]),
                ]
            )
    if sheet.kinds:
        begin(_("各类诉求"), [_("类别"), _("件"), _("去年同期")])
        for kind in sheet.kinds:
            book.write(kind)
    book.close()


def _definition_heads() -> list[str]:
    return [
        _("代码"), _("指标"), _("口径"), _("分母"), _("单位"), _("不算在内的"), _("看了做什么"),
        _("口径第几版"),
    ]  # fmt: skip


def _definition(row: Row) -> list[Any]:
    return [
        row.code, row.name, row.definition, row.base_name, row.unit,
        _("、").join(why for why, _n in row.left_out), row.decision, row.said["version"],
    ]  # fmt: skip


def _figure_heads() -> list[str]:
    return [
        _("代码"), _("指标"), _("单位"),
        _("这段时间"), _("分子"), _("分母"),
        _("上一段"), _("上一段分子"), _("上一段分母"),
        _("去年同期"), _("去年同期分子"), _("去年同期分母"),
        _("不算在内的件数"),
    ]  # fmt: skip


def _figures(row: Row) -> list[Any]:
    cells: list[Any] = [row.code, row.name, row.unit]
    for name, value in (
        ("now", row.value), ("before", row.before), ("a_year_ago", row.a_year_ago)
    ):  # fmt: skip
        part, base = row.said[name]
        cells += [None if value is None else round(value, 4), part, base]
    return [*cells, sum(count for _why, count in row.left_out)]


def _wide(sheet: Sheet, code: str) -> int:
    """A share takes two columns: a percentage without its base is none."""
    return 2 if sheet[code].is_share else 1


def _heads_of(sheet: Sheet, codes: list[str]) -> list[str]:
    heads = []
    for code in codes:
        name = sheet[code].name
        heads += (
            [_("{name} 分子").format(name=name), _("{name} 分母").format(name=name)]
            if sheet[code].is_share
            else [name]
        )
    return heads
