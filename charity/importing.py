"""The register of gifts from a table: one row, one gift, looked at row by row.

What comes in waits to be confirmed like any other: a file says that something was offered, a
person says that it is here. A row that stands in the register already changes nothing.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from charity.actions import bringing, gifts
from charity.actions.bringing import Bringer
from charity.actions.facts import FACT_NAMES, DonorFacts, GiftFacts, read_donor, write_facts
from charity.columns import columns
from charity.models import Gift, Recipient
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, Outcome, Plan, writing
from communities.models import Area
from core.exceptions import DomainError
from core.imports.tables import Row, Table
from organizations.models import Organization

BROUGHT = ("brought_as", "brought_by", "brought_unit", "brought_agreed")
SAID_OF_DONOR = {"donor_name": "name", "unit_name": "unit_name", "phone": "phone"}
Key = tuple[Any, ...]
_T = TypeVar("_T")


def check(table: Table, community: Area) -> Plan:
    plan = Plan(table, columns(community))
    known = {_key_of(gift): gift for gift in _gifts(community)}
    units = {
        row.organization.name: row.organization
        for row in Recipient.objects.filter(ended_on__isnull=True).select_related("organization")
    }
    named = _named(table)
    seen: dict[Key, int] = {}
    for row in table.rows:
        unit = units.get(row["organization"] or "")
        if unit is None and row.has("organization"):
            reason = _("受赠单位里没有这个名字")
            plan.blame(row, "organization", reason, _("先列入受赠单位，名称写全称"))
        if not (row.has("resource") and row.has("what")):
            continue  # the cell that is missing has been named
        facts, donor = _told(plan, row, "what", _facts), _told(plan, row, "donor_name", _donor)
        brought = _brought(plan, row, named)
        if facts is None or donor is None or brought is None:
            continue
        key = _key(unit.pk if unit else None, donor, facts)
        if key in seen:
            plan.blame(row, "what", _("和第 %(row)d 行重复") % {"row": seen[key]}, _("删去一行"))
        seen.setdefault(key, row.number)
        target = known.get(key)
        kind = ADDED if target is None else SAME
        plan.add(Outcome(row, kind, target, (unit, facts, donor, brought)))
    return plan


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    for outcome in plan.of(ADDED):
        unit, facts, donor, brought = outcome.values
        with writing(outcome.row):
            gifts.record(community, unit, facts, donor=donor, brought=brought, actor=actor)


# --- inside ---------------------------------------------------------------------------------------
def _told(plan: Plan, row: Row, column: str, read: Callable[[Row], _T]) -> _T | None:
    """What the row says of the one thing, also where it is wrong about the other."""
    try:
        return read(row)
    except DomainError as refusal:
        plan.refuse(row, refusal, column)
        return None


def _facts(row: Row) -> GiftFacts:
    facts = GiftFacts(**{name: row[name] for name in FACT_NAMES if row.has(name)})
    write_facts(Gift(), facts)
    return facts


def _donor(row: Row) -> DonorFacts:
    said = {name: row[column] for column, name in SAID_OF_DONOR.items() if row.has(column)}
    return read_donor(DonorFacts(**said))


def _named(table: Table) -> dict[str, Organization]:
    """The organisations whose people brought something in, by name."""
    names = {row["brought_unit"] for row in table.rows if row.has("brought_unit")}
    if not names:
        return {}
    return {unit.name: unit for unit in Organization.objects.active().filter(name__in=names)}


def _brought(plan: Plan, row: Row, named: dict[str, Organization]) -> Bringer | None:
    said = {name: row[name] for name in BROUGHT if row.has(name)}
    if name := said.pop("brought_unit", ""):
        if name not in named:
            reason = _("名册里没有这个名字")
            plan.blame(row, "brought_unit", reason, _("写全称；先在“组织和单位”里登记"))
            return None
        said["brought_unit"] = named[name]
    return _told(plan, row, "brought_by", lambda _row: bringing.read(Bringer(**said)))


def _gifts(community: Area) -> "QuerySet[Gift]":
    return Gift.objects.filter(community=community).select_related("donor")


def _key_of(gift: Gift) -> Key:
    donor = gift.donor
    said = DonorFacts(donor.unit_name, donor.name.open()) if donor else DonorFacts()
    return _key(gift.organization_id, said, gift)


def _key(organization: int | None, donor: DonorFacts, said: Gift | GiftFacts) -> Key:
    """Two alike on one day, from one donor, are one that was written twice."""
    who = donor.unit_name or donor.name
    return (organization, who, said.what, said.amount, said.quantity, said.offered_on)


register(
    Kind(
        "gifts",
        gettext_lazy("捐赠"),
        gettext_lazy("一笔一行；受赠单位先列入。导入的都要再由一位同事确认收到。"),
        columns,
        check,
        write,
        exporter="charity.gifts",
    )
)
