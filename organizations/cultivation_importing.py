"""What residents would like to begin, from a table: one idea a row. Papers are seen at the desk."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from communities.actions.guards import clean_text
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, Outcome, Plan, writing
from communities.models import Area
from core.exceptions import DomainError
from core.imports.tables import Column, Row, Table
from core.imports.values import read_choice
from organizations.actions import cultivations
from organizations.columns import KINDS as ALL_KINDS
from organizations.columns import SOURCES
from organizations.cultivation_workflow import Stage
from organizations.models import Cultivation, Organization
from organizations.models.cultivations import KINDS as BEGUN

KINDS = {said: code for said, code in ALL_KINDS.items() if code in BEGUN}


def columns(community: Area) -> tuple[Column, ...]:
    return (
        Column(
            "name", "名称", required=True, synonyms=("组织名称", "队伍名称"), width=24,
            example="晨读会",
        ),
        Column(
            "kind", "种类", required=True, synonyms=("类型", "类别"), width=24,
            read=lambda value: read_choice(value, KINDS),
            choices=tuple(str(kind.label) for kind in BEGUN),
        ),
        Column(
            "purpose", "想做什么", required=True, synonyms=("宗旨", "设想"), width=32,
            help="一句话；不写电话", example="每周六一起念书",
        ),
        Column(
            "source", "来源", read=lambda value: read_choice(value, SOURCES),
            choices=tuple(str(label) for label in Organization.Source.labels), help="不填就是本地",
        ),
        Column(
            "hub", "枢纽型组织", synonyms=("由谁带", "枢纽型社会组织"), width=26,
            help="写全称，要先在“组织和单位”名册里；没有的不填",
        ),
    )  # fmt: skip


def check(table: Table, community: Area) -> Plan:
    """What has begun here under this name, or has come to something, stays as it is."""
    plan = Plan(table, columns(community))
    begun = Cultivation.objects.filter(community=community).exclude(stage=Stage.STOPPED)
    known = {each.name: each for each in begun}
    names = {row["hub"] for row in table.rows if row.has("hub")}
    hubs: dict[str, list[Organization]] = {}
    for hub in Organization.objects.active().filter(is_hub=True, name__in=names):
        hubs.setdefault(hub.name, []).append(hub)
    seen: dict[str, int] = {}
    for row in table.rows:
        said = _check_row(plan, row, hubs)
        if row.has("name") and row["name"] in seen:
            plan.blame(row, "name", _("与第 %(row)d 行重复") % {"row": seen[row["name"]]})
        seen.setdefault(row["name"], row.number)
        target = known.get(row["name"])
        plan.add(Outcome(row, ADDED if target is None else SAME, target, said))
    return plan


def _check_row(plan: Plan, row: Row, hubs: dict[str, list[Organization]]) -> dict[str, Any]:
    said: dict[str, Any] = {name: row[name] for name in ("kind", "source") if row.has(name)}
    for name in ("name", "purpose"):
        try:
            said[name] = clean_text(row[name] or "", field=name)
        except DomainError as refusal:
            plan.refuse(row, refusal, name)
    if row.has("hub"):
        named = hubs.get(row["hub"], [])
        if len(named) == 1:
            said["hub"] = named[0]
        else:
            plan.blame(row, "hub", _("名册里没有这个枢纽型组织，或者有几个同名的"))
    return said


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    for outcome in plan.of(ADDED):
        with writing(outcome.row):
            cultivations.start(community, actor=actor, **outcome.values)


register(
    Kind(
        "cultivations",
        gettext_lazy("组织培育"),
        gettext_lazy("一个想法一行。导入的从“想法”开始，材料在窗口看过再登记。"),
        columns,
        check,
        write,
        exporter="organizations.cultivations",
    )
)
