"""Units that checked in, from a table: one row a unit, which stands in the register already."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan, writing
from communities.models import Area
from core.exceptions import DomainError
from core.imports.tables import Row, Table
from organizations.actions import unit_checkins
from organizations.actions.unit_checkins import UnitFacts, facts_of, faults_of
from organizations.checkin_columns import units as columns
from organizations.models import Organization, UnitCheckin

FACTS = tuple(UnitFacts.__dataclass_fields__)


def check(table: Table, community: Area) -> Plan:
    plan = Plan(table, columns(community))
    names = {row["unit"] for row in table.rows if row.has("unit")}
    units = defaultdict(list)
    for each in Organization.objects.active().filter(name__in=names):
        units[each.name].append(each)
    rows = UnitCheckin.objects.standing().filter(community=community)
    known = {row.organization_id: row for row in rows.prefetch_related("posts")}
    seen: dict[int, int] = {}
    for row in table.rows:
        unit = _the_one(units[row["unit"]], community)
        if unit is None:
            reason = _("名册里有几个同名的单位") if units[row["unit"]] else _("名册里没有这个单位")
            plan.blame(row, "unit", reason, _("先把单位登记入册，名称写全称；同名的在工作台上登记"))
        elif unit.pk in seen:
            plan.blame(row, "unit", _("与第 %(row)d 行重复") % {"row": seen[unit.pk]})
        else:
            seen[unit.pk] = row.number
        _check_row(plan, row, unit, known.get(unit.pk) if unit else None)
    return plan


def _the_one(named: list[Organization], community: Area) -> Organization | None:
    """Of several with one name the one that stands here."""
    here = [unit for unit in named if unit.community_id == community.pk]
    found = here or named
    return found[0] if len(found) == 1 else None


def _check_row(plan: Plan, row: Row, unit: Organization | None, target: UnitCheckin | None) -> None:
    said = {name: row[name] for name in FACTS if row.has(name)}
    before = (
        facts_of(target)
        if target
        else UnitFacts("", (), contact_name="", contact_phone="", starts_on=timezone.localdate())
    )
    after = replace(before, **said)
    for fault in faults_of(after):
        plan.refuse(row, fault, "unit")
    if target is None:
        plan.add(Outcome(row, ADDED, values=(unit, after)))
        return
    changed = [name for name in FACTS if _plain(before, name) != _plain(after, name)]
    kind = UPDATED if changed else SAME
    plan.add(Outcome(row, kind, target, values=after, changed=changed))


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    if actor is None:
        raise DomainError(_("请由社区的工作人员导入"), code="nobody")
    for outcome in plan.of(ADDED):
        unit, facts = outcome.values
        with writing(outcome.row):
            unit_checkins.register_unit(unit, community, facts, actor=actor)
    for outcome in plan.of(UPDATED):
        with writing(outcome.row):
            unit_checkins.correct_unit(outcome.target, outcome.values, actor=actor)


def _plain(facts: UnitFacts, name: str) -> Any:
    value = getattr(facts, name)
    return set(value) if name == "posts" else value


register(
    Kind(
        "unit_checkins",
        gettext_lazy("单位报到"),
        gettext_lazy("一个单位一行，单位先入册。导入后是“等社区确认”，确认还在双报到里办。"),
        columns,
        check,
        write,
        exporter="organizations.unit_checkins",
    )
)
