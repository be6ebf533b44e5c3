"""The list of who handles what from a table: a line that says something new is its next version."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan
from communities.models import Area, Department
from core.imports.tables import Row, Table
from grids.actions.duties import DutyFacts, record_duty
from grids.matters_columns import columns
from grids.models import GridDuty, GridMatter

FACTS = tuple(DutyFacts.__dataclass_fields__)


def check(table: Table, place: Area) -> Plan:
    plan = Plan(table, columns(place))
    matters = {
        word.casefold(): matter
        for matter in GridMatter.objects.filter(is_active=True)
        for word in (matter.code, matter.name_en, matter.name)
        if word
    }
    departments = {
        word.casefold(): department
        for department in Department.objects.filter(
            area__in=place.ancestor_ids, is_active=True
        ).order_by("area__path")
        for word in (department.name_en, department.name)
        if word
    }
    lines = GridDuty.objects.on().filter(area=place).select_related("matter", "department")
    known = {line.matter_id: line for line in lines}
    seen: dict[int, int] = {}
    for row in table.rows:
        if row.has("area") and row["area"] not in {place.name, place.name_en}:
            plan.add(Outcome(row, SAME))
            plan.warn(row, "area", _("这是别处的清单，没有动它"))
            continue
        matter = matters.get((row["matter"] or "").casefold())
        department = departments.get((row["department"] or "").casefold())
        if matter is None:
            plan.blame(row, "matter", _("没有这个事项"), _("照“什么事归谁管”上的叫法写"))
        elif matter.pk in seen:
            plan.blame(row, "matter", _("和第 %(row)d 行重复") % {"row": seen[matter.pk]})
        else:
            seen[matter.pk] = row.number
        if department is None:
            plan.blame(row, "department", _("这里和上级没有这个部门"), _("先登记部门，名称写全称"))
        elif matter is not None and row.sound("matter"):
            _plan_row(plan, row, matter, department, known.get(matter.pk))
    return plan


def _plan_row(
    plan: Plan, row: Row, matter: GridMatter, department: Department, line: GridDuty | None
) -> None:
    said = {name: row[name] for name in FACTS if row.has(name)}
    if line is None:
        plan.add(Outcome(row, ADDED, values=(matter, department, DutyFacts(**said))))
        return
    facts = DutyFacts(**{name: said.get(name, getattr(line, name)) for name in FACTS})
    changed = [name for name in said if said[name] != getattr(line, name)]
    changed += ["department"] if department.pk != line.department_id else []
    if changed and line.valid_from >= timezone.localdate():
        plan.blame(row, "matter", _("这一条今天才定，明天起才能有新的一版"))
        return
    kind = UPDATED if changed else SAME
    values: Any = (matter, department, facts)
    plan.add(Outcome(row, kind, line, values=values, changed=changed))


def write(plan: Plan, place: Area, *, actor: User | None) -> None:
    for outcome in (*plan.of(ADDED), *plan.of(UPDATED)):
        matter, department, facts = outcome.values
        record_duty(place, matter, department, facts, actor=actor)


register(
    Kind(
        "grid_matters",
        gettext_lazy("网格事项清单"),
        gettext_lazy("一件事一行，写明归哪个部门。改了的记成新的一版，原来的留着。"),
        columns,
        check,
        write,
        exporter="grids.matters",
        reaches_higher=True,
    )
)
