"""What can be imported, in the order in which a new community does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.access import is_official, keeps_lists
from communities.importing import columns, departments, duty, households, places, residents
from communities.importing.plan import Plan
from communities.models import Area
from core.imports.tables import Column, Table


@dataclass(frozen=True)
class Kind:
    code: str
    title: Any
    hint: Any
    columns: Callable[[Area], tuple[Column, ...]]
    check: Callable[[Table, Area], Plan]
    write: Callable[..., None]
    """(plan, community, *, actor: User | None) -> None"""
    exporter: str = ""
    """The same list the other way round (core.exports)."""
    reaches_higher: bool = False
    """A street and a district have such a list of their own; their officials bring it in."""
    only_higher: bool = False
    """No community has one."""


Writer = Callable[[Plan, Area, User | None], None]

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "grids",
            _("网格"),
            _("先有网格，楼栋和人才有归属。"),
            columns.grids,
            places.check_grids,
            places.write_grids,
        ),
        Kind(
            "buildings",
            _("小区和楼栋"),
            _("小区随楼栋一起建；每栋楼写明属于哪个网格。"),
            columns.buildings,
            places.check_buildings,
            places.write_buildings,
        ),
        Kind(
            "households",
            _("住户"),
            _("一户一行，房屋随住户一起建。居民表里写全了住址，也可以不单独导入。"),
            columns.households,
            households.check,
            households.write,
        ),
        Kind(
            "residents",
            _("居民"),
            _("一人一行。没有的户会按住址新立；已有的人按身份证号，或按同一户里的姓名对上。"),
            columns.residents,
            residents.check,
            residents.write,
        ),
        Kind(
            "duty",
            _("值班表"),
            _("一个班一行，写进还没公布的月份；岗位先在登记册里加好。"),
            columns.duty,
            duty.check,
            duty.write,
        ),
        Kind(
            "departments",
            _("部门"),
            _("一个部门一行。已有的按名称对上，写了什么就更新什么；联络员在部门页上任命。"),
            columns.departments,
            departments.check,
            departments.write,
            reaches_higher=True,
            only_higher=True,
        ),
    )
}


def kinds_for(viewer: Viewer) -> list[Kind]:
    """What this viewer may bring in, in reading order."""
    if keeps_lists(viewer):
        return [kind for kind in KINDS.values() if not kind.only_higher]
    return [kind for kind in KINDS.values() if kind.reaches_higher and is_official(viewer)]


def places_for(viewer: Viewer) -> "QuerySet[Area]":
    """Where to: the communities of the staff, the street or district of an official."""
    if keeps_lists(viewer):
        return Area.objects.filter(pk__in=viewer.community_ids)
    if is_official(viewer):
        return Area.objects.filter(pk__in=viewer.area_ids, is_active=True)
    return Area.objects.none()


def register(kind: Kind) -> Kind:
    """A room above brings its own table; it comes after those it builds on."""
    if kind.code in KINDS:
        raise RuntimeError(f"two tables are called {kind.code}")
    KINDS[kind.code] = kind
    return kind
