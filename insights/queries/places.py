"""A place among places: what lies above it, what lies below, as far as the viewer sees any."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from accounts.viewer import Viewer
from communities.models import Area
from insights import access


@dataclass(frozen=True)
class Place:
    area: Area
    top: int
    """The highest place of the viewer around it."""
    above: tuple[Area, ...]
    """From the top down to where one came from."""
    tree: tuple[Area, ...] = field(repr=False)
    """Everything under the top, itself included, as far down as the viewer sees places."""

    @cached_property
    def below(self) -> dict[int, list[int]]:
        """The parts of each place."""
        found: dict[int, list[int]] = {}
        for place in self.tree:
            if place.parent_id is not None and place.pk != self.top:
                found.setdefault(place.parent_id, []).append(place.pk)
        return found

    @cached_property
    def parts(self) -> list[Area]:
        """What lies directly below, in the order of the places and never of their figures."""
        inside = [place for place in self.tree if place.parent_id == self.area.pk]
        return sorted(inside, key=lambda place: (place.position, place.pk))

    @property
    def pks(self) -> list[int]:
        return [self.area.pk, *(part.pk for part in self.parts)]


def place_of(viewer: Viewer, area_id: str) -> Place | None:
    """Two statements: the place, and what is around it."""
    area = access.chosen(viewer, area_id)
    if area is None:
        return None
    path = access.top_path(viewer, area)
    inside = Q(path__startswith=path, level__in=access.levels(viewer), is_active=True)
    rows = Area.objects.filter(inside | Q(pk=area.pk)).order_by("path")
    tree = tuple(rows.only("pk", "path", "level", "parent", "name", "name_en", "position"))
    above = [place for place in tree if area.path.startswith(place.path) and place.pk != area.pk]
    top = above[0].pk if above else area.pk
    return Place(area, top, tuple(sorted(above, key=lambda place: len(place.path))), tree)
