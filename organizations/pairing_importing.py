"""Agreements with partner units from a table: one line of a list a row, as the list goes home."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from communities.actions.guards import clean_text
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan, writing
from communities.models import Area
from core.exceptions import DomainError
from core.imports.tables import Column, Row, Table
from core.imports.values import read_choice, read_date
from organizations.actions import pairings
from organizations.kinds import Family
from organizations.kinds import Kind as UnitKind
from organizations.models import Organization, Pairing, PairingLine
from organizations.partner_workflow import LISTS_OF, AgreementKind

KINDS = {str(kind.label): kind.value for kind in AgreementKind} | {
    "结对": "pairing", "共建协议": "pairing", "合作": "cooperation", "校地": "university",
}  # fmt: skip
LISTS = {str(kind.label): kind.value for kind in PairingLine.Kind} | {
    "需求": "need", "资源": "resource", "项目": "project",
}  # fmt: skip
OF_THE_AGREEMENT = ("title", "starts_on", "ends_on", "signed_on", "goal")
LONGEST_LINE = 120
Key = tuple[int, str]
"""The unit, and which kind of agreement: of each there is one between two."""


def _date(value: Any) -> Any:
    return read_date(value, today=timezone.localdate())


def columns(community: Area) -> tuple[Column, ...]:
    return (
        Column(
            "unit", "共建单位", required=True, synonyms=("单位", "单位名称"), width=26,
            help="写全称，要先在“组织和单位”名册里", example="柳岸小学",
        ),
        Column(
            "title", "协议", required=True, synonyms=("协议名称",), width=28,
            example="梧桐里社区与柳岸小学结对共建协议",
        ),
        Column(
            "kind", "哪一种", read=lambda value: read_choice(value, KINDS),
            choices=tuple(str(kind.label) for kind in AgreementKind),
            synonyms=("哪一种协议", "协议种类"), help="不填就是结对共建",
        ),
        Column("goal", "共建目标", synonyms=("目标",), width=28),
        Column(
            "starts_on", "从哪天起", read=_date, required=True, as_text=True,
            synonyms=("开始日期", "起始日期"), example="2026-03-01",
        ),
        Column(
            "ends_on", "到哪天", read=_date, required=True, as_text=True,
            synonyms=("到哪天（含）", "结束日期", "到期日期"), example="2027-02-28",
        ),
        Column(
            "signed_on", "签订日期", read=_date, as_text=True, synonyms=("签约日期",),
            help="还没签的不填；填了，清单要齐",
        ),
        Column(
            "list", "清单", read=lambda value: read_choice(value, LISTS), required=True,
            choices=tuple(str(kind.label) for kind in PairingLine.Kind), synonyms=("哪张清单",),
            example="需求清单",
        ),
        Column(
            "text", "内容", required=True, synonyms=("清单内容", "事项"), width=32,
            example="孩子放学没有地方去",
        ),
        Column("due_on", "哪天前办成", read=_date, as_text=True, synonyms=("完成时限",)),
    )  # fmt: skip


def check(table: Table, community: Area) -> Plan:
    plan = Plan(table, columns(community))
    units = _units(table.rows)
    standing = Pairing.objects.standing().filter(community=community).prefetch_related("lines")
    known = {(one.organization_id, one.kind): one for one in standing}
    seen: dict[Any, int] = {}
    first: dict[Key, Row] = {}
    for row in table.rows:
        unit = _check_row(plan, row, units)
        if unit is None or not row.sound("unit", "kind", "list", "text"):
            continue
        key = (unit.pk, row["kind"] or AgreementKind.PAIRING)
        line = (key, row["list"], row["text"])
        if line in seen:
            plan.blame(row, "text", _("与第 %(row)d 行重复") % {"row": seen[line]})
        seen.setdefault(line, row.number)
        begun = first.setdefault(key, row)
        if any(begun[name] != row[name] for name in OF_THE_AGREEMENT):
            reason = _("同一份协议的名称、目标和日期要和第 %(row)d 行一样")
            plan.blame(row, "title", reason % {"row": begun.number})
        plan.add(_outcome(row, unit, known.get(key)))
    _require_lists(plan, known)
    return plan


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    """The agreement with its first row; signed once its lists are written."""
    begun: dict[Key, Pairing] = {}
    signed: dict[Key, Row] = {}
    for outcome in plan.of(ADDED):
        unit, kind = outcome.values
        row, key = outcome.row, (unit.pk, kind)
        with writing(row):
            if key not in begun:
                begun[key] = pairings.draft(
                    unit, community, title=row["title"], starts_on=row["starts_on"],
                    ends_on=row["ends_on"], goal=row["goal"] or "", kind=kind, actor=actor,
                )  # fmt: skip
            _add_line(begun[key], row, actor)
        if row["signed_on"]:
            signed[key] = row
    for key, row in signed.items():
        with writing(row):
            pairings.sign(begun[key], signed_on=row["signed_on"], actor=actor)
    for outcome in plan.of(UPDATED):
        with writing(outcome.row):
            _add_line(outcome.target, outcome.row, actor)


# --- inside ---------------------------------------------------------------------------------------
def _units(rows: Iterable[Row]) -> dict[str, list[Organization]]:
    names = {row["unit"] for row in rows if row.has("unit")}
    found: dict[str, list[Organization]] = {}
    for unit in Organization.objects.active().filter(family=Family.PARTNER, name__in=names):
        found.setdefault(unit.name, []).append(unit)
    return found


def _check_row(plan: Plan, row: Row, units: dict[str, list[Organization]]) -> Organization | None:
    named = units.get(row["unit"] or "", [])
    unit = named[0] if len(named) == 1 else None
    if row.has("unit") and unit is None:
        plan.blame(row, "unit", _("名册里没有这个单位，或者有几个同名的"))
    of_a_school = row["kind"] == AgreementKind.UNIVERSITY
    if unit is not None and of_a_school and unit.kind != UnitKind.SCHOOL:
        plan.blame(row, "kind", _("校地共建的单位要是学校"))
    today = timezone.localdate()
    if row["ends_on"] and row["ends_on"] < (row["starts_on"] or row["ends_on"]):
        plan.blame(row, "ends_on", _("结束要在开始以后"))
    elif row["ends_on"] and row["ends_on"] < today:
        plan.blame(row, "ends_on", _("协议的期限已经过了，请核对"))
    if row["signed_on"] and row["signed_on"] > today:
        plan.blame(row, "signed_on", _("还没到那天，签了再来登记"))
    for name in ("title", "goal", "text"):
        try:
            said = clean_text(row[name] or "", field=name)
        except DomainError as refusal:
            plan.refuse(row, refusal, name)
        else:
            if name == "text" and len(said) > LONGEST_LINE:
                plan.blame(row, "text", _("一项最多写 120 个字"))
    return unit


def _outcome(row: Row, unit: Organization, target: Pairing | None) -> Outcome:
    values = (unit, row["kind"] or AgreementKind.PAIRING)
    if target is None:
        return Outcome(row, ADDED, values=values)
    there = {(line.kind, line.text) for line in target.lines.all()}
    if (row["list"], row["text"]) in there:
        return Outcome(row, SAME, target, values)
    return Outcome(row, UPDATED, target, values, ["text"])


def _require_lists(plan: Plan, known: dict[Key, Pairing]) -> None:
    """What is said to be signed has the lists without which nothing is."""
    rows: dict[Key, list[Outcome]] = {}
    for outcome in plan.of(ADDED):
        unit, kind = outcome.values
        rows.setdefault((unit.pk, kind), []).append(outcome)
    for (_unit, kind), outcomes in rows.items():
        begun = outcomes[0].row
        missing = LISTS_OF[kind] - {one.row["list"] for one in outcomes}
        if begun["signed_on"] and missing:
            plan.blame(begun, "signed_on", _("签了的协议，清单要齐：少了需求、资源或项目"))
            gone = set(map(id, outcomes))
            plan.outcomes = [one for one in plan.outcomes if id(one) not in gone]


def _add_line(pairing: Pairing, row: Row, actor: User | None) -> None:
    pairings.add_lines(
        pairing, kind=row["list"], texts=row["text"], due_on=row["due_on"], actor=actor
    )


register(
    Kind(
        "pairings",
        gettext_lazy("结对共建协议"),
        gettext_lazy("清单一项一行，同一份协议的行写一样的名称和日期；已有的协议只加没有的项。"),
        columns,
        check,
        write,
        exporter="organizations.pairings",
    )
)
