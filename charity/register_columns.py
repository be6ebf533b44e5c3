"""The columns of what is lent and of what lies idle, as tables, and cells of a certain length."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from charity.columns import date_of
from core.imports.tables import Column
from core.imports.values import CellError, read_number, read_text


def short(most: int) -> Callable[[Any], str]:
    """A text that fits: what is cut off silently is found out too late."""

    def read(value: Any) -> str:
        text = read_text(value)
        if len(text) > most:
            raise CellError(_("最多 %(most)d 个字") % {"most": most}, _("写短一点"))
        return text

    return read


def whole(low: int, high: int) -> Callable[[Any], int | None]:
    def read(value: Any) -> int | None:
        found = read_number(value, low=low, high=high)
        if found is not None and found != int(found):
            raise CellError(_("这里要整数"), _("改成整数"))
        return None if found is None else int(found)

    return read


THINGS = (
    Column(
        "name", "什么东西", required=True, read=short(60), synonyms=("物品", "品名", "名称"),
        width=24, example="折叠轮椅",
    ),
    Column("place", "放在哪里", read=short(40), synonyms=("存放地点",), width=18, example="服务台"),
    Column(
        "days", "一次借几天", read=whole(1, 90), synonyms=("借期", "天数"), help="不填就是 7 天",
        example="14",
    ),
    Column(
        "gift", "捐赠编号", as_text=True, synonyms=("从哪笔捐赠来",), width=16,
        help="捐来的才填：捐赠页面上的编号，要已经收到、还没入库", example="J000012",
    ),
    Column("ended_on", "停借日期", read=date_of, as_text=True, help="停借了的不再导入"),
)  # fmt: skip
ASSETS = (
    Column(
        "name", "什么闲置", required=True, read=short(60), synonyms=("名称", "闲置资源"),
        width=24, example="旧自行车棚",
    ),
    Column(
        "where", "在哪里", read=short(60), synonyms=("地点", "位置"), width=22, example="3 号楼北",
    ),
    Column("found_on", "摸底日期", read=date_of, as_text=True, synonyms=("日期",)),
    Column(
        "plan", "打算怎么用", read=short(200), synonyms=("打算", "用途"), width=30,
        example="改成共享储物间",
    ),
)  # fmt: skip
