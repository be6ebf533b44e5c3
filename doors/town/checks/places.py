"""The tree, its names and codes, and the ground: everything tiles and stands where it says."""

from itertools import combinations

from django.db.models import Q

from communities.actions.areas import PARENTS
from communities.models import Area, AreaName, Building, Level
from communities.regions import read_region_code
from core.exceptions import DomainError
from doors.town.checks.finding import Check, Finding, each, none_of, row
from grids.geometry import Ring, contains, overlap_square_metres
from grids.models import GridBoundary

TOLERANCE = 1e-6
"""A share of the whole: borders are rounded to a tenth of a metre."""


def tree() -> Finding:
    """Paths, levels and communities follow from the parent."""

    def wrong(area: Area) -> str:
        parent = area.parent
        if area.path != f"{parent.path if parent else '/'}{area.pk}/":
            return "its path is not its parent's"
        if (parent.level if parent else None) not in PARENTS[area.level]:
            return "hangs on the wrong level"
        own = area.level == Level.COMMUNITY
        expected = area.pk if own else (parent.community_id if parent else None)
        return "" if area.community_id == expected else "belongs to another community"

    return each(Area, Area.objects.select_related("parent").order_by("pk"), wrong)


def codes() -> Finding:
    """Twelve digits by the rule, the parent's at their beginning, and of no real place."""

    def wrong(area: Area) -> str:
        try:
            region = read_region_code(area.code)
        except DomainError as refusal:
            return str(refusal)
        if region.level != area.level or (area.parent and area.parent.code not in _above(area)):
            return "its code is not below its parent's"
        return "" if area.code.startswith("60") else "its code may be somewhere"

    rows = Area.objects.exclude(level__in=[Level.GRID, Level.MICRO_GRID])
    return each(Area, rows.select_related("parent").order_by("pk"), wrong)


def _above(area: Area) -> list[str]:
    return read_region_code(area.code).parent_codes()


def names() -> Finding:
    """What a place is called now stands in its history of names; what ended has no open one."""
    active = Area.objects.filter(is_active=True)
    for area in active.order_by("pk").prefetch_related("names"):
        now = [name for name in area.names.all() if name.valid_to is None]
        if [(name.name, name.code) for name in now] != [(area.name, area.code)]:
            return Finding(active.count(), row(Area, area.pk, "its name is not in its history"))
    open_names = AreaName.objects.filter(Q(area__is_active=False) & Q(valid_to__isnull=True))
    return none_of(AreaName.objects.all(), open_names, "is open, but the place is no more")


def tiling() -> Finding:
    """Grids fill their community, micro-grids their grid: no gap, no overlap."""
    rings = _rings()
    children: dict[int, list[int]] = {}
    for area in Area.objects.filter(pk__in=rings, is_active=True).order_by("pk"):
        if area.parent_id in rings:
            children.setdefault(area.parent_id, []).append(area.pk)
    for parent, parts in children.items():
        whole = _extent(rings[parent])
        if abs(sum(_extent(rings[part]) for part in parts) - whole) > TOLERANCE * whole:
            return Finding(len(rings), row(Area, parent, "is not filled by its parts"))
        for one, other in combinations(parts, 2):
            if overlap_square_metres(rings[one], rings[other]) > 1:
                return Finding(len(rings), row(Area, one, f"overlaps {other}"))
    return Finding(len(rings))


def _extent(ring: Ring) -> float:
    """In square degrees: on one plane for all, so that parts add up to the whole exactly."""
    around = zip(ring, (*ring[1:], ring[0]), strict=True)
    x, y = ring[0]
    return abs(sum((a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y) for a, b in around)) / 2


def _rings() -> dict[int, Ring]:
    return {boundary.area_id: boundary.ring for boundary in GridBoundary.objects.on()}


def buildings() -> Finding:
    """A building stands inside its grid."""
    rings = _rings()

    def wrong(building: Building) -> str:
        spot = (float(building.longitude or 0), float(building.latitude or 0))
        ring = rings.get(building.grid_id or 0)
        return "stands outside its grid" if ring and not contains(ring, spot) else ""

    return each(Building, Building.objects.order_by("pk"), wrong)


CHECKS = (
    Check("区域树 · the tree", tree),
    Check("区划代码 · codes", codes),
    Check("名称沿革 · names and their days", names),
    Check("边界拼合 · borders tile", tiling),
    Check("楼在格内 · buildings in their grid", buildings),
)
