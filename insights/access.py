"""From where somebody looks at figures, and which places he may choose."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.roles import Door, Reach
from accounts.viewer import Viewer
from communities.models import Area, Level
from communities.queries.areas import top_areas, visible_areas
from core import scope

ABOVE = (Level.CITY, Level.DISTRICT, Level.STREET)
TO_COMMUNITIES = (*ABOVE, Level.COMMUNITY)
TO_GRIDS = (*TO_COMMUNITIES, Level.GRID)


def looks_at_figures(viewer: Viewer) -> bool:
    """Of a place; whoever holds for an office has none, and zeros would be a lie."""
    doors = {Door.INSIGHTS, Door.DESK}
    of_a_place = not viewer.is_grid_bound and not viewer.role.reach.is_office
    return viewer.is_staff and viewer.role.door in doors and of_a_place


def sees_far(viewer: Viewer) -> bool:
    """Sums of the whole platform, down to the street."""
    return viewer.role.reach == Reach.PLATFORM and viewer.role.door == Door.INSIGHTS


@contextmanager
def seeing_far(viewer: Viewer) -> Iterator[Viewer]:
    """Somebody for the whole platform reaches no register: he gets sums, and larger cells."""
    if not sees_far(viewer) or viewer.sleeping:
        yield viewer
        return
    with scope.entered(scope.EVERYTHING, user_id=viewer.user_id):
        every = Area.objects.communities().filter(is_active=True).values_list("pk", flat=True)
        yield replace(viewer, community_ids=tuple(every))


def sums_for_all(viewer: Viewer) -> bool:
    """Awake in that role: figures of every place down to the street, and no register."""
    return sees_far(viewer) and viewer.is_staff and not viewer.sleeping


def levels(viewer: Viewer) -> tuple[Level, ...]:
    """How far down: the platform sees streets, a district communities, who is nearer the grids."""
    if viewer.role.reach == Reach.PLATFORM:
        return ABOVE
    return TO_COMMUNITIES if viewer.role.reach == Reach.DISTRICT else TO_GRIDS


def tops(viewer: Viewer) -> list[Area]:
    """Whoever is for the whole platform begins with the city, and where none is kept with its
    districts."""
    if sums_for_all(viewer):
        highest = places(viewer).exclude(parent__level__in=ABOVE, parent__is_active=True)
        return sorted(highest, key=lambda area: (ABOVE.index(Level(area.level)), area.path))
    return top_areas(viewer)


def places(viewer: Viewer) -> "QuerySet[Area]":
    """Whose figures he may read."""
    if sums_for_all(viewer):
        return Area.objects.filter(level__in=ABOVE, is_active=True)
    return visible_areas(viewer).filter(level__in=levels(viewer))


def get_place(viewer: Viewer, pk: int) -> Area:
    area = places(viewer).filter(pk=pk).first()
    if area is None:
        raise Http404
    return area


def get_named(viewer: Viewer, name: str) -> Area:
    """As programs name a place: by its official code, or, as a grid has none, by its number."""
    named = Q(code=name) | (Q(pk=int(name)) if name.isdecimal() and len(name) < 12 else Q())
    area = places(viewer).filter(named).order_by("-code").first() if name else None
    if area is None:
        raise Http404
    return area


def chosen(viewer: Viewer, area_id: str) -> Area | None:
    """The one asked for; without a choice the viewer's own place."""
    if area_id.isdecimal():
        return get_place(viewer, int(area_id))
    return next(iter(tops(viewer)), None)


def top_path(viewer: Viewer, area: Area) -> str:
    """Of the highest place around it whose figures he may read: from there small cells are hidden,
    so that no two of his pages give away what one of them hides."""
    own = [n for n, pk in enumerate(area.ancestor_ids) if pk in viewer.area_ids]
    first = own[0] if own else 0
    return "/" + "/".join(map(str, area.ancestor_ids[: first + 1])) + "/"


def leads_on(viewer: Viewer, area: Area) -> bool:
    """A place leads down to what lies under it, as far as he sees places at all."""
    return area.level in levels(viewer)[:-1]


def opens(viewer: Viewer, area: Area) -> bool:
    """Its own figures, also where nothing is told apart below it any more."""
    return area.level in levels(viewer)
