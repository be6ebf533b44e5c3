"""Whose organisations somebody sees, keeps, and speaks for: asked by this room's querysets."""

from django.db.models import Q

from accounts.roles import BUILDING_HEAD, DISTRICT_OFFICIAL, STREET_OFFICIAL, DataClass
from accounts.viewer import Viewer
from communities.access import NOTHING
from communities.models import Area

OFFICIALS = frozenset({STREET_OFFICIAL, DISTRICT_OFFICIAL})


def works_in_a_place(viewer: Viewer) -> bool:
    """A worker of some place; a neighbour with an office reads what everybody reads."""
    return (
        viewer.sees(DataClass.INTERNAL)
        and not viewer.role.reach.is_office
        and viewer.role.code != BUILDING_HEAD
    )


def keeps_register(viewer: Viewer) -> bool:
    """The staff of the community as a whole, and the officials of street and district."""
    if viewer.sleeping or not viewer.is_staff:
        return False
    staff = viewer.role.manages_registers and not viewer.is_grid_bound
    return staff or viewer.role.code in OFFICIALS


def keeps_place(viewer: Viewer, place: Area) -> bool:
    """What `under` asks of rows, of a place at hand."""
    return keeps_register(viewer) and any(place.path.startswith(path) for path in paths_of(viewer))


def touches(viewer: Viewer, field: str) -> Q:
    """`field` names an area that is one of the viewer's places, lies above one, or under one."""
    above: set[int] = set()
    rule = NOTHING
    for path in paths_of(viewer):
        above |= set(map(int, path.strip("/").split("/")))
        rule |= Q(**{f"{field}__path__startswith": path})
    return rule | Q(**{f"{field}_id__in": above})


def under(viewer: Viewer, field: str) -> Q:
    rule = NOTHING
    for path in paths_of(viewer):
        rule |= Q(**{f"{field}__path__startswith": path})
    return rule


def paths_of(viewer: Viewer) -> list[str]:
    """Where the active grant was given; its places came with it, so nothing is asked again."""
    return [
        scope.area.path
        for grant in viewer.grants
        if grant.pk == viewer.grant_id
        for scope in grant.area_scopes.all()
    ]
