"""The columns of meetings as a table, with the words communities use. Wording here is data."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from communities.models import Area
from core.imports.tables import Column
from core.imports.values import (
    CellError,
    read_date,
    read_number,
    read_several,
    read_short,
    read_text,
)
from core.words import called
from volunteers.models import Volunteer
from volunteers.numbers import DIGITS
from volunteers.numbers import read_number as read_volunteer_number
from volunteers.queries import meetings as queries

TITLE, PLACE, WORDS, MOST = 60, 60, 90, 500
_BETWEEN = re.compile(r"[、,;/]+")
_NO_DIGIT = re.compile(r"\D+")


def columns(community: Area) -> tuple[Column, ...]:
    teams, people = called(queries.teams_of(community)), queries.numbered(community)
    return (
        Column(
            "title", "什么会", required=True, width=20, synonyms=("会议", "名称", "会议名称"),
            read=lambda value: read_short(value, most=TITLE), example="志愿者月会",
        ),
        Column(
            "held_on", "哪天开的", required=True, as_text=True,
            synonyms=("哪天", "日期", "时间"), example="2026-10-09",
            read=lambda value: read_date(value, today=timezone.localdate()),
        ),
        Column(
            "place", "在哪里", width=16, synonyms=("地点",), help="一次会的第一行必填",
            read=lambda value: read_short(value, most=PLACE), example="议事厅",
        ),
        Column(
            "team", "哪支队伍", width=18, synonyms=("队伍",), help="不是哪支队伍的会，不填",
            read=lambda value: next(iter(read_several(value, teams)), None),
            choices=tuple(team.name for team in queries.teams_of(community)),
        ),
        Column(
            "present", "到会的志愿者", width=30, as_text=True, synonyms=("到会的人", "参会志愿者"),
            read=lambda value: _people(value, people),
            help="写志愿者编号，几个之间用顿号隔开；一次会的第一行写",
        ),
        Column(
            "others", "到会的其他人", read=_count, synonyms=("其他人", "列席"), help="几个人",
            example="3",
        ),
        Column(
            "words", "说了什么", width=36, synonyms=("意见", "内容", "发言"),
            read=lambda value: read_short(value, most=WORDS),
            help="一行一条；同一次会有几条，就写几行", example="三号楼门口的灯不亮",
        ),
        Column(
            "said_by", "谁说的", width=18, as_text=True, synonyms=("发言人", "提出人"),
            read=lambda value: next(iter(_people(value, people) or ()), None),
            help="写志愿者编号；大家说的不填",
        ),
        Column(
            "answer", "怎么答复的", width=30, synonyms=("答复", "回复"),
            read=lambda value: read_short(value, most=WORDS),
            help="当场答复了才写；转成诉求，在页面上办",
        ),
    )  # fmt: skip


def _people(value: Any, known: Mapping[str, Volunteer]) -> list[Volunteer] | None:
    found: dict[str, Volunteer] = {}
    for said in filter(str.strip, _BETWEEN.split(read_text(value))):
        for each in _numbers(said):
            number = read_volunteer_number(each)
            if number is None or number not in known:
                reason = _("没有编号是“%(number)s”的志愿者") % {"number": said.strip()}
                raise CellError(reason, _("写志愿者本上的编号，不写姓名"))
            found[number] = known[number]
    return list(found.values()) or None


def _numbers(said: str) -> list[str]:
    """Printed in groups of four, and now and then one below the other in the same cell."""
    digits, long = _NO_DIGIT.sub("", said), DIGITS + 1
    return [digits[at : at + long] for at in range(0, len(digits), long)] or [""]


def _count(value: Any) -> int | None:
    found = read_number(value, low=0, high=MOST)
    return None if found is None else int(found)
