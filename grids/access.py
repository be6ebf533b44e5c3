"""Who runs the grids of a community: asked by every queryset of this room."""

from django.db.models import Q

from accounts.roles import BUILDING_HEAD, GRID_WORKER
from accounts.viewer import Viewer
from communities.access import NOTHING, reaches
from communities.models import Level

GRID_LEVELS = frozenset({Level.GRID, Level.MICRO_GRID})


def sees_grid(viewer: Viewer, *, grid: str = "grid", community: str = "community") -> Q:
    """The workers, staff and officials of the place; a grid worker ends at his grid."""
    return reaches(viewer, community=community, grid=grid)


def is_grid_of(viewer: Viewer) -> Q:
    """The grids themselves, as rows of the area tree."""
    if not viewer.is_staff or viewer.sleeping:
        return NOTHING
    rule = Q(level__in=GRID_LEVELS, community_id__in=viewer.community_ids, is_active=True)
    if viewer.is_grid_bound:
        rule &= Q(pk__in=viewer.grid_ids)
    return rule


def runs_grid(viewer: Viewer, *, grid: str = "grid", community: str = "community") -> Q:
    """Staff of the community, and the worker on his own grid."""
    if not viewer.role.manages_registers:
        return NOTHING
    return reaches(viewer, community=community, grid=grid)


def runs_community(viewer: Viewer, *, community: str = "community") -> Q:
    """Only who answers for the community as a whole: borders, the duty officer."""
    if not viewer.role.manages_registers or viewer.is_grid_bound:
        return NOTHING
    return reaches(viewer, community=community, grid="")


def may_appoint_workers(viewer: Viewer) -> bool:
    """An appointment gives a role away, so the role table decides."""
    return not viewer.sleeping and GRID_WORKER in viewer.role.grants


def may_appoint_heads(viewer: Viewer) -> bool:
    return not viewer.sleeping and BUILDING_HEAD in viewer.role.grants
