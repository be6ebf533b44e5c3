"""Counters of a place: derived from the registers, never typed.

Who may not see persons sees no cell under five either, and no cell that could be worked out
from its neighbours.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import RoleGrant
from accounts.roles import GRID_WORKER, DataClass
from accounts.viewer import Viewer
from communities.models import Area, AreaScope, CareLabel, Household, Resident, ResidentStatus
from core.counting import Rows, counted_by

SMALL = 5
SMALL_FROM_AFAR = 10
COLUMN_LABELS = {
    "households": gettext_lazy("户"),
    "residents": gettext_lazy("人"),
    "elders": gettext_lazy("60 岁以上"),
    "children": gettext_lazy("14 岁以下"),
    "care_elder": gettext_lazy("老"),
    "care_child": gettext_lazy("小"),
    "care_disabled": gettext_lazy("残"),
    "care_hardship": gettext_lazy("困"),
    "local": gettext_lazy("原户籍"),
    "relocated": gettext_lazy("搬迁"),
    "floating": gettext_lazy("流动"),
    "workers": gettext_lazy("网格员"),
}
COLUMNS = tuple(COLUMN_LABELS)
OF_PERSONS = frozenset(COLUMNS) - {"households", "workers"}
ELDER_FROM = 60
CHILD_UNDER = 14


@dataclass(frozen=True)
class Cell:
    value: int
    hidden: bool = False
    small: int = SMALL

    def __str__(self) -> str:
        if self.hidden and self.value < self.small:
            return str(_("少于 {small}").format(small=self.small))
        if self.hidden:
            return _("不公开")
        return f"{self.value:,}"


@dataclass(frozen=True)
class AreaRow:
    area: Area
    cells: dict[str, Cell]

    @property
    def labelled(self) -> list[tuple[Any, Cell]]:
        """Each cell with its column's head, which it says itself on a phone."""
        return [(COLUMN_LABELS[column], self.cells[column]) for column in COLUMNS]


@dataclass(frozen=True)
class AreaTable:
    total: AreaRow
    rows: list[AreaRow]


def area_table(viewer: Viewer, area: Area) -> AreaTable:
    """The area and, one by one, what lies directly under it."""
    below = list(
        Area.objects.under(area).filter(is_active=True).only(
            "pk", "path", "level", "parent", "name", "name_en", "position", "community"
        )
    )  # fmt: skip
    counts = _rolled_up(_counted(viewer, area), {place.pk: place for place in below})
    children = [place for place in below if place.parent_id == area.pk]
    numbers = [counts.get(child.pk, Counter()) for child in children]
    small = smallest_shown(viewer)
    masked = masked_cells(numbers, small) if small else set()
    rows = [
        AreaRow(child, {c: Cell(n[c], (place, c) in masked, small) for c in COLUMNS})
        for place, (child, n) in enumerate(zip(children, numbers, strict=True))
    ]
    return AreaTable(_total_row(viewer, area, counts.get(area.pk, Counter())), rows)


def _total_row(viewer: Viewer, area: Area, count: "Counter[str]") -> AreaRow:
    small = smallest_shown(viewer)
    return AreaRow(
        area,
        {c: Cell(count[c], c in OF_PERSONS and 0 < count[c] < small, small) for c in COLUMNS},
    )


def smallest_shown(viewer: Viewer) -> int:
    """0 for who may see persons anyway; the farther away somebody looks, the larger."""
    if viewer.sees(DataClass.PERSONAL):
        return 0
    return SMALL if viewer.sees(DataClass.INTERNAL) else SMALL_FROM_AFAR


def masked_cells(rows: "list[Counter[str]]", small_from: int = SMALL) -> set[tuple[int, str]]:
    """Cells of one to fewer than that; where a column has only one, the next smallest hides it."""
    masked: set[tuple[int, str]] = set()
    for column in OF_PERSONS:
        filled = sorted((row[column], place) for place, row in enumerate(rows) if row[column])
        small = [entry for entry in filled if entry[0] < small_from]
        if len(small) == 1:
            small = filled[:2]
        masked |= {(place, column) for _value, place in small}
    return masked


def _counted(viewer: Viewer, area: Area) -> "Counter[tuple[int, str]]":
    """Facts at the finest place they are known for: grid or micro-grid, else the community."""
    communities = [pk for pk in viewer.community_ids if pk]
    if area.community_id:
        communities = [area.community_id]
    counts: Counter[tuple[int, str]] = Counter()

    def add(rows: Iterable[Mapping[str, Any]], *columns: str) -> None:
        for row in rows:
            place = row["grid"] or row["community"]
            for column in columns:
                counts[place, column] += row[column]

    here = Q(community__in=communities)
    add(
        Resident.objects.present()
        .filter(here)
        .values("community", "grid")
        .annotate(
            residents=Count("pk"),
            elders=Count("pk", filter=Q(born_on__lte=_born_before(ELDER_FROM))),
            children=Count("pk", filter=Q(born_on__gt=_born_before(CHILD_UNDER))),
            **{
                origin: Count("pk", filter=Q(origin=origin))
                for origin in ("local", "relocated", "floating")
            },
        )
        .order_by(),
        *("residents", "elders", "children", "local", "relocated", "floating"),
    )
    labels = CareLabel.objects.in_force().filter(here, resident__status=ResidentStatus.PRESENT)
    of_labels = labels.annotate(place=Coalesce("resident__grid", "community"))
    found = counted_by(
        households=Rows(
            Household.objects.present().filter(here).annotate(place=Coalesce("grid", "community")),
            by="place",
        ),
        workers=Rows(
            AreaScope.objects.filter(
                grant__in=RoleGrant.objects.in_force().filter(role=GRID_WORKER),
                area__path__startswith=area.path,
            ),
            by="area",
            different="grant__user",
        ),
        **{
            f"care_{group}": Rows(of_labels.filter(group=group), by="place", different="resident")
            for group in CareLabel.Group.values
        },
    )
    for column, numbers in found.items():
        for pk, number in numbers.items():
            counts[pk, column] += number
    return counts


def _rolled_up(
    counts: "Counter[tuple[int, str]]", places: dict[int, Area]
) -> "dict[int, Counter[str]]":
    sums: dict[int, Counter[str]] = {}
    for (pk, column), number in counts.items():
        if pk not in places:
            continue
        for ancestor in places[pk].ancestor_ids:
            sums.setdefault(ancestor, Counter())[column] += number
    return sums


def _born_before(years: int) -> date:
    today = timezone.localdate()
    leap = (today.month, today.day) == (2, 29)
    return date(today.year - years, today.month, 28 if leap else today.day)
