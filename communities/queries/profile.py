"""Counters of a place: derived from the registers, never typed.

Who may not see persons sees no small cell either, and none that could be worked out from its
neighbours (`core.small_cells`), on this page or on another that he may open.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import RoleGrant
from accounts.roles import GRID_WORKER, DataClass, Reach
from accounts.viewer import Viewer
from communities.models import (
    Area,
    AreaScope,
    CareLabel,
    Household,
    Level,
    Resident,
    ResidentStatus,
)
from core.counting import Rows, counted_by
from core.small_cells import hidden, with_rest

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
    small: int = 0

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
    """The area and, one by one, what lies directly under it.

    Who sees no small cells is counted for from the top of what he may open: what one of his pages
    hides, another does not add up again.
    """
    small = smallest_shown(viewer)
    top = _top_path(viewer, area) if small else area.path
    places = list(
        Area.objects.filter(path__startswith=top).filter(_still_there(area)).only(
            "pk", "path", "level", "parent", "name", "name_en", "position", "community"
        )
    )  # fmt: skip
    counts = _rolled_up(_counted(viewer, area, top), {place.pk: place for place in places})
    gone = _hidden(_seen(viewer, places), counts, small) if small else set()

    def row(place: Area) -> AreaRow:
        number = counts.get(place.pk, Counter())
        return AreaRow(
            place, {c: Cell(number[c], (place.pk, c) in gone, small) for c in COLUMNS}
        )  # fmt: skip

    return AreaTable(row(area), [row(place) for place in places if place.parent_id == area.pk])


def _top_path(viewer: Viewer, area: Area) -> str:
    own = [n for n, pk in enumerate(area.ancestor_ids) if pk in viewer.area_ids]
    first = own[0] if own else 0
    return "/" + "/".join(map(str, area.ancestor_ids[: first + 1])) + "/"


def _still_there(area: Area) -> Q:
    return Q(is_active=True) | Q(pk__in=area.ancestor_ids)


def _seen(viewer: Viewer, places: list[Area]) -> list[Area]:
    """Sums for the whole platform end at the street: what lies lower gives nothing away."""
    if viewer.role.reach != Reach.PLATFORM:
        return places
    lower = {Level.COMMUNITY, Level.GRID, Level.MICRO_GRID}
    return [place for place in places if place.level not in lower]


def _hidden(
    places: list[Area], counts: "dict[int, Counter[str]]", small: int
) -> set[tuple[int, str]]:
    """By place and column. Whom no part of a place is known for is a part of its own."""
    below: dict[int, list[int]] = {}
    top = min(places, key=lambda place: len(place.path))
    for place in places:
        if place.parent_id is not None and place.pk != top.pk:
            below.setdefault(place.parent_id, []).append(place.pk)
    gone: set[tuple[int, str]] = set()
    for column in OF_PERSONS:
        values = {place.pk: counts.get(place.pk, Counter())[column] for place in places}
        gone |= {(pk, column) for pk in hidden(*with_rest(values, below), top.pk, small=small)}
    return gone


def smallest_shown(viewer: Viewer) -> int:
    """0 for who may see persons anyway; the farther away somebody looks, the larger."""
    if viewer.sees(DataClass.PERSONAL):
        return 0
    if viewer.sees(DataClass.INTERNAL):
        return settings.SMALL_CELLS
    return settings.SMALL_CELLS_FROM_AFAR


def _counted(viewer: Viewer, area: Area, top: str) -> "Counter[tuple[int, str]]":
    """Facts at the finest place they are known for: grid or micro-grid, else the community."""
    communities = [pk for pk in viewer.community_ids if pk]
    if area.community_id and f"/{area.community_id}/" in top:
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
                area__path__startswith=top,
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
