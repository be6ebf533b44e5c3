"""The columns of the list of who handles what. Wording here is data."""

from typing import Any

from communities.models import Area
from core.imports.tables import Column
from core.imports.values import read_choice, read_number
from grids.models import GridDuty

DOES = {str(label): value for value, label in GridDuty.Does.choices} | {
    "巡查": "inspect", "报告": "report", "劝说": "persuade",
}  # fmt: skip


def _days(value: Any) -> int | None:
    number = read_number(value, low=0, high=365)
    return None if number is None else int(number)


COLUMNS = (
    Column(
        "matter", "事项", required=True, synonyms=("事项名称", "类别"), width=18,
        example="消防通道", help="照“什么事归谁管”上的叫法",
    ),
    Column(
        "department", "部门", required=True, synonyms=("责任部门", "主管部门"), width=22,
        example="平安建设办公室", help="要是这里或上级已登记的部门",
    ),
    Column(
        "worker_does", "网格员做什么", required=True, synonyms=("网格员",), width=14,
        read=lambda value: read_choice(value, DOES),
        choices=tuple(str(each.label) for each in GridDuty.Does), example="上报",
    ),
    Column(
        "department_does", "部门做什么", required=True, synonyms=("部门职责", "处置"), width=36,
        example="清走，清不了的张贴告知",
    ),
    Column("department_does_en", "英文说明", width=36),
    Column("basis", "依据", synonyms=("法律依据",), width=24),
    Column(
        "deadline_days", "几个工作日内", read=_days, synonyms=("时限", "办理时限"),
        help="0 是当天；没有定的不填",
    ),
    Column(
        "area", "适用地方", synonyms=("哪里的清单",), width=18,
        help="可以不填：就是导入的这个地方。别处的行不动",
    ),
)  # fmt: skip


def columns(place: Area) -> tuple[Column, ...]:
    return COLUMNS
