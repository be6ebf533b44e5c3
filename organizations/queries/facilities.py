"""Places people go to: the register with its coverage, one of them, and what everybody finds."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area, CommunityProfile, Level
from organizations.access import keeps_place, keeps_register, paths_of, under
from organizations.facility_workflow import LEVEL_OF, FacilityKind, FacilityStatus
from organizations.history import book_of
from organizations.models import Facility, Organization, Stationing
from organizations.models.facilities import FacilityQuerySet
from organizations.queries.organizations import has_register
from organizations.queries.past import past_of
from organizations.queries.places import places_for
from organizations.queries.public import usual_place
from organizations.queries.social_workers import how_many_at, staff_of

SHOWN = 200
STANDING = "standing"
_COVERED = (FacilityKind.SOCIAL_STATION.value, FacilityKind.SOCIAL_ROOM.value)


@dataclass(frozen=True)
class Filters:
    q: str = ""
    kind: str = ""
    status: str = STANDING


@dataclass(frozen=True)
class Coverage:
    """A share never stands without what it is a share of."""

    label: str
    have: int
    of: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.have / self.of) if self.of else None


@dataclass(frozen=True)
class FacilityBoard:
    rows: list[Facility]
    coverage: list[Coverage]
    may_add: bool
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class FacilityPage:
    facility: Facility
    staff: list[Stationing]
    """Social workers there now, of those the viewer knows of."""
    staff_count: int | None
    """All of them, for who keeps the place; None where nobody is stationed."""
    history: list[Event]


@dataclass(frozen=True)
class Ring:
    """The places of one area, as far away as the heading says."""

    area: Area
    places: list[Facility]


@dataclass(frozen=True)
class NearbyPage:
    community: Area
    telephone: str
    kinds: list[tuple[str, str]]
    """Those one finds here."""
    kind: str
    rings: list[Ring]
    """The community's own, the street's, the district's, then the neighbours'."""
    total: int
    communities: list[Area]


def board(viewer: Viewer, filters: Filters) -> FacilityBoard:
    if not has_register(viewer):
        raise Http404
    seen = Facility.objects.visible_to(viewer)
    found = seen
    if filters.status == STANDING:
        found = found.standing()
    elif filters.status:
        found = found.filter(status=filters.status)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if text := filters.q.strip():
        found = found.filter(Q(name__icontains=text) | Q(address__icontains=text))
    rows = _whole(found).order_by("area__path", "kind", "pk")[:SHOWN]
    return FacilityBoard(list(rows), coverage(viewer), keeps_register(viewer), filters)


def coverage(viewer: Viewer) -> list[Coverage]:
    """Of the places this viewer keeps: streets and communities with one of social work, and open
    facilities with a volunteer station."""
    if not keeps_register(viewer):
        return []
    within = Q(pk__in=[])
    for path in paths_of(viewer):
        within |= Q(path__startswith=path)
    areas = Area.objects.filter(within, is_active=True).aggregate(
        **{kind: Count("pk", filter=Q(level=LEVEL_OF[kind])) for kind in _COVERED}
    )
    have = (
        Facility.objects.filter(under(viewer, "area"))
        .open()
        .aggregate(
            open=Count("pk"),
            volunteers=Count("pk", filter=Q(volunteers_since__isnull=False)),
            **{kind: Count("pk", filter=Q(kind=kind)) for kind in _COVERED},
        )
    )
    found = [Coverage(kind, have[kind], areas[kind]) for kind in _COVERED if areas[kind]]
    return [*found, Coverage("volunteers", have["volunteers"], have["open"])]


def get_facility(viewer: Viewer, pk: int) -> Facility:
    if not has_register(viewer):
        raise Http404
    return get_object_or_404(_whole(Facility.objects.visible_to(viewer)), pk=pk)


def facility_page(viewer: Viewer, facility: Facility) -> FacilityPage:
    counted = facility.is_social_work and keeps_place(viewer, facility.area)
    return FacilityPage(
        facility=facility,
        staff=staff_of(viewer, facility),
        staff_count=how_many_at(facility) if counted else None,
        history=past_of(viewer, facility, book_of(facility.area))
        if keeps(viewer, facility)
        else [],
    )


def keeps(viewer: Viewer, facility: Facility) -> bool:
    return facility.is_standing and keeps_place(viewer, facility.area)


def places(viewer: Viewer) -> "QuerySet[Area]":
    return places_for(viewer) if keeps_register(viewer) else Area.objects.none()


def operators(viewer: Viewer) -> "QuerySet[Organization]":
    return Organization.objects.active().at_desk_of(viewer).order_by("name_key", "pk")


# --- for everybody --------------------------------------------------------------------------------
def nearby(pk: int, kind: str = "") -> NearbyPage:
    """From one's own door outwards; what is shut for a while says so."""
    community = get_object_or_404(Area.objects.communities().select_related("parent"), pk=pk)
    street = community.parent
    around = Q(area__in=community.ancestor_ids)
    if street is not None:
        around |= Q(area__parent=street, area__level=Level.COMMUNITY)
    shown = [FacilityStatus.OPEN, FacilityStatus.PAUSED]
    rows = list(
        _whole(Facility.objects.filter(around, status__in=shown)).order_by(
            "area__path", "kind", "pk"
        )
    )
    here = {row.kind for row in rows}
    kinds = [(each.value, str(each.label)) for each in FacilityKind if each in here]
    chosen = kind if kind in here else ""
    found = [row for row in rows if not chosen or row.kind == chosen]
    profile = CommunityProfile.objects.filter(area=community).first()
    return NearbyPage(
        community=community,
        telephone=profile.telephone if profile else "",
        kinds=kinds,
        kind=chosen,
        rings=_rings(community, found),
        total=len(found),
        communities=list(Area.objects.communities().order_by("path")),
    )


def usual(viewer: Viewer) -> int | None:
    return usual_place(viewer)


def _rings(community: Area, rows: Iterable[Facility]) -> list[Ring]:
    """One's own first, then the street's and the district's, then the neighbours'."""
    found: dict[int, Ring] = {}
    for row in rows:
        found.setdefault(row.area_id, Ring(row.area, [])).places.append(row)
    levels = [Level.COMMUNITY, Level.STREET, Level.DISTRICT]

    def near(ring: Ring) -> tuple[int, str]:
        if ring.area.pk == community.pk:
            return 0, ""
        neighbour = ring.area.level == Level.COMMUNITY
        rank = len(levels) if neighbour else levels.index(Level(ring.area.level))
        return rank, ring.area.path

    return sorted(found.values(), key=near)


def _whole(rows: FacilityQuerySet) -> FacilityQuerySet:
    return rows.select_related("area", "operator")
