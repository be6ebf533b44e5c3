"""The columns of the teams as a table, with the words communities use. Wording here is data."""

from typing import Any

from django.utils import timezone

from communities.models import Area
from core.imports.tables import Column
from core.imports.values import read_choice, read_date, read_several
from core.words import called
from volunteers.models import VolunteerTeam
from volunteers.queries import own as own_queries
from volunteers.queries import teams as queries

KINDS = {str(label): value for value, label in VolunteerTeam.Kind.choices} | {
    "社区": "community", "党员": "party", "青年": "youth", "巾帼": "women",
    "老年文体": "elder_arts", "老年巡逻": "elder_patrol", "专业": "professional",
    "先锋": "pioneer", "1+2+N": "pioneer",
}  # fmt: skip
FOUNDERS = {str(label): value for value, label in VolunteerTeam.Founder.choices} | {
    "单位": "unit", "共建单位": "unit", "驻社区单位": "unit", "下沉干部": "cadres",
    "骨干": "backbone", "居民": "group", "兴趣团体": "group",
}  # fmt: skip


def columns(community: Area) -> tuple[Column, ...]:
    units, squads = called(queries.founders_of(community)), called(queries.squads_of(community))
    domains = called(own_queries.domains_in_use())
    grids = called(queries.grids_of(community))

    def one_of(rows: dict[str, Any]) -> Any:
        return lambda value: next(iter(read_several(value, rows)), None)

    return (
        Column(
            "name", "名称", required=True, synonyms=("队伍", "队伍名称", "志愿服务队"), width=24,
            example="金秋邻里帮帮队", help="再次导入时按它对上",
        ),
        Column(
            "kind", "种类", read=lambda value: read_choice(value, KINDS), width=26,
            synonyms=("队伍种类", "类型", "类别"),
            choices=tuple(map(str, VolunteerTeam.Kind.labels)), help="新队伍必填；组建以后不改",
        ),
        Column(
            "founder_kind", "由谁组建", read=lambda value: read_choice(value, FOUNDERS), width=20,
            synonyms=("组建方", "组建者"), choices=tuple(map(str, VolunteerTeam.Founder.labels)),
            help="新队伍必填",
        ),
        Column(
            "organization", "组建的单位或组织", read=one_of(units), width=24,
            synonyms=("单位", "组建单位"), help="单位或组织组建的才填，要先入册",
        ),
        Column("purpose", "做什么", synonyms=("服务内容", "简介"), width=32),
        Column("name_en", "英文名称", synonyms=("英文名",), width=24),
        Column(
            "squad", "社区队伍", read=one_of(squads), width=22,
            help="只有先锋服务队填：1+2+N 的“1”，要先入册",
        ),
        Column(
            "domains", "服务领域", read=lambda value: read_several(value, domains), width=24,
            synonyms=("领域",), help="几项之间用顿号隔开",
        ),
        Column(
            "grids", "包联网格", read=lambda value: read_several(value, grids), width=22,
            synonyms=("网格",), help="几个之间用顿号隔开",
        ),
        Column(
            "founded_on", "组建日期", as_text=True, synonyms=("成立日期", "成立时间"),
            read=lambda value: read_date(value, today=timezone.localdate()),
            help="不填就是今天；组建以后不改",
        ),
    )  # fmt: skip
