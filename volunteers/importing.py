"""Volunteers from the table a community already keeps; each row obeys the rules of the desk."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from communities.importing import kinds
from communities.importing.plan import ADDED, SAME, Outcome, Plan, writing
from communities.models import Area
from core import crypto
from core.exceptions import DomainError
from core.imports.tables import Column, Row, Table
from core.imports.values import (
    CellError,
    read_date,
    read_id,
    read_phone_number,
    read_several,
    read_text,
)
from volunteers.actions import registering
from volunteers.actions.own import Slot
from volunteers.actions.registering import Facts, Offer
from volunteers.models import Skill, Volunteer, WeeklyTime
from volunteers.workflow import VolunteerStatus

Part = WeeklyTime.Part
_DAYS = {**{char: day for day, char in enumerate("一二三四五六日", start=1)}, "天": 7}
_PARTS = {"上午": Part.MORNING, "早上": Part.MORNING, "下午": Part.AFTERNOON, "晚上": Part.EVENING}
_BROAD = {"平日": range(1, 6), "工作日": range(1, 6), "周末": range(6, 8), "双休日": range(6, 8)}
_SEPARATORS = re.compile(r"[、,，;；\s/]+")  # data: how people part things in one cell


def read_times(value: Any) -> list[Slot]:
    """周六上午、周日下午；平日晚上；周末 (all day)."""
    slots: set[Slot] = set()
    days: list[int] = []
    for word in _SEPARATORS.split(read_text(value)):
        if not word:
            continue
        found = re.fullmatch(r"(?:周|星期)([一二三四五六日天])(.*)", word)
        broad = next((name for name in _BROAD if word.startswith(name)), "")
        if found:
            days, rest = [_DAYS[found[1]]], found[2]
        elif broad:
            days, rest = list(_BROAD[broad]), word[len(broad) :]
        else:
            rest = word  # 周六上午、下午: the day before still holds
        if not days or (rest and rest not in _PARTS):
            raise CellError(
                _("看不懂“{word}”").format(word=word), _("写成“周六上午、周日下午”的样子")
            )
        parts = [_PARTS[rest]] if rest else list(Part)
        slots |= {Slot(day, part) for day in days for part in parts}
    return sorted(slots)


def columns(community: Area) -> tuple[Column, ...]:
    skills = {skill.name: skill for skill in Skill.objects.filter(is_active=True)}
    return (
        Column(
            "name", "姓名", required=True, synonyms=("志愿者姓名", "名字"), mask="name",
            example="王小明", width=12,
        ),
        Column(
            "id_number", "身份证号", mask="id_number", as_text=True, width=22,
            read=lambda value: read_id(value, today=timezone.localdate()),
            synonyms=("身份证", "身份证号码", "公民身份号码", "证件号码"),
            help="填了它，就和居民名册对上；没有的要填出生日期",
        ),
        Column(
            "born_on", "出生日期", as_text=True, example="1980-05-01",
            read=lambda value: read_date(value, today=timezone.localdate()),
            synonyms=("生日", "出生年月日"),
        ),
        Column(
            "phone", "联系电话", read=read_phone_number, mask="phone", as_text=True, width=16,
            synonyms=("电话", "手机", "手机号", "联系方式"), example="13800138000",
        ),
        Column(
            "skills", "技能", read=lambda value: read_several(value, skills),
            synonyms=("服务技能", "特长", "技能特长"),
            help="几项之间用顿号隔开", example="理发、修水管", width=24,
        ),
        Column(
            "times", "可服务时间", required=True, read=read_times,
            synonyms=("服务时间", "有空时间", "空闲时间"),
            help="如：周六上午、周日下午；平日晚上；周末", example="周六上午、周日下午", width=26,
        ),
        Column(
            "evidence", "怎么同意的", required=True, synonyms=("同意方式", "登记方式", "依据"),
            help="本人怎么同意登记的，如：填了登记表", example="填了登记表", width=16,
        ),
    )  # fmt: skip


def check(table: Table, community: Area) -> Plan:
    plan = Plan(table, columns(community))
    seen: dict[str, int] = {}
    known = Known.of(community)
    for row in table.rows:
        if not row.sound("name", "id_number", "born_on", "phone"):
            continue  # who this is will be seen when it is mended
        key = _key(row)
        if key in seen:
            reason = _("与第 %(row)d 行重复") % {"row": seen[key]}
            plan.blame(row, "name", reason, _("只留一行"))
        seen.setdefault(key, row.number)
        if not (row.has("id_number") or row.has("born_on")):
            plan.blame(row, "born_on", _("身份证号和出生日期要填一样"), _("补上出生日期"))
            continue
        try:
            draft = registering.draft(community, _facts(row), None, subject=uuid4())
        except DomainError as refusal:
            plan.refuse(row, refusal, "name")
        else:
            plan.add(Outcome(row, SAME if known.holds(row, draft) else ADDED))
    return plan


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    if actor is None:
        raise DomainError(_("请由工作人员导入"))
    for outcome in plan.of(ADDED):
        row = outcome.row
        offer = Offer(row["skills"] or [], row["times"])
        with writing(row):
            registering.register_at_desk(
                community, _facts(row), offer, evidence=row["evidence"], actor=actor
            )


@dataclass
class Known:
    """Who stands in the register already: what he offers is his own to change, not a file's."""

    papers: set[str]
    """His own, or that of his resident's record."""
    people: dict[tuple[str, date], str]
    """By name and birthday; with the paper, where there is one."""

    @classmethod
    def of(cls, community: Area) -> "Known":
        own = Volunteer.objects.exclude(id_index="").values_list("id_index", flat=True)
        residents = Volunteer.objects.exclude(resident__id_index="")
        papers = {*own, *residents.values_list("resident__id_index", flat=True)} - {None}
        here = Volunteer.objects.filter(community=community).select_related("resident")
        people = {
            (each.name.open(), each.born_on): each.id_index
            or (each.resident.id_index if each.resident else "")
            for each in here.exclude(status=VolunteerStatus.WITHDRAWN)
        }
        return cls(papers, people)

    def holds(self, row: Row, draft: Volunteer) -> bool:
        paper = crypto.blind_index("id_number", row["id_number"]) if row.has("id_number") else ""
        if paper and paper in self.papers:
            return True
        found = self.people.get((draft.name.open(), draft.born_on))
        return found is not None and not (found and paper)


def _facts(row: Row) -> Facts:
    return Facts(
        name=row["name"],
        born_on=row["born_on"],
        id_number=row["id_number"] or "",
        phone=row["phone"] or "",
    )


def _key(row: Row) -> str:
    return str(row["id_number"] or f"{row['name']} {row['phone']} {row['born_on']}")


kinds.register(
    kinds.Kind(
        "volunteers",
        gettext_lazy("志愿者"),
        gettext_lazy("一人一行。导入后是“等社区核对”，通过登记还要一个个办。"),
        columns,
        check,
        write,
        exporter="volunteers.volunteers",
    )
)
