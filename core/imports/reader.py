"""From an uploaded file to plain rows: xlsx or csv, whatever was done to it on the way."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from core.exceptions import DomainError
from core.imports.values import CellError

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 100
_ENCODINGS = ("utf-8-sig", "gb18030")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


@dataclass
class Sheet:
    title: str
    rows: list[list[Any]] = field(default_factory=list)
    """Row n of the file is rows[n - 1]: reports point at the row a person sees. A cell whose
    content cannot be known is the CellError that says so."""


def read_file(name: str, data: bytes) -> list[Sheet]:
    """All sheets with something on them. Hidden ones are left alone."""
    if len(data) > MAX_BYTES:
        raise DomainError(_("文件超过 20 MB，请分成几份。"), field="file")
    if data[:4] == b"PK\x03\x04":
        return _read_xlsx(data)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise DomainError(
            _("这是旧的 .xls 文件：请在 Excel 或 WPS 里“另存为”.xlsx，再上传。"), field="file"
        )
    if name.lower().endswith((".xlsx", ".xlsm")):
        raise _unreadable()
    return [_read_csv(name, data)]


def _unreadable() -> DomainError:
    return DomainError(
        _("打不开这个文件：它可能损坏或加了密码。请另存为没有密码的 .xlsx 再上传。"), field="file"
    )


def _read_xlsx(data: bytes) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise DomainError(_("文件展开后过大，请分成几份。"), field="file")
            calculates = any(
                _FORMULA.search(archive.read(entry))
                for entry in archive.infolist()
                if entry.filename.startswith("xl/worksheets/")
            )
        # Not read-only: only the full reader knows which cells were merged.
        book = load_workbook(io.BytesIO(data), data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, ParseError) as error:
        raise _unreadable() from error
    sheets = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        if sheet.max_row > MAX_ROWS * 2:  # thousands of formatted, empty rows are common
            raise DomainError(_("表格行数过多，请分成几份。"), field="file")
        rows = [
            [_content(cell) for cell in row]
            for row in sheet.iter_rows(max_col=min(sheet.max_column, MAX_COLUMNS))
        ]
        if calculates:
            _name_the_uncalculated(rows, sheet, data)
        for area in sheet.merged_cells.ranges:
            _fill_down(rows, area)
        sheets.append(_trimmed(Sheet(sheet.title, rows)))
    return [sheet for sheet in sheets if sheet.rows]


def _content(cell: Any) -> Any:
    """#N/A is what a look-up says that found nothing; other errors hide what should stand there."""
    if cell.data_type != "e" or cell.value == "#N/A":
        return cell.value
    return CellError(
        _("这一格的公式出错了：%(error)s") % {"error": cell.value},
        _("在 Excel 里改好公式，或直接写上内容"),
        shown=str(cell.value),
    )


def _name_the_uncalculated(rows: list[list[Any]], sheet: Any, data: bytes) -> None:
    """A program wrote the formula and nobody opened the file since: no result lies beside it,
    and the cell would pass for an empty one. A result that is an empty text is one ("str")."""
    formulas = load_workbook(io.BytesIO(data), read_only=True)[sheet.title]
    for line, cells in zip(rows, formulas.iter_rows(max_col=MAX_COLUMNS), strict=False):
        for cell in cells:
            if cell.data_type != "f":
                continue
            plain = sheet.cell(cell.row, cell.column)
            if plain.value is None and plain.data_type != "str":
                line[cell.column - 1] = CellError(
                    _("这一格是公式，文件里没有它的结果"),
                    _("用 Excel 或 WPS 打开后保存一次再上传，或把这一列复制后“粘贴为数值”"),
                    shown=str(cell.value),
                )


def _fill_down(rows: list[list[Any]], area: Any) -> None:
    """A household number merged over its members belongs to each of them.

    Sideways nothing is filled: a title over the whole table is one text, not twelve.
    """
    if area.min_row > len(rows) or area.min_col > len(rows[area.min_row - 1]):
        return
    value = rows[area.min_row - 1][area.min_col - 1]
    for row in rows[area.min_row : area.max_row]:
        row[area.min_col - 1] = value


def _read_csv(name: str, data: bytes) -> Sheet:
    text = _decode(data)
    sample = text[:8192]
    try:
        dialect: Any = csv.Sniffer().sniff(sample, delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    rows: list[list[Any]] = [
        list(row) for row in csv.reader(io.StringIO(text, newline=""), dialect)
    ]
    return _trimmed(Sheet(name, rows))


def _decode(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16")
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise DomainError(_("认不出这个文件：请上传 .xlsx 或 .csv。"), field="file")


def _trimmed(sheet: Sheet) -> Sheet:
    while sheet.rows and not any(str(cell or "").strip() for cell in sheet.rows[-1]):
        sheet.rows.pop()
    if len(sheet.rows) > MAX_ROWS:
        raise DomainError(
            _("“%(sheet)s”有 %(count)d 行，一次最多 %(limit)d 行，请分成几份。")
            % {"sheet": sheet.title, "count": len(sheet.rows), "limit": MAX_ROWS},
            field="file",
        )
    return sheet
