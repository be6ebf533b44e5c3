"""Ten-household groups, their households and reports, and building heads, for the desk."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.models import Area, Building, Dwelling, Household, Resident
from communities.queries.residents import ResidentRow, rows_for, with_everything
from core import scope
from core.counting import Rows, counted_by
from core.memo import once
from grids.access import runs_grid
from grids.models import BuildingHead, GroupMembership, GroupReport, TenHouseholdGroup
from grids.queries.care import in_care


@dataclass(frozen=True)
class HouseholdCard:
    """A household as a visitor needs it: the door, who lives there, who needs attention."""

    pk: int
    number: str
    door: str
    members: list[ResidentRow]

    @property
    def visits(self) -> int:
        return sum(bool(member.care) for member in self.members)


def get_group(viewer: Viewer, pk: int) -> TenHouseholdGroup:
    groups = TenHouseholdGroup.objects.visible_to(viewer).select_related(
        "grid", "leader", "declined_by"
    )
    return _named(viewer, get_object_or_404(groups, pk=pk))


def get_manageable_group(viewer: Viewer, pk: int) -> TenHouseholdGroup:
    groups = TenHouseholdGroup.objects.manageable_by(viewer).select_related(
        "grid", "leader", "declined_by"
    )
    return _named(viewer, get_object_or_404(groups, pk=pk))


@once
def may_manage(viewer: Viewer, group: TenHouseholdGroup) -> bool:
    return TenHouseholdGroup.objects.manageable_by(viewer).filter(pk=group.pk).exists()


def leads(viewer: Viewer, group: TenHouseholdGroup) -> bool:
    return TenHouseholdGroup.objects.led_by(viewer).filter(pk=group.pk).exists()


def is_asked(viewer: Viewer, group: TenHouseholdGroup) -> bool:
    waits = group.leader_id is not None and not group.is_led
    return waits and TenHouseholdGroup.objects.asking(viewer).filter(pk=group.pk).exists()


def get_asked_group(viewer: Viewer, pk: int) -> TenHouseholdGroup:
    asking = TenHouseholdGroup.objects.asking(viewer).select_related(
        "grid", "leader", "declined_by"
    )
    return _named(viewer, get_object_or_404(asking, pk=pk))


def asking(viewer: Viewer) -> list[TenHouseholdGroup]:
    return list(TenHouseholdGroup.objects.asking(viewer).select_related("grid").order_by("pk"))


def get_led_group(viewer: Viewer, pk: int) -> TenHouseholdGroup:
    """To report one leads the group, or works on its grid and was told on the phone."""
    groups = TenHouseholdGroup.objects.led_by(viewer) | TenHouseholdGroup.objects.manageable_by(
        viewer
    )
    return get_object_or_404(groups.select_related("grid").distinct(), pk=pk)


def groups_on(viewer: Viewer, grid: Area) -> list[TenHouseholdGroup]:
    """With `households`, how many each has today."""
    today = timezone.localdate()
    groups = (
        TenHouseholdGroup.objects.visible_to(viewer)
        .standing()
        .filter(grid__path__startswith=grid.path)
        .select_related("leader", "declined_by")
        .annotate(households=Count("memberships", filter=Q(memberships__period__contains=today)))
        .order_by("name", "pk")
    )
    return sorted((_named(viewer, group) for group in groups), key=by_number)


def by_number(group: TenHouseholdGroup) -> list[tuple[int, str]]:
    """第 2 组 stands before 第 10 组."""
    parts = re.findall(r"\d+|\D+", group.name)
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def groups_led_by(viewer: Viewer) -> list[TenHouseholdGroup]:
    if viewer.user_id is None:
        return []
    return list(TenHouseholdGroup.objects.led_by(viewer).select_related("grid").order_by("name"))


def households_of(viewer: Viewer, group: TenHouseholdGroup) -> list[HouseholdCard]:
    return cards(viewer, member_households(group))


def doors_of(viewer: Viewer, group: TenHouseholdGroup) -> list[str]:
    """For its leader: which doors, and nothing of who lives behind them."""
    if not leads(viewer, group):
        return []
    with scope.entered([group.community_id]):
        homes = member_households(group)
        return [f"{home.dwelling.building.name} {door_of(home.dwelling)}" for home in homes]


def cards(viewer: Viewer, households: QuerySet[Household]) -> list[HouseholdCard]:
    """Door by door. Who may read what about whom is the register's answer, not ours."""
    homes = list(
        Household.objects.visible_to(viewer)
        .filter(pk__in=households.values("pk"))
        .select_related("dwelling")
        .order_by("dwelling__building", "dwelling__unit", "dwelling__room", "pk")
    )
    people = with_everything(
        Resident.objects.present().visible_to(viewer).filter(household__in=homes)
    )
    members: defaultdict[int, list[ResidentRow]] = defaultdict(list)
    for row in rows_for(viewer, list(people.order_by("-is_head", "born_on", "pk"))):
        members[row.household_id or 0].append(row)
    return [
        HouseholdCard(home.pk, home.number, door_of(home.dwelling), members[home.pk])
        for home in homes
    ]


def door_of(dwelling: Dwelling) -> str:
    """Inside its building: 2-301."""
    return f"{dwelling.unit}-{dwelling.room}" if dwelling.unit else dwelling.room


def free_households(group_or_grid: TenHouseholdGroup | Area) -> QuerySet[Household]:
    """Households of the grid that are in no group today."""
    grid = group_or_grid.grid if isinstance(group_or_grid, TenHouseholdGroup) else group_or_grid
    taken = GroupMembership.objects.on().filter(group__grid__path__startswith=grid.path)
    return (
        Household.objects.filter(grid__path__startswith=grid.path, status=Household.Status.PRESENT)
        .exclude(pk__in=taken.values("household"))
        .select_related("dwelling__building__estate")
        .order_by("dwelling__building", "dwelling__unit", "dwelling__room", "pk")
    )


def member_households(group: TenHouseholdGroup) -> QuerySet[Household]:
    members = GroupMembership.objects.on().filter(group=group)
    return (
        Household.objects.filter(pk__in=members.values("household"))
        .select_related("dwelling__building__estate")
        .order_by("dwelling__building", "dwelling__unit", "dwelling__room", "pk")
    )


def adults_of(viewer: Viewer, group: TenHouseholdGroup) -> QuerySet[Resident]:
    """Who may be asked to lead."""
    return (
        _grown_up(viewer)
        .filter(household__in=member_households(group).values("pk"))
        .order_by("household", "-is_head", "pk")
    )


def grown_ups_in(viewer: Viewer, building: Building) -> QuerySet[Resident]:
    """Who may look after the building: its own adults."""
    return (
        _grown_up(viewer)
        .filter(household__dwelling__building=building)
        .order_by("household__dwelling__unit", "household__dwelling__room", "-is_head", "pk")
    )


def _grown_up(viewer: Viewer) -> QuerySet[Resident]:
    today = timezone.localdate()
    born_by = today.replace(year=today.year - 18, day=min(today.day, 28))
    people = Resident.objects.present().visible_to(viewer)
    return people.filter(Q(born_on__isnull=True) | Q(born_on__lte=born_by))


def reports_on(viewer: Viewer, grid: Area, *, limit: int = 20) -> list[GroupReport]:
    """Those nobody has seen first, the longest wait on top; then the latest."""
    reports = (
        GroupReport.objects.visible_to(viewer)
        .filter(grid__path__startswith=grid.path)
        .select_related("group", "reporter")
        .annotate(waits_since=Case(When(seen_at=None, then="at")))
        .order_by(F("waits_since").asc(nulls_last=True), "-at")
    )
    return list(reports[:limit])


def reports_of(viewer: Viewer, group: TenHouseholdGroup) -> list[GroupReport]:
    return list(GroupReport.objects.visible_to(viewer).filter(group=group).order_by("-at")[:20])


def get_report(viewer: Viewer, pk: int) -> GroupReport:
    return get_object_or_404(GroupReport.objects.manageable_by(viewer), pk=pk)


# --- buildings -----------------------------------------------------------------------------------
def buildings_on(viewer: Viewer, grid: Area) -> list[Building]:
    """With `head`, `households`, `residents` and `visits`, each counted once for all."""
    buildings = list(
        Building.objects.filter(grid__path__startswith=grid.path)
        .select_related("estate")
        .as_they_stand()
    )
    heads = {
        head.building_id: head
        for head in BuildingHead.objects.visible_to(viewer)
        .on()
        .filter(building__in=buildings)
        .select_related("resident")
    }
    lived_in = {"household__dwelling__building__in": buildings}
    of = counted_by(
        households=Rows(
            Household.objects.present().filter(dwelling__building__in=buildings),
            by="dwelling__building",
        ),
        residents=Rows(
            Resident.objects.present().filter(**lived_in), by="household__dwelling__building"
        ),
        visits=Rows(in_care().filter(**lived_in), by="household__dwelling__building"),
    )
    for building in buildings:
        head = heads.get(building.pk)
        if head is not None and viewer.sees(DataClass.PERSONAL):
            head.resident.name.disclose()
        building.head = head  # type: ignore[attr-defined]
        building.household_count = of["households"][building.pk]  # type: ignore[attr-defined]
        building.resident_count = of["residents"][building.pk]  # type: ignore[attr-defined]
        building.visit_count = of["visits"][building.pk]  # type: ignore[attr-defined]
    return buildings


def get_building(viewer: Viewer, pk: int) -> Building:
    """For who works with the people in it: staff, and the worker of its grid."""
    buildings = Building.objects.filter(runs_grid(viewer)).select_related(
        "estate", "grid", "community"
    )
    return get_object_or_404(buildings, pk=pk)


def head_of(viewer: Viewer, building: Building) -> BuildingHead | None:
    head = (
        BuildingHead.objects.visible_to(viewer)
        .on()
        .filter(building=building)
        .select_related("resident")
        .first()
    )
    if head is not None and viewer.sees(DataClass.PERSONAL):
        head.resident.name.disclose()
    return head


@once
def running_head(building: Building) -> BuildingHead | None:
    """Without an end so far; who leaves today is head today, but not to be ended again."""
    return BuildingHead.objects.filter(
        building=building, period__isempty=False, period__upper_inf=True
    ).first()


def households_in_building(viewer: Viewer, building: Building) -> list[HouseholdCard]:
    return cards(
        viewer,
        Household.objects.filter(dwelling__building=building, status=Household.Status.PRESENT),
    )


def _named(viewer: Viewer, group: TenHouseholdGroup) -> TenHouseholdGroup:
    if viewer.sees(DataClass.PERSONAL):
        for person in (group.leader, group.declined_by):
            if person is not None:
                person.name.disclose()
    return group
