"""Households: one row, one home. The number says which household it was the last time."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history
from communities.actions import households as actions
from communities.importing import bulk, columns
from communities.importing.homes import Homes
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan
from communities.models import Area, Household, Resident
from core.imports.tables import Row, Table


def check(table: Table, community: Area) -> Plan:
    plan = Plan(table, columns.households(community))
    homes = Homes.of(community)
    seen: dict[str, int] = {}
    for row in table.rows:
        number = row["number"] or ""
        if number in seen:
            reason = _("户编号与第 %(row)d 行相同") % {"row": seen[number]}
            plan.blame(row, "number", reason, _("每户一个编号；一户多人请用居民表"))
        elif number:
            seen[number] = row.number
        _check_row(plan, homes, row)
    return plan


def _check_row(plan: Plan, homes: Homes, row: Row) -> None:
    household = homes.households.get(row["number"] or "")
    if len(row["number"] or "") > 24:
        plan.blame(row, "number", _("户编号超过 24 个字"), _("缩短编号"))
    if household is not None and household.status != Household.Status.PRESENT:
        plan.blame(row, "number", _("这一户已销户"), _("用新的户编号立新户"))
    if not row.sound("estate", "building", "unit", "room"):
        return
    found = homes.find_door(plan, row)
    if found is None:
        return
    dwelling = found[1]
    values: dict[str, Any] = {"dwelling": dwelling}
    if row.has("is_rented"):
        values["is_rented"] = row["is_rented"]
    if row.has("note"):
        values["note"] = (row["note"] or "").strip()
    if household is None:
        plan.add(Outcome(row, ADDED, values=values))
        return
    changed = [name for name, value in values.items() if getattr(household, name) != value]
    plan.add(Outcome(row, UPDATED if changed else SAME, household, values, changed))


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    doors = [outcome.values["dwelling"] for outcome in plan.outcomes]
    fresh = {id(door): door for door in doors if door.pk is None}
    bulk.open_doors(list(fresh.values()), actor=actor)
    today = timezone.localdate()
    bulk.open_households(
        community,
        [
            Household(
                community=community,
                grid=outcome.values["dwelling"].building.grid,
                number=outcome.row["number"],
                status_on=today,
                **outcome.values,
            )
            for outcome in plan.of(ADDED)
        ],
        actor=actor,
    )
    for outcome in plan.of(UPDATED):
        _update(outcome, actor)


def _update(outcome: Outcome, actor: User | None) -> None:
    household: Household = outcome.target
    if {"is_rented", "note"} & set(outcome.changed):
        actions.correct_household(
            household,
            is_rented=outcome.values.get("is_rented", household.is_rented),
            note=outcome.values.get("note", household.note.open()),
            actor=actor,
        )
    if "dwelling" in outcome.changed:
        _mend_address(household, outcome.values["dwelling"], actor)


def _mend_address(household: Household, dwelling: Any, actor: User | None) -> None:
    """The register named a wrong door; who lives there belongs to that door's grid."""
    before = household.dwelling_id
    household.dwelling, household.grid = dwelling, dwelling.building.grid
    household.save(update_fields=["dwelling", "grid"])
    Resident.objects.filter(household=household).update(grid=household.grid)
    history.note(
        "communities.household_corrected",
        household,
        actor=actor,
        details={"dwelling": [before, dwelling.pk]},
    )
