"""Grids and buildings: few rows, so each goes through its action."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from communities import history
from communities.actions import areas, housing
from communities.importing import columns
from communities.importing.homes import Homes, plain_building, plain_name
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan
from communities.models import Area, Building, Level
from core.imports.tables import Row, Table

SOURCE = "名册导入"
PLACES = Decimal("0.000001")


def grids_of(community: Area) -> dict[str, Area]:
    rows = Area.objects.filter(
        community=community, level__in=[Level.GRID, Level.MICRO_GRID], is_active=True
    )
    return {plain_name(grid.name): grid for grid in rows}


def check_grids(table: Table, community: Area) -> Plan:
    plan = Plan(table, columns.grids(community))
    known = grids_of(community)
    names = {plain_name(row["name"]) for row in table.rows if row.has("name")}
    seen: dict[str, int] = {}
    for row in table.rows:
        name = plain_name(row["name"] or "")
        _only_once(plan, row, "name", name, seen)
        parent = plain_name(row["parent"] or "")
        if parent and parent not in known and parent not in names:
            plan.blame(row, "parent", _("没有这个网格"), _("先写上级网格那一行，或核对名称"))
        grid = known.get(name)
        if grid is None:
            plan.add(Outcome(row, ADDED, values=row.values))
            continue
        changed = [
            field
            for field in ("code", "name_en", "position")
            if row.has(field) and row[field] != getattr(grid, field)
        ]
        plan.add(Outcome(row, UPDATED if changed else SAME, grid, changed=changed))
    return plan


def write_grids(plan: Plan, community: Area, *, actor: User | None) -> None:
    known = grids_of(community)
    # Grids before their micro-grids, whatever the order of the rows.
    for outcome in sorted(plan.of(ADDED), key=lambda outcome: outcome.row.has("parent")):
        row = outcome.row
        parent = known[plain_name(row["parent"])] if row.has("parent") else community
        known[plain_name(row["name"])] = areas.create_area(
            Level.MICRO_GRID if row.has("parent") else Level.GRID,
            parent,
            row["name"],
            code=row["code"] or "",
            name_en=row["name_en"] or "",
            position=row["position"] or 0,
            actor=actor,
        )
    for outcome in plan.of(UPDATED):
        _update_grid(outcome, actor)


def _update_grid(outcome: Outcome, actor: User | None) -> None:
    grid, row = outcome.target, outcome.row
    if {"code", "name_en"} & set(outcome.changed):
        grid = areas.rename_area(
            grid,
            name=grid.name,
            code=row["code"],
            name_en=row["name_en"],
            source=SOURCE,
            actor=actor,
        )
    if "position" in outcome.changed:
        before, grid.position = grid.position, row["position"]
        grid.save(update_fields=["position"])
        history.note(
            "communities.area_arranged",
            grid,
            actor=actor,
            details={"position": [before, grid.position]},
        )


def check_buildings(table: Table, community: Area) -> Plan:
    plan = Plan(table, columns.buildings(community))
    homes, grids = Homes.of(community), grids_of(community)
    seen: dict[Any, int] = {}
    for row in table.rows:
        key = (plain_name(row["estate"] or ""), plain_building(row["building"] or ""))
        if row.sound("estate"):
            _only_once(plan, row, "building", key, seen)
        if row.has("grid") and plain_name(row["grid"]) not in grids:
            plan.blame(row, "grid", _("没有这个网格"), _("先导入网格，或从下拉里选"))
            continue
        building = homes.buildings.get(key)
        values = _building_values(row, grids)
        if building is None:
            plan.add(Outcome(row, ADDED, values=values))
            continue
        changed = [name for name, value in values.items() if value != getattr(building, name)]
        if row.has("address") and building.estate.address != row["address"]:
            changed.append("address")
        kind = UPDATED if changed else SAME
        plan.add(Outcome(row, kind, building, values, changed))
    return plan


def _building_values(row: Row, grids: dict[str, Area]) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: row[name] for name in ("units", "floors") if row[name] is not None
    }
    for name in ("longitude", "latitude"):
        if row[name] is not None:
            values[name] = Decimal(str(row[name])).quantize(PLACES)
    if row.has("grid"):
        values["grid"] = grids[plain_name(row["grid"])]
    return values


def write_buildings(plan: Plan, community: Area, *, actor: User | None) -> None:
    estates = Homes.of(community).estates
    for outcome in plan.of(ADDED):
        row = outcome.row
        name = plain_name(row["estate"])
        if name not in estates:
            estates[name] = housing.add_estate(
                community, row["estate"], address=row["address"] or "", actor=actor
            )
        housing.add_building(estates[name], row["building"], actor=actor, **outcome.values)
    for outcome in plan.of(UPDATED):
        _update_building(outcome, actor)


def _update_building(outcome: Outcome, actor: User | None) -> None:
    building: Building = outcome.target
    before = {name: getattr(building, name) for name in outcome.changed if name != "address"}
    if "grid" in outcome.changed:
        areas.assign_buildings(outcome.values["grid"], [building], actor=actor)
    plain = [name for name in before if name != "grid"]
    for name in plain:
        setattr(building, name, outcome.values[name])
    if plain:
        building.save(update_fields=plain)
        history.note(
            "communities.building_corrected",
            building,
            actor=actor,
            details={name: [str(before[name]), str(outcome.values[name])] for name in plain},
        )
    if "address" in outcome.changed:
        estate = building.estate
        old, estate.address = estate.address, outcome.row["address"]
        estate.save(update_fields=["address"])
        history.note(
            "communities.estate_corrected",
            estate,
            actor=actor,
            details={"address": [old, estate.address]},
        )


def _only_once(plan: Plan, row: Row, name: str, key: Any, seen: dict[Any, int]) -> None:
    """The same thing on two rows: which of them should hold?"""
    if not row.sound(name):
        return
    if key in seen:
        reason = _("与第 %(row)d 行重复") % {"row": seen[key]}
        plan.blame(row, name, reason, _("只留一行"))
    else:
        seen[key] = row.number
