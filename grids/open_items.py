"""What is open on a grid: the list that goes over when its worker changes.

Each room says what it leaves open, in its own `open_items` module:

    @open_items("casework.visits", label=_("关爱走访"))
    def visits(grid: Area) -> list[int]:
        '''Ids of the rows somebody has to go on with.'''

The list holds ids and numbers, never a name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.models import Area, CareLabel, Resident
from grids.models import GroupReport, TenHouseholdGroup
from grids.workflow import ReportStatus

Finder = Callable[[Area], list[int]]


@dataclass(frozen=True)
class Kind:
    code: str
    label: Any
    find: Finder


@dataclass(frozen=True)
class OpenItem:
    kind: str
    label: str
    ids: list[int]

    @property
    def count(self) -> int:
        return len(self.ids)


registry: dict[str, Kind] = {}


def open_items(code: str, *, label: Any) -> Callable[[Finder], Finder]:
    def register(find: Finder) -> Finder:
        if code in registry:
            raise RuntimeError(f"two kinds of open items are called {code}")
        registry[code] = Kind(code, label, find)
        return find

    return register


def open_on(grid: Area) -> list[OpenItem]:
    """Every kind that has something open on this grid, in the order of registration."""
    found = [OpenItem(kind.code, str(kind.label), kind.find(grid)) for kind in registry.values()]
    return [item for item in found if item.ids]


def label_of(code: str) -> str:
    """Kinds may be retired; an old list still reads."""
    return str(registry[code].label) if code in registry else code


# --- what this room and the registers below it leave open ----------------------------------------
@open_items("grids.care_visits", label=_("要上门看望的人"))
def care_visits(grid: Area) -> list[int]:
    labels = CareLabel.objects.in_force().filter(
        resident__in=Resident.objects.present().filter(grid__path__startswith=grid.path)
    )
    return sorted(set(labels.values_list("resident_id", flat=True)))


@open_items("grids.unconfirmed_residents", label=_("还没落到户的居民，要上门核实"))
def unconfirmed_residents(grid: Area) -> list[int]:
    residents = Resident.objects.present().filter(
        grid__path__startswith=grid.path, household__isnull=True
    )
    return list(residents.order_by("pk").values_list("pk", flat=True))


@open_items("grids.groups_without_leader", label=_("还没有联户长的十联户"))
def groups_without_leader(grid: Area) -> list[int]:
    groups = TenHouseholdGroup.objects.without_leader().filter(grid__path__startswith=grid.path)
    return list(groups.order_by("pk").values_list("pk", flat=True))


@open_items("grids.unseen_reports", label=_("联户长报来、还没办好的情况"))
def unseen_reports(grid: Area) -> list[int]:
    reports = GroupReport.objects.filter(status=ReportStatus.RECEIVED).filter(
        grid__path__startswith=grid.path
    )
    return list(reports.order_by("pk").values_list("pk", flat=True))
