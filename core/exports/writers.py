"""CSV and XLSX, row by row. A cell is text or a number, never a formula."""

import csv
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from core.fields import Personal

_INVISIBLE = frozenset({"Zs", "Zl", "Zp", "Cf"})
TRIGGERS = frozenset("=+-@|%＝＋－＠")
_LONGEST_CELL = 32_767
ROWS_PER_SHEET = 1_000_000


class Writer(Protocol):
    def write(self, row: Sequence[Any]) -> None: ...
    def close(self) -> None: ...


class CsvWriter:
    """UTF-8 with the mark Excel needs; every cell quoted, so that no separator splits one."""

    def __init__(self, path: Path, titles: Sequence[str]) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file, quoting=csv.QUOTE_ALL)
        self.write(titles)

    def write(self, row: Sequence[Any]) -> None:
        self._csv.writerow([_as_csv(value) for value in row])

    def close(self) -> None:
        self._file.close()


class XlsxWriter:
    """One row in memory at a time. Text is written as text, whatever it begins with.

    Several sheets, one after the other: `name` the first and `begin` the next.
    """

    def __init__(self, path: Path, titles: Sequence[str], name: str = "") -> None:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": str(path.parent),
        }
        self._book = xlsxwriter.Workbook(str(path), options)
        self._bold = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._time = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.begin(name, titles)

    def begin(self, name: str, titles: Sequence[str]) -> None:
        """Another sheet; what was written so far is done."""
        self._titles = titles
        self._begin_sheet(name)

    def write(self, row: Sequence[Any]) -> None:
        if self._row > ROWS_PER_SHEET:
            self._begin_sheet()
        for column, value in enumerate(row):
            self._cell(column, plain(value))
        self._row += 1

    def close(self) -> None:
        self._book.close()

    def _begin_sheet(self, name: str = "") -> None:
        self._sheet = self._book.add_worksheet(name or None)
        self._sheet.freeze_panes(1, 0)
        for column, title in enumerate(self._titles):
            self._sheet.set_column(column, column, max(12, 2 * len(title) + 2))
            self._sheet.write_string(0, column, title, self._bold)
        self._row = 1

    def _cell(self, column: int, value: Any) -> None:
        match value:
            case None | "":
                return
            case datetime():
                naive = timezone.localtime(value).replace(tzinfo=None, microsecond=0)
                self._sheet.write_datetime(self._row, column, naive, self._time)
            case date():
                self._sheet.write_datetime(self._row, column, value, self._day)
            case int() | float() | Decimal():
                self._sheet.write_number(self._row, column, value)
            case _:
                self._sheet.write_string(self._row, column, value[:_LONGEST_CELL])


WRITERS: dict[str, type[CsvWriter] | type[XlsxWriter]] = {"csv": CsvWriter, "xlsx": XlsxWriter}


def plain(value: Any) -> Any:
    """A number, a date, or text; personal values show what this viewer may see of them."""
    match value:
        case None | datetime() | date():
            return value
        case bool():
            return _("是") if value else _("否")
        case int() | Decimal():
            return value
        case float():
            return value if value == value and abs(value) != float("inf") else None
        case Personal():
            return str(value)
    return str(value).replace("\0", "")


def _as_csv(value: Any) -> str:
    value = plain(value)
    match value:
        case None:
            return ""
        case datetime():
            return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case str():
            return neutralised(value)
    return str(value)


def neutralised(text: str) -> str:
    """A spreadsheet must not find a formula in it, however many blanks stand in front; a tab
    or a line break in front may begin a new cell."""
    for character in text:
        category = unicodedata.category(character)
        if character in TRIGGERS or category == "Cc":
            return f"'{text}"
        if category not in _INVISIBLE:
            break
    return text
