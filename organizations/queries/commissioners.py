"""Part-time commissioners: the list of both sides, and what everybody may read."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.access import keeps_lists
from communities.models import Area
from core import scope
from organizations.models import Commissioner
from organizations.queries.pairings import sees_partners

SHOWN = 100


@dataclass(frozen=True)
class CommissionerBoard:
    rows: list[Commissioner]
    over: list[Commissioner]
    may_seat: bool


@dataclass(frozen=True)
class Seat:
    """What hangs on the wall: unit and office, nobody's name."""

    unit: str
    office: str


def board(viewer: Viewer) -> CommissionerBoard:
    """Whose term ends first stands first."""
    if not sees_partners(viewer):
        raise Http404
    seen = Commissioner.objects.visible_to(viewer).select_related("organization", "community")
    return CommissionerBoard(
        rows=[_named(row) for row in seen.standing().order_by("ends_on", "pk")[:SHOWN]],
        over=[
            _named(row)
            for row in seen.filter(ended_on__isnull=False).order_by("-ended_on", "-pk")[:20]
        ],
        may_seat=keeps_lists(viewer),
    )


def get_commissioner(viewer: Viewer, pk: int) -> Commissioner:
    rows = Commissioner.objects.manageable_by(viewer).select_related("organization", "community")
    return _named(get_object_or_404(rows, pk=pk))


def may_change(viewer: Viewer, row: Commissioner) -> bool:
    return row.is_standing and keeps_lists(viewer) and row.community_id in viewer.community_ids


def seats_of(community: Area) -> list[Seat]:
    """Public, so it is read in the community's own scope."""
    with scope.entered([community.pk]):
        rows = Commissioner.objects.seated().filter(community=community)
        rows = rows.select_related("organization").order_by("organization__name_key", "pk")
        return [Seat(row.organization.title, row.office) for row in rows.defer("name")]


def _named(row: Commissioner) -> Commissioner:
    """He sits on a committee: the two sides know him by name."""
    row.name.disclose()
    return row
