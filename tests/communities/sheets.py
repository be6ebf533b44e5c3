"""Tables as people really send them."""

import io
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook

from accounts.models import User
from communities.importing.kinds import KINDS
from communities.importing.plan import Plan
from communities.models import Area
from core.imports.reader import read_file
from core.imports.tables import read_table


def book(*sheets: tuple[str, list[list[Any]]], merge: tuple[str, ...] = ()) -> bytes:
    """An xlsx file; `merge` are cell ranges of the first sheet."""
    workbook = Workbook()
    for index, (title, rows) in enumerate(sheets):
        sheet = workbook.active if index == 0 else workbook.create_sheet()
        sheet.title = title
        for row in rows:
            sheet.append(row)
    for cells in merge:
        workbook.worksheets[0].merge_cells(cells)
    memory = io.BytesIO()
    workbook.save(memory)
    return memory.getvalue()


def one(*rows: list[Any], **options: Any) -> bytes:
    return book(("Sheet1", list(rows)), **options)


def look(kind: str, community: Area, data: bytes, name: str = "a.xlsx") -> Plan:
    table = read_table(read_file(name, data), KINDS[kind].columns(community))
    return KINDS[kind].check(table, community)


def bring(
    kind: str, community: Area, data: bytes, actor: User | None = None, name: str = "a.xlsx"
) -> Plan:
    plan = look(kind, community, data, name)
    assert not plan.table.errors, [issue.as_json() for issue in plan.table.errors]
    KINDS[kind].write(plan, community, actor=actor)
    return plan


def counts(plan: Plan) -> tuple[int, int, int]:
    return plan.count("added"), plan.count("updated"), plan.count("same")


def reasons(plan: Plan) -> list[tuple[int, str, str]]:
    return [(issue.row, issue.heading, issue.reason) for issue in plan.table.errors]


Maker = Callable[..., bytes]
