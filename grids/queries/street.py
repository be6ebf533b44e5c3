"""A street's communities for who sends work to them: whom to call, and where a grid is empty."""

from collections import Counter
from dataclasses import dataclass

from accounts.viewer import Viewer
from communities.models import Area, CommunityProfile, Level
from grids.queries.responsible import standings


@dataclass(frozen=True)
class CommunityLine:
    community: Area
    grids: int
    vacant: int
    officer: str
    """On duty today; colleagues know each other by name."""
    phone: str


def communities_of(viewer: Viewer) -> list[CommunityLine]:
    """The viewer's communities that work with grids, in the same number of questions for any."""
    grids = list(
        Area.objects.filter(
            community__in=viewer.community_ids, level=Level.GRID, is_active=True
        ).order_by("pk")
    )
    found = standings(grids).values()
    officers = {s.grid.community_id: s.duty_officer for s in found if s.duty_officer}
    vacant = Counter(s.grid.community_id for s in found if s.is_vacant)
    all_grids = Counter(grid.community_id for grid in grids)
    profiles = CommunityProfile.objects.filter(area__in=list(all_grids)).in_bulk(field_name="area")
    lines = []
    for community in Area.objects.filter(pk__in=list(all_grids)).order_by("position", "pk"):
        officer = officers.get(community.pk)
        profile = profiles.get(community.pk)
        desk = profile.telephone if profile else ""
        lines.append(
            CommunityLine(
                community=community,
                grids=all_grids[community.pk],
                vacant=vacant[community.pk],
                officer=officer.user.name.open() if officer else "",
                phone=(officer.office_phone if officer else "") or desk,
            )
        )
    return lines
