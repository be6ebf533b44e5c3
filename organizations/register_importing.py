"""The register of a community as a table that comes in: looked at row by row, then all or nothing.

A row that is known already (by its credit code, its filing number, or its name in this community)
brings up to date what it says; what it leaves empty stays.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from communities.importing.kinds import Kind as ImportKind
from communities.importing.kinds import register as register_kind
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan
from communities.models import Area
from core.imports.tables import Row, Table
from organizations.actions import organizations
from organizations.actions.facts import FACT_NAMES, Facts, facts_of, sift_facts
from organizations.columns import columns
from organizations.models import ContactPerson, Organization

CONTACT = {"contact_name": "name", "contact_position": "position", "contact_phone": "phone"}


def _elsewhere(table: Table, community: Area) -> Q:
    """What rows say of other places: an export lists who serves here, wherever it stands."""
    rule = Q(pk__in=[])
    for row in table.rows:
        if row.has("area") and row["area"] not in {community.name, community.name_en}:
            place = Q(area__name=row["area"]) | Q(area__name_en=row["area"])
            rule |= Q(name=row["name"]) & place
    return rule


@dataclass
class Known:
    """The register these rows are held against, read once."""

    by_code: dict[str, Organization]
    by_filing: dict[str, Organization]
    by_name: dict[str, Organization]
    elsewhere: dict[tuple[str, str], Organization]
    contacts: dict[int, ContactPerson]

    @classmethod
    def of(cls, table: Table, community: Area) -> "Known":
        codes = {row["uscc"] for row in table.rows if row.has("uscc")}
        rows = (
            Organization.objects.standing()
            .select_related("sector", "area")
            .filter(Q(area=community) | Q(uscc__in=codes) | _elsewhere(table, community))
        )
        here = [row for row in rows if row.area_id == community.pk]
        contacts = ContactPerson.objects.filter(organization__in=[row.pk for row in here])
        return cls(
            by_code={row.uscc: row for row in rows if row.uscc},
            by_filing={row.filing_number: row for row in here if row.filing_number},
            by_name={row.name: row for row in here},
            elsewhere={
                (row.name, said): row
                for row in rows
                if row.area_id != community.pk
                for said in (row.area.name, row.area.name_en)
            },
            contacts={contact.organization_id: contact for contact in contacts},
        )

    def find(self, row: Row) -> Organization | None:
        return (
            self.by_code.get(row["uscc"] or "")
            or self.by_filing.get(row["filing_number"] or "")
            or self.by_name.get(row["name"])
            or self.elsewhere.get((row["name"], row["area"] or ""))
        )


def check(table: Table, community: Area) -> Plan:
    plan = Plan(table, columns(community))
    known = Known.of(table, community)
    seen: dict[Any, int] = {}
    for row in table.rows:
        target = known.find(row)
        says_elsewhere = row.has("area") and row["area"] not in {community.name, community.name_en}
        if says_elsewhere and target is None:
            reason = _("“%(area)s”没有叫这个名字的") % {"area": row["area"]}
            plan.blame(row, "area", reason, _("别处的请那边登记；是这里的就把这一格改成这里"))
            continue
        if target is not None and target.area_id != community.pk:
            if says_elsewhere and row["area"] in {target.area.name, target.area.name_en}:
                # an export names who serves here from elsewhere, too: that is left alone
                plan.add(Outcome(row, SAME, target))
                continue
            plan.blame(
                row,
                "uscc",
                _("它已经登记在“%(area)s”") % {"area": target.area},
                _("不用再登记：请那边在“服务范围”里加上这里"),
            )
            continue
        key = target.pk if target is not None else row["uscc"] or row["name"]
        if key in seen:
            plan.blame(row, "name", _("和第 %(row)d 行重复") % {"row": seen[key]}, _("删去一行"))
        elif key:
            seen[key] = row.number
        _plan_row(plan, row, target, known)
    return plan


def _plan_row(plan: Plan, row: Row, target: Organization | None, known: Known) -> None:
    if row.has("contact_phone") and not row.has("contact_name"):
        plan.blame(row, "contact_name", _("写了电话没写姓名"), _("补上联系人姓名"))
    if not row.sound("name", "kind", "registration"):
        return
    said = {name: row[name] for name in FACT_NAMES if row.has(name)}
    before = facts_of(target) if target else None
    after, faults = sift_facts(replace(before, **said) if before else Facts(**said))
    for fault in faults:
        plan.refuse(row, fault, "name")
    if before is None or target is None:
        plan.add(Outcome(row, ADDED, values=after))
        return
    changed = [name for name in FACT_NAMES if getattr(before, name) != getattr(after, name)]
    contact = known.contacts.get(target.pk)
    changed += [
        column
        for column, name in CONTACT.items()
        if row.has(column) and row[column] != (getattr(contact, name) if contact else "")
    ]
    kind = UPDATED if changed else SAME
    plan.add(Outcome(row, kind, target, values=after, changed=changed))


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    for outcome in plan.of(ADDED):
        made = organizations.register(community, outcome.values, actor=actor)
        _set_contact(made, outcome.row, actor)
    for outcome in plan.of(UPDATED):
        facts = {name: getattr(outcome.values, name) for name in FACT_NAMES}
        organizations.correct(outcome.target, actor=actor, **facts)
        if set(CONTACT) & set(outcome.changed):
            _set_contact(outcome.target, outcome.row, actor)


def _set_contact(organization: Organization, row: Row, actor: User | None) -> None:
    if not row.has("contact_name"):
        return
    contact = ContactPerson.objects.filter(organization=organization).first()
    organizations.set_contact(
        organization,
        name=row["contact_name"],
        position=row["contact_position"] or (contact.position if contact else ""),
        phone=row["contact_phone"] or (contact.phone.open() if contact else ""),
        actor=actor,
    )


register_kind(
    ImportKind(
        "organizations",
        gettext_lazy("组织和单位"),
        gettext_lazy("一个组织一行。已有的按信用代码、备案编号或名称对上，写了什么就更新什么。"),
        columns,
        check,
        write,
        exporter="organizations.organizations",
        reaches_higher=True,
    )
)
