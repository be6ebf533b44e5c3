"""The one rule about places: which rows of a community, or of a grid, a viewer reaches."""

from django.db.models import Q

from accounts.roles import DISTRICT_OFFICIAL, STREET_OFFICIAL
from accounts.viewer import Viewer

NOTHING = Q(pk__in=[])


def reaches(viewer: Viewer, *, community: str = "community", grid: str = "grid") -> Q:
    """Rows inside the active role's places; a grid worker's end at his grid.

    Pass `grid=""` for rows that belong to the whole community.
    """
    if not viewer.is_staff or viewer.sleeping:
        return NOTHING
    rule = Q(**{f"{community}_id__in": viewer.community_ids})
    if viewer.is_grid_bound and grid:
        rule &= Q(**{f"{grid}_id__in": viewer.grid_ids})
    return rule


def keeps_lists(viewer: Viewer) -> bool:
    """The staff of a community as a whole: what comes into its registers goes through them."""
    staff = viewer.is_staff and not viewer.sleeping and not viewer.is_grid_bound
    return staff and viewer.role.manages_registers


def is_official(viewer: Viewer) -> bool:
    """Of a street or a district: has lists of its own place, and none of its people."""
    return (
        viewer.is_staff
        and not viewer.sleeping
        and viewer.role.code in {STREET_OFFICIAL, DISTRICT_OFFICIAL}
    )
