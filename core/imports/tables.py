"""Columns a table may have, the words people use for them, and the rows below the heading."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.imports.reader import Sheet
from core.imports.values import CellError, half_width, in_every_language, read_text
from core.masking import MASKS

HEADING_WITHIN = 20
"""Titles, units and remarks stand above the heading; not more rows than this."""
HELP_SHEET = "填写说明"


@dataclass(frozen=True)
class Column:
    name: str
    heading: str
    read: Callable[[Any], Any] = read_text
    required: bool = False
    synonyms: tuple[str, ...] = ()
    mask: str = ""
    """How a wrong value shows itself in the report: a kind of core.masking."""
    help: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    """For the drop-down of the template."""
    as_text: bool = False
    """Excel must keep it as text: ID numbers, phones, room numbers."""
    width: int = 14


@dataclass
class Issue:
    sheet: str
    row: int
    heading: str
    value: str
    reason: str
    suggestion: str = ""
    is_error: bool = True

    def as_json(self) -> dict[str, Any]:
        return dict(self.__dict__)


@dataclass
class Row:
    sheet: str
    number: int
    values: dict[str, Any]
    """Only columns the file has and whose cell is not empty."""
    shown: dict[str, str] = field(default_factory=dict)
    """The cells as text, for messages; masked by `Table.blame`."""
    bad: set[str] = field(default_factory=set)
    """Columns already blamed in this row, or missing in the file: what rests on them is not asked
    any more, everything else is, so that one report names all there is to mend."""

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def has(self, name: str) -> bool:
        return name in self.values

    def sound(self, *names: str) -> bool:
        return self.bad.isdisjoint(names)


@dataclass
class Table:
    rows: list[Row] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    headings: dict[str, Column] = field(default_factory=dict)
    """By name, the columns found in the file."""
    ignored: list[str] = field(default_factory=list)
    """Headings nobody knows: shown, so that nothing is lost silently."""

    def blame(self, row: Row, column: Column, reason: str, suggestion: str = "") -> None:
        """One fault a cell: the second would only follow from the first."""
        if row.sound(column.name):
            row.bad.add(column.name)
            self._say(row, column, reason, suggestion, is_error=True)

    def warn(self, row: Row, column: Column, reason: str, suggestion: str = "") -> None:
        self._say(row, column, reason, suggestion, is_error=False)

    def _say(
        self, row: Row, column: Column, reason: str, suggestion: str, *, is_error: bool
    ) -> None:
        self.issues.append(
            Issue(
                sheet=row.sheet,
                row=row.number,
                heading=column.heading,
                value=masked(row.shown.get(column.name, ""), column),
                reason=reason,
                suggestion=suggestion,
                is_error=is_error,
            )
        )

    @property
    def errors(self) -> list[Issue]:
        return [issue for issue in self.issues if issue.is_error]


def read_table(sheets: list[Sheet], columns: tuple[Column, ...]) -> Table:
    """Every sheet whose heading is recognised; the others are notes and are named as such."""
    table = Table()
    for sheet in sheets:
        if sheet.title == HELP_SHEET:
            continue
        found = _find_heading(sheet, columns)
        if found is None:
            table.issues.append(
                Issue(
                    sheet.title,
                    1,
                    "",
                    "",
                    _("这张表没有认出表头，未导入"),
                    _("表头至少要有：%(headings)s") % {"headings": _required(columns)},
                    is_error=False,
                )
            )
            continue
        _read_rows(sheet, *found, table=table, columns=columns)
    if not table.rows and not table.errors:
        table.issues.append(
            Issue("", 0, "", "", _("文件里没有可导入的行"), _("请用模板填写，表头不要改"))
        )
    return table


def masked(value: str, column: Column) -> str:
    """Errors are read by people who need the row, not the number."""
    if not value or not column.mask:
        return value[:60]
    return MASKS[column.mask](value)


def _required(columns: tuple[Column, ...]) -> str:
    return "、".join(column.heading for column in columns if column.required)


def plain_heading(value: Any) -> str:
    """身份证号码*（必填） → 身份证号码"""
    text = half_width(str(value or ""))
    text = re.sub(r"\(.*?\)|\[.*?\]|<.*?>", "", text)
    return re.sub(r"[\s*:：、.。_\-/]+", "", text).lower()


def _find_heading(
    sheet: Sheet, columns: tuple[Column, ...]
) -> tuple[int, dict[int, Column], list[str]] | None:
    """The row that recognises most columns; it must know those that are required."""
    words = _words(columns)
    best: tuple[int, dict[int, Column], list[str]] | None = None
    for index, cells in enumerate(sheet.rows[:HEADING_WITHIN]):
        found: dict[int, Column] = {}
        ignored = []
        for position, cell in enumerate(cells):
            column = words.get(plain_heading(cell))
            if column is not None and column not in found.values():
                found[position] = column
            elif column is None and plain_heading(cell):
                ignored.append(str(cell).strip())
        if len(found) >= 2 and (best is None or len(found) > len(best[1])):
            best = (index, found, ignored)
    return best


def _words(columns: tuple[Column, ...]) -> dict[str, Column]:
    translated = {
        plain_heading(word): column
        for column in reversed(columns)
        for word in in_every_language(column.heading)
    }
    return translated | {
        plain_heading(word): column
        for column in columns
        for word in (column.heading, column.name, *column.synonyms)
    }


def _read_rows(
    sheet: Sheet,
    heading: int,
    found: dict[int, Column],
    ignored: list[str],
    *,
    table: Table,
    columns: tuple[Column, ...],
) -> None:
    table.headings.update({column.name: column for column in found.values()})
    table.ignored += [word for word in ignored if word not in table.ignored]
    missing = {column for column in columns if column.required} - set(found.values())
    for column in columns:
        if column in missing:
            table.issues.append(
                Issue(
                    sheet.title,
                    heading + 1,
                    column.heading,
                    "",
                    _("缺少这一列"),
                    _("在表头加上“%(heading)s”") % {"heading": column.heading},
                )
            )
    for number, cells in enumerate(sheet.rows[heading + 1 :], start=heading + 2):
        row = _read_row(sheet.title, number, cells, found, table)
        if row is not None:
            row.bad |= {column.name for column in missing}
            table.rows.append(row)


def _read_row(
    title: str, number: int, cells: list[Any], found: Mapping[int, Column], table: Table
) -> Row | None:
    texts = {
        column.name: read_text(cells[position]) if position < len(cells) else ""
        for position, column in found.items()
    }
    if not any(texts.values()) or _repeats_heading(texts, found):
        return None
    row = Row(title, number, {}, texts)
    for position, column in found.items():
        raw = cells[position] if position < len(cells) else None
        try:
            if isinstance(raw, CellError):
                raise raw
            value = column.read(raw)
        except CellError as error:
            table.blame(row, column, error.reason, error.suggestion)
            continue
        if value is not None and value != "":
            row.values[column.name] = value
        elif column.required:
            table.blame(row, column, _("这一格必填"), _("补上内容；不需要的行请整行删去"))
    return row


def _repeats_heading(texts: dict[str, str], found: Mapping[int, Column]) -> bool:
    """Printed lists repeat their heading on every page."""
    columns = tuple(found.values())
    words = _words(columns)
    same = [column for column in columns if words.get(plain_heading(texts[column.name])) is column]
    return len(same) >= 2 and len(same) * 2 >= len(columns)
