"""Households: one home's page, and the doors where homes can be."""

from dataclasses import dataclass

from django.db.models import Case, QuerySet, When
from django.shortcuts import get_object_or_404

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.access import reaches
from communities.models import Area, Building, Dwelling, Household, Level
from communities.queries.person import members_of
from communities.queries.residents import ResidentRow


@dataclass(frozen=True)
class HouseholdPage:
    pk: int
    number: str
    address: str
    grid: str
    status: str
    is_open: bool
    is_rented: bool
    note: str
    members: list[ResidentRow]


def get_visible(viewer: Viewer, pk: int) -> Household:
    return get_object_or_404(_with_places(Household.objects.visible_to(viewer)), pk=pk)


def get_manageable(viewer: Viewer, pk: int) -> Household:
    return get_object_or_404(_with_places(Household.objects.manageable_by(viewer)), pk=pk)


def find_by_number(viewer: Viewer, number: str, *, community_id: int) -> Household | None:
    rows = Household.objects.manageable_by(viewer).present()
    return rows.filter(number=number.strip(), community=community_id).first()


def household_page(viewer: Viewer, household: Household) -> HouseholdPage:
    return HouseholdPage(
        pk=household.pk,
        number=household.number,
        address=str(household.dwelling),
        grid=household.grid.title if household.grid else "",
        status=str(household.get_status_display()),
        is_open=household.status == Household.Status.PRESENT,
        is_rented=household.is_rented,
        note=str(household.note) if viewer.sees(DataClass.SENSITIVE) else "",
        members=members_of(viewer, household),
    )


def buildings_for(viewer: Viewer) -> "QuerySet[Building]":
    """For choices: the buildings inside the viewer's places."""
    return Building.objects.filter(reaches(viewer)).select_related("estate").as_they_stand()


def grids_for(viewer: Viewer) -> "QuerySet[Area]":
    grids = Area.objects.filter(
        level__in=[Level.GRID, Level.MICRO_GRID],
        community__in=viewer.community_ids,
        is_active=True,
    ).order_by(  # a micro-grid after the grid round it
        Case(When(level=Level.MICRO_GRID, then="parent__position"), default="position"),
        Case(When(level=Level.MICRO_GRID, then="parent_id"), default="pk"),
        Case(When(level=Level.MICRO_GRID, then=1), default=0),
        "position",
        "pk",
    )
    return grids.filter(pk__in=viewer.grid_ids) if viewer.is_grid_bound else grids


def dwelling_at(building: Building, unit: str, room: str) -> Dwelling | None:
    return Dwelling.objects.filter(building=building, unit=unit.strip(), room=room.strip()).first()


def _with_places(households: "QuerySet[Household]") -> "QuerySet[Household]":
    return households.select_related("community", "grid", "dwelling__building__estate")
