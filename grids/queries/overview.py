"""The room in a few lines, for the homes of the doors."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from communities.models import Area, Binding, Level, Resident
from grids.models import GroupReport, Handover, TenHouseholdGroup
from grids.queries.appointments import handovers_waiting_for
from grids.queries.board import Contact, get_grid_contact
from grids.queries.grids import figures_of, held_grids, visible_grids
from grids.queries.responsible import standings


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
    vacant: list[Area]
    unled: int
    reports: int

    @property
    def is_quiet(self) -> bool:
        return not (self.vacant or self.unled or self.reports)


def own_grids(viewer: Viewer) -> list[OwnGrid]:
    lines = []
    for grid in held_grids(viewer):
        figures = figures_of(viewer, grid)
        unseen = GroupReport.objects.visible_to(viewer).unseen()
        lines.append(
            OwnGrid(
                grid,
                figures["households"],
                figures.get("care"),
                unseen.filter(grid__path__startswith=grid.path).count(),
            )
        )
    return lines


def waiting_in(viewer: Viewer) -> Waiting:
    grids = list(visible_grids(viewer).filter(level=Level.GRID))
    found = standings(grids)
    return Waiting(
        grids=len(grids),
        vacant=[grid for grid in grids if found[grid.pk].is_vacant],
        unled=TenHouseholdGroup.objects.visible_to(viewer).without_leader().count(),
        reports=GroupReport.objects.visible_to(viewer).unseen().count(),
    )


def sentence(waiting: Waiting) -> str:
    """For the morning's headline; nothing to say is said by silence."""
    if waiting.vacant:
        return _("%(grid)s没有网格员") % {"grid": waiting.vacant[0].title}
    if waiting.reports:
        return ngettext("联户长报来 %(n)d 件事", "联户长报来 %(n)d 件事", waiting.reports) % {
            "n": waiting.reports
        }
    return ""


def handovers(viewer: Viewer) -> list[Handover]:
    return handovers_waiting_for(viewer)


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
