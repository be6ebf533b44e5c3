"""The columns of the tables of activities and of brands, with the words communities use: data."""

from typing import Any

from django.utils import timezone

from activities.models import Kind, Target
from communities.models import Area
from core.imports.tables import Column
from core.imports.values import (
    read_choice,
    read_date,
    read_number,
    read_several,
    read_time,
    read_yes,
)

KINDS = {str(each.label): each.value for each in Kind} | {
    "文艺": "culture", "文体": "culture", "讲座": "learning", "培训": "learning",
    "学习": "learning", "儿童": "children", "亲子": "children", "义诊": "health",
    "健康": "health", "消防": "safety", "宣传": "safety", "卫生": "environment",
    "大扫除": "environment", "节日": "festival", "集市": "market", "议事": "talk",
}  # fmt: skip
TARGETS = {str(each.label): each.value for each in Target} | {
    "老人": "elders", "长者": "elders", "孩子": "children", "少儿": "children", "残障": "disabled",
    "新居民": "newcomers", "年轻人": "youth",
}  # fmt: skip


def _day(value: Any) -> Any:
    return read_date(value, today=timezone.localdate())


def _count(value: Any) -> int | None:
    found = read_number(value, low=1, high=100_000)
    return None if found is None else int(found)


def _targets(value: Any) -> list[str]:
    return read_several(value, TARGETS)


def columns(community: Area) -> tuple[Column, ...]:
    return COLUMNS


COLUMNS = (
    Column(
        "title", "名称", required=True, width=24, synonyms=("活动名称", "活动", "主题"),
        example="重阳敬老茶话会",
    ),
    Column(
        "kind", "种类", required=True, read=lambda value: read_choice(value, KINDS),
        choices=tuple(str(each.label) for each in Kind), synonyms=("活动类别", "类别", "类型"),
        example="文体娱乐",
    ),
    Column(
        "place", "在哪里", required=True, width=18, synonyms=("地点", "活动地点", "场地"),
        example="一楼大厅",
    ),
    Column(
        "day", "哪天", required=True, read=_day, as_text=True,
        synonyms=("日期", "活动日期", "时间"), example="2027-10-18",
    ),
    Column(
        "from_time", "几点开始", required=True, read=read_time, as_text=True,
        synonyms=("开始时间", "开始"), example="9:00",
    ),
    Column(
        "to_time", "几点结束", required=True, read=read_time, as_text=True,
        synonyms=("结束时间", "结束"), example="11:00",
    ),
    Column(
        "expected", "预计人数", required=True, read=_count, synonyms=("人数", "预计", "规模"),
        example="30",
    ),
    Column("capacity", "名额", read=_count, help="不限人数的不填", synonyms=("限额",)),
    Column(
        "targets", "面向谁", read=_targets, synonyms=("对象", "服务对象"),
        help="几种之间用顿号隔开；都欢迎的不填", example="老年人", width=18,
    ),
    Column(
        "has_roster", "孩子的课堂", read=read_yes, synonyms=("要接送", "四点半课堂"),
        help="要登记谁来接的填“是”", choices=("是", "否"),
    ),
    Column("about", "做什么", width=40, synonyms=("内容", "活动内容", "简介")),
    Column(
        "safety_note", "安全预案", width=30, synonyms=("预案",),
        help="大型活动发布前必须有；可以导入以后再写",
    ),
)  # fmt: skip
BRAND_COLUMNS = (
    Column("name", "名称", required=True, synonyms=("品牌", "品牌名称"), example="银龄互助"),
    Column(
        "about", "做什么", required=True, width=40, synonyms=("内容", "简介"),
        example="老年学堂、手机课堂、健康义诊",
    ),
    Column("name_en", "英文名称", width=24),
)  # fmt: skip
