"""The plots of a garden at the desk, and its harvest."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from charity.models import Harvest, Plot, Programme, Recipient, Tending
from charity.workflow import GiftStatus
from organizations.models import Organization

SHOWN = 30


@dataclass(frozen=True)
class PlotLine:
    plot: Plot
    tended: Tending | None


@dataclass(frozen=True)
class HarvestLine:
    harvest: Harvest
    stored: bool
    over: bool
    """Refused, taken back or returned: it goes nowhere."""


@dataclass(frozen=True)
class Garden:
    plots: list[PlotLine]
    harvests: list[HarvestLine]


def garden(programme: Programme) -> Garden:
    """In three statements, whatever its size."""
    now = Tending.objects.filter(until__isnull=True).select_related("resident")
    plots = Plot.objects.open().filter(programme=programme).order_by("pk")
    rows = plots.prefetch_related(Prefetch("tendings", queryset=now, to_attr="now"))
    lines = [PlotLine(plot, plot.now[0] if plot.now else None) for plot in rows]  # type: ignore[attr-defined]
    for line in lines:
        if line.tended is not None and line.tended.resident is not None:
            line.tended.resident.name.disclose()
    found = Harvest.objects.filter(plot__programme=programme).select_related("plot", "gift")
    newest = found.annotate(lots=Count("gift__lots")).order_by("-gathered_on", "-pk")[:SHOWN]
    return Garden(lines, [_line(each, each.lots) for each in newest])  # type: ignore[attr-defined]


def with_plots(programmes: "QuerySet[Programme]") -> "QuerySet[Any]":
    """For everybody: how many plots each has, and how many of them are tended."""
    laid_out = Q(plots__closed_on__isnull=True)
    now = laid_out & Q(plots__tendings__isnull=False, plots__tendings__until__isnull=True)
    return programmes.annotate(
        laid_out=Count("plots", filter=laid_out, distinct=True),
        tended=Count("plots", filter=now, distinct=True),
    )


def get_plot(viewer: Viewer, pk: int) -> Plot:
    rows = Plot.objects.manageable_by(viewer).select_related("programme", "community")
    return get_object_or_404(rows, pk=pk)


def get_harvest(viewer: Viewer, pk: int) -> Harvest:
    rows = Harvest.objects.manageable_by(viewer).select_related("plot__programme", "gift")
    return get_object_or_404(rows, pk=pk)


def receivers(viewer: Viewer) -> "QuerySet[Organization]":
    """Who may accept a gift in kind."""
    may = Recipient.objects.valid().values("organization_id")
    return Organization.objects.visible_to(viewer).filter(pk__in=may).order_by("name_key", "pk")


# --- inside ---------------------------------------------------------------------------------------
def _line(harvest: Harvest, lots: int) -> HarvestLine:
    here = harvest.gift.status in {GiftStatus.OFFERED, GiftStatus.RECEIVED}
    return HarvestLine(harvest, bool(lots), not here)
