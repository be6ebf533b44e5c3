"""Departments from a table: a street or a district brings in its own, one row each."""

from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.departments import DepartmentFacts, record_department
from communities.importing import columns
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan
from communities.models import Area, Department
from core.imports.tables import Row, Table

FACTS = tuple(DepartmentFacts.__dataclass_fields__)


def check(table: Table, place: Area) -> Plan:
    plan = Plan(table, columns.departments(place))
    known = {department.name: department for department in Department.objects.filter(area=place)}
    seen: dict[str, int] = {}
    for row in table.rows:
        name = row["name"]
        if row.has("area") and row["area"] not in {place.name, place.name_en}:
            plan.add(Outcome(row, SAME))
            plan.warn(row, "area", _("这是别处的部门，没有动它"))
        elif name in seen:
            plan.blame(row, "name", _("和第 %(row)d 行重复") % {"row": seen[name]})
        elif row.sound("name"):
            seen[name] = row.number
            said = {field: row[field] for field in FACTS if row.has(field)}
            plan.add(_outcome(row, said, known.get(name)))
    return plan


def _outcome(row: Row, said: dict[str, str], found: Department | None) -> Outcome:
    if found is None:
        return Outcome(row, ADDED, values=DepartmentFacts(**said))
    facts = DepartmentFacts(**{name: said.get(name, getattr(found, name)) for name in FACTS})
    changed = [name for name in said if said[name] != getattr(found, name)]
    is_same = not changed and found.is_active
    return Outcome(row, SAME if is_same else UPDATED, found, facts, changed)


def write(plan: Plan, place: Area, *, actor: User | None) -> None:
    for outcome in (*plan.of(ADDED), *plan.of(UPDATED)):
        record_department(place, outcome.values, actor=actor)
