"""Who sees and who keeps the register of volunteers: asked by every queryset of this room."""

from django.db.models import Q

from accounts.viewer import Viewer
from communities.access import NOTHING, reaches
from grids.access import runs_community


def sees_register(viewer: Viewer, *, grid: str = "grid", community: str = "community") -> Q:
    """The staff of the community; a grid worker those whose home is in his grid."""
    if not viewer.role.browses_residents:
        return NOTHING
    return reaches(viewer, grid=grid, community=community)


def keeps_register(viewer: Viewer, *, community: str = "community") -> Q:
    """Accepting and suspending is the community's; a grid worker only looks."""
    return runs_community(viewer, community=community)


def is_keeper(viewer: Viewer) -> bool:
    return viewer.role.manages_registers and not (viewer.is_grid_bound or viewer.sleeping)
