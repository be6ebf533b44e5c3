"""The ground was divided anew: what is open there is found in the grid that answers for it."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, QuerySet

from communities.models import Area
from core import audit, tally
from requests.actions import counting
from requests.models import ServiceRequest


@transaction.atomic
def follow_buildings(building_ids: Iterable[int]) -> None:
    """Twice is once; a keeper who no longer works there is replaced by the watch."""
    rows = ServiceRequest.objects.open().filter(building__in=list(building_ids))
    for row in _locked(rows.exclude(grid=F("building__grid"))):
        if row.building is not None and row.building.grid is not None:
            _into(row, row.building.grid)


@transaction.atomic
def follow_merge(absorbed: Area, kept: Area) -> None:
    """What names no building went by the grid alone."""
    for row in _locked(ServiceRequest.objects.open().filter(grid=absorbed)):
        _into(row, kept)


def _locked(rows: QuerySet[ServiceRequest]) -> list[ServiceRequest]:
    chosen = rows.select_for_update(of=("self",)).select_related("building__grid")
    return list(chosen.order_by("pk"))


def _into(row: ServiceRequest, grid: Area) -> None:
    before, row.grid = row.grid_id, grid
    tally.add_all(counting.restated(row))
    row.save(update_fields=["grid", "counted"])
    audit.record("requests.grid.followed", row, actor=None, details={"from": before, "to": grid.pk})
