"""Groups that apply to an incubation base, from a table: one a row. Points come at the desk."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from communities.actions.guards import clean_text
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, Outcome, Plan, writing
from communities.models import Area
from core.exceptions import DomainError
from core.imports.tables import Column, Row, Table
from organizations.actions import incubations
from organizations.facility_workflow import FacilityKind, FacilityStatus
from organizations.kinds import Family
from organizations.models import Facility, Incubation, Organization


def columns(community: Area) -> tuple[Column, ...]:
    return (
        Column(
            "organization", "哪个组织", required=True, synonyms=("组织", "组织名称", "申请组织"),
            width=26, help="写全称，要先在“组织和单位”名册里", example="金秋老年协会",
        ),
        Column(
            "base", "孵化基地", required=True, synonyms=("基地", "基地名称"), width=26,
            help="在“服务设施”里开放着的", example="梧桐里孵化基地",
        ),
        Column(
            "plan", "打算做什么", required=True, synonyms=("计划", "孵化计划"), width=36,
            help="一两句话；不写电话", example="办互助队，每周上门两次",
        ),
        Column("needs", "需要什么", synonyms=("需求", "希望得到的支持"), width=28),
    )  # fmt: skip


def check(table: Table, community: Area) -> Plan:
    """Who has applied already, or is in a base, stays as he is."""
    plan = Plan(table, columns(community))
    rows = table.rows
    social = Organization.objects.active().filter(family=Family.SOCIAL)
    units = _by_name(social, rows, "organization")
    open_bases = Facility.objects.filter(
        area=community, kind=FacilityKind.INCUBATOR, status=FacilityStatus.OPEN
    )
    bases = _by_name(open_bases, rows, "base")
    held = [unit.pk for named in units.values() for unit in named]
    standing = Incubation.objects.standing().filter(organization__in=held)
    known = {each.organization_id: each for each in standing}
    seen: dict[str, int] = {}
    for row in rows:
        unit = _one(plan, row, "organization", units, _("名册里没有这个社会组织，或者有几个同名的"))
        base = _one(plan, row, "base", bases, _("这里没有开放着的这个孵化基地"))
        said = _words(plan, row)
        if row.has("organization") and row["organization"] in seen:
            said_before = {"row": seen[row["organization"]]}
            plan.blame(row, "organization", _("与第 %(row)d 行重复") % said_before)
        seen.setdefault(row["organization"], row.number)
        target = known.get(unit.pk) if unit is not None else None
        kind = ADDED if target is None else SAME
        plan.add(Outcome(row, kind, target, (unit, base, said)))
    return plan


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    for outcome in plan.of(ADDED):
        unit, base, said = outcome.values
        with writing(outcome.row):
            incubations.apply(unit, base=base, actor=actor, **said)


# --- inside ---------------------------------------------------------------------------------------
def _by_name(found: "QuerySet[Any]", rows: Iterable[Row], column: str) -> dict[str, list[Any]]:
    names = {row[column] for row in rows if row.has(column)}
    named: dict[str, list[Any]] = {}
    for each in found.filter(name__in=names):
        named.setdefault(each.name, []).append(each)
    return named


def _one(plan: Plan, row: Row, column: str, found: dict[str, list[Any]], otherwise: str) -> Any:
    named = found.get(row[column] or "", [])
    if len(named) == 1:
        return named[0]
    if row.has(column):
        plan.blame(row, column, otherwise)
    return None


def _words(plan: Plan, row: Row) -> dict[str, str]:
    said = {}
    for name in ("plan", "needs"):
        try:
            said[name] = clean_text(row[name] or "", field=name)
        except DomainError as refusal:
            plan.refuse(row, refusal, name)
    return said


register(
    Kind(
        "incubations",
        gettext_lazy("入驻孵化申请"),
        gettext_lazy("一个组织一行，先入册。导入的是申请，打分和入驻在窗口办。"),
        columns,
        check,
        write,
        exporter="organizations.incubations",
        reaches_higher=True,
    )
)
