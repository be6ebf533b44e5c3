"""The columns of a plan of shifts as a table, with the words communities use. Wording is data."""

from typing import Any

from django.utils import timezone

from communities.models import Area
from core.imports.tables import Column
from core.imports.values import (
    read_choice,
    read_date,
    read_moment,
    read_number,
    read_several,
    read_short,
    read_time,
    read_yes,
)
from core.words import called
from volunteers.models import Shift
from volunteers.queries import shifts as queries
from volunteers.queries.meetings import teams_of

RISKS = {str(label): value for value, label in Shift.Risk.choices} | {
    "低": "low", "没有": "low", "无": "low", "高": "high", "较高": "high",
}  # fmt: skip
KINDS = {str(label): value for value, label in Shift.Kind.choices} | {
    "志愿服务": "service", "值守": "service", "会议": "meeting", "例会": "meeting",
    "培训会": "training", "学习": "training",
}  # fmt: skip
LONGEST_REQUIREMENT = 120


def columns(community: Area) -> tuple[Column, ...]:
    licences, teams = called(queries.licences()), called(teams_of(community))
    return (
        Column(
            "title", "做什么", required=True, width=24, synonyms=("班次", "名称", "任务"),
            example="早高峰护学岗",
        ),
        Column(
            "place", "在哪里", required=True, width=18, synonyms=("地点", "岗位"),
            example="小学东门",
        ),
        Column(
            "day", "哪天", required=True, as_text=True, synonyms=("日期", "时间"),
            read=lambda value: read_date(value, today=timezone.localdate()), example="2027-09-01",
        ),
        Column(
            "from_time", "几点开始", required=True, read=read_time, as_text=True,
            synonyms=("开始时间", "开始"), example="7:10",
        ),
        Column(
            "to_time", "几点结束", required=True, read=read_time, as_text=True,
            synonyms=("结束时间", "结束"), example="8:10",
        ),
        Column(
            "capacity", "要几个人", required=True, read=_people, synonyms=("人数", "名额"),
            example="4",
        ),
        Column("about", "说明", width=32, synonyms=("内容", "备注")),
        Column(
            "kind", "哪一种", read=lambda value: read_choice(value, KINDS),
            choices=tuple(map(str, Shift.Kind.labels)), synonyms=("种类", "类型"),
            help="不填就是服务；只有服务算服务时长",
        ),
        Column(
            "requirement", "对人的要求", width=24,
            read=lambda value: read_short(value, most=LONGEST_REQUIREMENT),
            synonyms=("要求", "招募条件", "条件"), help="如：会用血压计，能说方言",
        ),
        Column(
            "apply_until", "报名截止", width=18, as_text=True,
            read=lambda value: read_moment(value, today=timezone.localdate()),
            synonyms=("报名截止时间", "截止", "截止时间"),
            help="如 2027-08-30 18:00；只写日期就是到那天结束，不填到开始为止",
        ),
        Column(
            "is_chosen", "截止以后挑选", read=read_yes, choices=("是", "否"),
            synonyms=("挑选", "择优"), help="不填就是先到先得；要挑选，报名截止必填",
        ),
        Column(
            "team", "哪支队伍的", width=20, synonyms=("队伍", "哪支队伍"),
            read=lambda value: next(iter(read_several(value, teams)), None),
            choices=tuple(team.name for team in teams_of(community)),
            help="要挑选的，队长也可以挑；不是哪支队伍的，不填",
        ),
        Column(
            "risk", "风险", read=lambda value: read_choice(value, RISKS),
            choices=tuple(map(str, Shift.Risk.labels)), help="不填就是一般",
        ),
        Column(
            "risk_notice", "风险提示", width=32, synonyms=("注意事项",),
            help="风险较高的必填；写了，报名的人要先看过",
        ),
        Column("insurance_number", "保险单号", synonyms=("保单号",), help="风险较高的必填"),
        Column(
            "licence", "要持证的技能", synonyms=("证件", "持证"), help="不用证件的不填",
            read=lambda value: next(iter(read_several(value, licences)), None),
            choices=tuple(skill.name for skill in queries.licences()),
        ),
    )  # fmt: skip


def _people(value: Any) -> int | None:
    found = read_number(value, low=1, high=1000)
    return None if found is None else int(found)
