"""Service brands from a table: one row, one brand."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from activities.actions import brands
from activities.columns import BRAND_COLUMNS
from activities.models import ServiceBrand
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan, writing
from communities.models import Area
from core.exceptions import DomainError
from core.imports.tables import Column, Table

FACTS = ("about", "name_en")


def columns(community: Area) -> tuple[Column, ...]:
    return BRAND_COLUMNS


def check(table: Table, community: Area) -> Plan:
    """The same name is the same brand; what it does may be said anew while it is in use."""
    plan = Plan(table, BRAND_COLUMNS)
    known = {row.name: row for row in ServiceBrand.objects.filter(community=community)}
    seen: dict[str, int] = {}
    for row in table.rows:
        if not (row.has("name") and row.has("about")):
            continue  # the cell that is missing has been named
        name = row["name"]
        if name in seen:
            plan.blame(row, "name", _("和第 %(row)d 行重复") % {"row": seen[name]}, _("删去一行"))
        seen.setdefault(name, row.number)
        target = known.get(name)
        said = {each: row[each] for each in FACTS if row.has(each)}
        changed = [each for each, value in said.items() if getattr(target, each, value) != value]
        if changed and target is not None and not target.is_active:
            plan.blame(row, "name", _("这个品牌先不办了，先在页上接着办"), "")
        kind = ADDED if target is None else UPDATED if changed else SAME
        plan.add(Outcome(row, kind, target, said, changed if target is not None else []))
    return plan


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    if actor is None:
        raise DomainError(_("请由管名册的工作人员导入"), code="nobody")
    for outcome in plan.of(ADDED):
        with writing(outcome.row):
            said: dict[str, Any] = outcome.values
            brands.open_brand(community, name=outcome.row["name"], actor=actor, **said)
    for outcome in plan.of(UPDATED):
        with writing(outcome.row):
            now = {each: getattr(outcome.target, each) for each in FACTS}
            said = {**now, **outcome.values}
            brands.correct(outcome.target, name=outcome.target.name, actor=actor, **said)


register(
    Kind(
        "service_brands",
        gettext_lazy("服务品牌"),
        gettext_lazy("一个品牌一行；同名的是同一个，改的是“做什么”和英文名称。"),
        columns,
        check,
        write,
        exporter="activities.brands",
    )
)
