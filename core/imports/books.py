"""Workbooks we hand out: the template to fill in, and the report about what came back."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from core.imports.tables import HELP_SHEET, Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATE_ROWS = 2000
"""So far down reach the drop-downs and the text format."""


def template(title: str, columns: tuple[Column, ...], notes: Iterable[str]) -> bytes:
    """One sheet to fill in, one that explains. Examples stand in the explanation, so that
    nobody imports them by mistake."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        sheet = book.add_worksheet(title[:31])
        bold = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        must = book.add_format({**bold, "bg_color": "#E3EFEC"})
        may = book.add_format({**bold, "bg_color": "#F0EDE6"})
        text = book.add_format({"num_format": "@"})
        for index, column in enumerate(columns):
            heading = f"{column.heading}*" if column.required else column.heading
            sheet.set_column(index, index, column.width, text if column.as_text else None)
            sheet.write_string(0, index, heading, must if column.required else may)
            if column.help:
                sheet.write_comment(0, index, column.help, {"x_scale": 2})
            if column.choices and len(",".join(column.choices)) <= 250:
                sheet.data_validation(
                    1,
                    index,
                    TEMPLATE_ROWS,
                    index,
                    {"validate": "list", "source": list(column.choices), "error_type": "warning"},
                )
        sheet.set_row(0, 30)
        sheet.freeze_panes(1, 0)
        _explain(book, columns, notes)
    return memory.getvalue()


def _explain(book: Any, columns: tuple[Column, ...], notes: Iterable[str]) -> None:
    sheet = book.add_worksheet(HELP_SHEET)
    bold = book.add_format({"bold": True, "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 8)
    sheet.set_column(2, 2, 60)
    sheet.set_column(3, 3, 28)
    line = 0
    for note in notes:
        sheet.write_string(line, 0, note)
        line += 1
    line += 1
    for index, word in enumerate((_("填什么"), _("必填"), _("说明"), _("例"))):
        sheet.write_string(line, index, word, bold)
    for column in columns:
        line += 1
        choices = "、".join(column.choices)
        help_text = " ".join(filter(None, (column.help, choices)))
        cells = (column.heading, _("必填") if column.required else "", help_text, column.example)
        for index, cell in enumerate(cells):
            sheet.write_string(line, index, cell, wrap)


def report(issues: Iterable[Mapping[str, Any]]) -> bytes:
    """One line per thing to mend, in the order of the file. Texts only: no formula can hide."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("核对报告"))
        bold = book.add_format({"bold": True, "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        heads = (_("工作表"), _("行"), _("列"), _("内容"), _("程度"), _("原因"), _("怎么改"))
        for index, (head, width) in enumerate(zip(heads, (14, 6, 14, 22, 8, 44, 50), strict=True)):
            sheet.set_column(index, index, width, wrap)
            sheet.write_string(0, index, head, bold)
        for line, issue in enumerate(issues, start=1):
            level = _("须改") if issue["is_error"] else _("提醒")
            sheet.write_string(line, 0, issue["sheet"])
            sheet.write_number(line, 1, issue["row"])
            for index, cell in enumerate(
                (issue["heading"], issue["value"], level, issue["reason"], issue["suggestion"]),
                start=2,
            ):
                sheet.write_string(line, index, str(cell))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, 0, len(heads) - 1)
    return memory.getvalue()
