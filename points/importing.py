"""Rules that a meeting adopted, and what stands on the shelf, from a table: one row, one of them.
Neither is ever changed: what stands there otherwise is ended on its page first, and a row that says
that it is over changes nothing."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, Outcome, Plan, writing
from communities.models import Area
from core.exceptions import DomainError
from core.imports.tables import Row, Table
from points.actions import rules, store
from points.columns import ITEMS, RULES
from points.models import Item, Rule
from points.models.rules import Source

TERMS = (
    "name", "sign", "source", "points", "unit", "cap", "cap_per", "veto_days", "meeting",
    "adopted_on", "starts_on",
)  # fmt: skip
ASKED = frozenset(TERMS) - {"name", "points", "meeting"}
UNSAID: dict[str, Any] = {
    "source": Source.DESK.value, "cap": None, "cap_per": "", "veto_days": None,
}  # fmt: skip
NEEDED = ("name", "sign", "points", "unit", "meeting", "adopted_on", "starts_on")


# --- the rules ------------------------------------------------------------------------------------
def check_rules(table: Table, community: Area) -> Plan:
    plan = Plan(table, RULES)
    here = list(Rule.objects.filter(community=community, ends_on__isnull=True))
    known = {rule.name: rule for rule in here}
    taken = {rule.source: rule.name for rule in here if rule.source != Source.DESK}
    seen: dict[str, int] = {}
    for row in table.rows:
        if not row.sound(*NEEDED) or not all(row.has(name) for name in NEEDED):
            continue  # the cells that are missing or wrong have been named
        if row.has("ends_on"):
            plan.add(Outcome(row, SAME))
            continue
        said = _terms(row)
        name, source = said["name"], said["source"]
        if name in seen:
            plan.blame(row, "name", _("和第 %(row)d 行重复") % {"row": seen[name]}, _("删去一行"))
        seen.setdefault(name, row.number)
        target = known.get(name)
        if target is not None:
            if any(getattr(target, each) != value for each, value in said.items()):
                plan.blame(row, "name", _("同名的规则正在用，先结束它"), _("规则通过以后不改"))
            plan.add(Outcome(row, SAME, target))
            continue
        if source != Source.DESK and taken.setdefault(source, name) != name:
            plan.blame(row, "source", _("这个来源已有规则在用，先结束它"))
        try:
            rules.require_terms(**{each: said[each] for each in ASKED})
        except DomainError as refusal:
            plan.refuse(row, refusal, "name")
        plan.add(Outcome(row, ADDED, None, said))
    return plan


def write_rules(plan: Plan, community: Area, *, actor: User | None) -> None:
    for outcome in plan.of(ADDED):
        with writing(outcome.row):
            rules.adopt(community, actor=actor, **outcome.values)


def _terms(row: Row) -> dict[str, Any]:
    return {name: row[name] if row.has(name) else UNSAID[name] for name in TERMS}


# --- the shelf ------------------------------------------------------------------------------------
def check_items(table: Table, community: Area) -> Plan:
    """What is on the shelf stays as it is: a table puts up what is new, with what was bought."""
    plan = Plan(table, ITEMS)
    known = {item.name: item for item in Item.objects.offered().filter(community=community)}
    seen: dict[str, int] = {}
    for row in table.rows:
        if row.has("quantity") != row.has("bought") and row.sound("quantity", "bought"):
            missing = "bought" if row.has("quantity") else "quantity"
            plan.blame(row, missing, _("上架几份和在哪里买的，要一起写"))
        if not all(row.has(name) for name in ("name", "unit", "points")):
            continue  # the cell that is missing has been named
        if row.has("withdrawn_on"):
            plan.add(Outcome(row, SAME))
            continue
        name = row["name"]
        if name in seen:
            plan.blame(row, "name", _("和第 %(row)d 行重复") % {"row": seen[name]}, _("删去一行"))
        seen.setdefault(name, row.number)
        target = known.get(name)
        if target is not None and (target.unit, target.points) != (row["unit"], row["points"]):
            plan.blame(row, "points", _("同名的商品正在架上"), _("换分或换单位，先下架再上"))
        plan.add(Outcome(row, ADDED if target is None else SAME, target))
    return plan


def write_items(plan: Plan, community: Area, *, actor: User | None) -> None:
    for outcome in plan.of(ADDED):
        row = outcome.row
        with writing(row):
            item = store.offer(
                community, name=row["name"], unit=row["unit"], points=row["points"], actor=actor
            )
            if row.has("quantity"):
                store.fill(item, quantity=row["quantity"], bought=row["bought"], actor=actor)


register(
    Kind(
        "points_rules",
        gettext_lazy("积分规则"),
        gettext_lazy("一条一行，都要写哪次会议通过；正在用的不改，先在页面上结束。"),
        lambda _community: RULES,
        check_rules,
        write_rules,
        exporter="points.rules",
    )
)
register(
    Kind(
        "points_items",
        gettext_lazy("积分超市商品"),
        gettext_lazy("一样一行；买来的写上几份、小票号，导入后就上架。"),
        lambda _community: ITEMS,
        check_items,
        write_items,
        exporter="points.items",
    )
)
