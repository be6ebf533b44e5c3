"""The room in a few lines, for the homes of the doors."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from communities.models import Area, Binding, Building, Household, Level, Resident
from communities.queries.residents import ResidentRow, rows_for, with_everything
from core.counting import Rows, counted_by
from core.memo import once
from core.words import listed
from grids.map import Map
from grids.models import Absence, BuildingHead, GroupReport, Handover, TenHouseholdGroup
from grids.queries.appointments import handovers_at_home, handovers_waiting_for
from grids.queries.board import Contact, get_grid_contact
from grids.queries.boundaries import grid_map
from grids.queries.care import in_care
from grids.queries.grids import counts_in, held_grids, visible_grids
from grids.queries.reports import sent_up_to
from grids.queries.responsible import Standing, standings


@dataclass(frozen=True)
class OwnGrid:
    grid: Area
    households: int
    care: int | None
    reports: int


@dataclass(frozen=True)
class Waiting:
    """What in the viewer's communities has nobody, or waits for an answer."""

    grids: int
    vacant: list[Standing]
    unled: int
    reports: int
    sent_up: int
    """Reports that a level below could not settle."""
    care: dict[Area, int]
    """Of one's one community: where people are to be looked after."""


def own_grids(viewer: Viewer) -> list[OwnGrid]:
    """The grids of a worker or a head; micro-grids are shown with theirs."""
    if not viewer.is_grid_bound:
        return []
    areas = list(visible_grids(viewer))
    held = [area for area in areas if area.pk in viewer.area_ids]
    cares = viewer.role.browses_residents
    of = counts_in(
        held,
        areas,
        households=Household.objects.present(),
        reports=GroupReport.objects.visible_to(viewer).unseen(),
        care=in_care() if cares else Resident.objects.none(),
    )
    return [
        OwnGrid(
            grid,
            of["households"][grid.pk],
            of["care"][grid.pk] if cares else None,
            of["reports"][grid.pk],
        )
        for grid in held
    ]


def standing_in(viewer: Viewer) -> list[Absence]:
    """Whose grids the viewer looks after while they are away, and until when."""
    rows = Absence.objects.on().filter(substitute=viewer.user_id)
    found = list(rows.select_related("appointment__grid", "appointment__worker").order_by("pk"))
    for absence in found:
        absence.appointment.worker.name.disclose()
    return found


def first_visits(viewer: Viewer, *, limit: int = 5) -> list[ResidentRow]:
    """The oldest of those to look after in the viewer's grids."""
    people = with_everything(Resident.objects.visible_to(viewer).filter(pk__in=in_care()))
    eldest = people.order_by(F("born_on").asc(nulls_last=True), "pk")[:limit]
    return rows_for(viewer, list(eldest))


def care_map(viewer: Viewer) -> Map | None:
    """Where in the viewer's one community people are to be looked after."""
    care = waiting_in(viewer).care
    community = next((grid.community for grid in care), None)
    if community is None:
        return None
    urls = {grid.pk: reverse("grids:grid", args=[grid.pk]) for grid in care}
    return grid_map(
        community,
        {grid.pk: number for grid, number in care.items()},
        title=_("各网格要上门的人"),
        unit=_("人"),
        least=0,  # whoever sees it reads the registers of the community
        urls=urls,
    )


@once
def waiting_in(viewer: Viewer) -> Waiting:
    """The headline, the list of today and the map all speak of this."""
    areas = list(visible_grids(viewer).select_related("community"))
    grids = [area for area in areas if area.level == Level.GRID]
    found = standings(grids)
    alone = len(viewer.community_ids) == 1
    reports = GroupReport.objects
    of = counted_by(
        unled=Rows(TenHouseholdGroup.objects.visible_to(viewer).without_leader(), by="community"),
        reports=Rows(reports.visible_to(viewer).unseen(), by="community"),
        sent_up=Rows(sent_up_to(viewer), by="community"),
        care=Rows(in_care().filter(grid__in=areas if alone else []), by="grid"),
    )
    care = {
        grid: sum(of["care"][area.pk] for area in areas if area.path.startswith(grid.path))
        for grid in grids
    }
    return Waiting(
        grids=len(grids),
        vacant=[_named(found[grid.pk]) for grid in grids if found[grid.pk].is_vacant],
        unled=of["unled"].total(),
        reports=of["reports"].total(),
        sent_up=of["sent_up"].total(),
        care=care if alone else {},
    )


def _named(standing: Standing) -> Standing:
    if standing.user is not None:
        standing.user.name.disclose()
    return standing


def sentence(waiting: Waiting) -> str:
    """For the morning's headline; nothing to say is said by silence."""
    if waiting.vacant:
        grids = listed(standing.grid.title for standing in waiting.vacant[:2])
        if len(waiting.vacant) > 2:
            return _("%(grids)s等 %(n)d 个网格没有网格员") % {
                "grids": grids,
                "n": len(waiting.vacant),
            }
        return ngettext("%(grids)s没有网格员", "%(grids)s没有网格员", len(waiting.vacant)) % {
            "grids": grids
        }
    if waiting.reports:
        return ngettext("联户长报来 %(n)d 件事", "联户长报来 %(n)d 件事", waiting.reports) % {
            "n": waiting.reports
        }
    return ""


def sentence_of(lines: list[OwnGrid]) -> str:
    """A worker's morning: what neighbours told comes before the visits."""
    reports = sum(line.reports for line in lines)
    if reports:
        return ngettext("联户长报来 %(n)d 件事", "联户长报来 %(n)d 件事", reports) % {"n": reports}
    care = sum(line.care or 0 for line in lines)
    return ngettext("%(n)d 位要上门看看", "%(n)d 位要上门看看", care) % {"n": care} if care else ""


def headed(viewer: Viewer) -> dict[str, Any]:
    """The buildings of which somebody is the head, and the worker he talks to."""
    own = Binding.objects.filter(user=viewer.user_id, ended_at__isnull=True).values("resident")
    heads = BuildingHead.objects.on().filter(resident__in=own)
    buildings = (
        Building.objects.filter(pk__in=heads.values("building"))
        .select_related("estate")
        .annotate(
            households=Count(
                "dwellings__households",
                filter=Q(dwellings__households__status=Household.Status.PRESENT),
            )
        )
        .as_they_stand()
    )
    grid = next(iter(held_grids(viewer)), None)
    contact = get_grid_contact(grid.pk)[1] if grid and grid.level == Level.GRID else None
    return {"buildings": list(buildings), "contact": contact}


def handovers(viewer: Viewer) -> tuple[list[Handover], list[Handover]]:
    """Those that wait for his name, and at home those he signed; at the desk they have pages."""
    if viewer.is_staff:
        return handovers_waiting_for(viewer), []
    return handovers_at_home(viewer)


def own_contact(viewer: Viewer) -> Contact | None:
    """Who answers for the grid in which this account has its home, whatever role it is in."""
    if viewer.user_id is None:
        return None
    own = Binding.objects.filter(user=viewer.user_id, ended_at__isnull=True).values("resident")
    grid = (
        Area.objects.filter(
            pk__in=Resident.objects.present().filter(pk__in=own).values("grid"), is_active=True
        )
        .order_by("pk")
        .first()
    )
    if grid is None:
        return None
    home = grid.parent_id if grid.level == Level.MICRO_GRID else grid.pk
    _board, contact = get_grid_contact(home or grid.pk)
    return contact
