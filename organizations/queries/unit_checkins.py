"""Units that have checked in: the community's list, and the unit's own."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area
from organizations.checkin_workflow import STANDING, CheckinStatus
from organizations.models import Organization, PostClass, UnitCheckin
from organizations.queries.checkins import UnitMembers, keeps_members, members_of_units
from organizations.queries.past import past_of

SHOWN = 100


def sees_units(viewer: Viewer) -> bool:
    return keeps_members(viewer) or bool(viewer.organization_ids)


@dataclass(frozen=True)
class UnitBoard:
    rows: list[UnitCheckin]
    over: list[UnitCheckin]
    members: list[UnitMembers]
    """For the manager of a unit: his own people, as far as he may know them."""
    keeps: bool


def unit_board(viewer: Viewer) -> UnitBoard:
    if not sees_units(viewer):
        raise Http404
    waiting_first = Case(
        When(status=CheckinStatus.REGISTERED, then=0), default=1, output_field=IntegerField()
    )
    rows = _whole(UnitCheckin.objects.visible_to(viewer))
    standing = rows.filter(status__in=STANDING).order_by(waiting_first, "-registered_at", "-pk")
    over = rows.exclude(status__in=STANDING).order_by("-ended_at", "-pk")
    return UnitBoard(
        rows=[_disclosed(viewer, row) for row in standing[:SHOWN]],
        over=[_disclosed(viewer, row) for row in over[:20]],
        members=members_of_units(viewer) if viewer.organization_ids else [],
        keeps=keeps_members(viewer),
    )


@dataclass(frozen=True)
class UnitPage:
    checkin: UnitCheckin
    posts: list[PostClass]
    phone: str
    history: list[Event]


def get_unit(viewer: Viewer, pk: int) -> UnitCheckin:
    rows = _whole(UnitCheckin.objects.visible_to(viewer))
    return _disclosed(viewer, get_object_or_404(rows, pk=pk))


def unit_page(viewer: Viewer, checkin: UnitCheckin) -> UnitPage:
    return UnitPage(
        checkin=checkin,
        posts=list(checkin.posts.all()),
        phone=checkin.contact_phone.open(),
        history=past_of(viewer, checkin, checkin.community_id),
    )


def of_my_units(viewer: Viewer) -> list[UnitCheckin]:
    """For a manager's own desk: where each of his stands, or waits."""
    rows = UnitCheckin.objects.filter(organization__in=viewer.organization_ids, status__in=STANDING)
    return list(rows.select_related("community").order_by("-registered_at", "-pk"))


def find_units(viewer: Viewer, text: str) -> "QuerySet[UnitCheckin]":
    """For the search over everything, by what they bring."""
    if not sees_units(viewer):
        return UnitCheckin.objects.none()
    rows = _whole(UnitCheckin.objects.visible_to(viewer)).filter(status__in=STANDING)
    return rows.filter(brings__icontains=text).order_by("organization__name_key", "pk")


def waiting_units(viewer: Viewer) -> "QuerySet[UnitCheckin]":
    """Units that wait for the community's word."""
    if not keeps_members(viewer):
        return UnitCheckin.objects.none()
    rows = UnitCheckin.objects.manageable_by(viewer).filter(status=CheckinStatus.REGISTERED)
    return rows.order_by("registered_at", "pk")


def to_take_home(viewer: Viewer) -> "QuerySet[UnitCheckin]":
    rows = UnitCheckin.objects.manageable_by(viewer).standing()
    return _whole(rows.filter(community__in=viewer.community_ids))


def units_to_choose(viewer: Viewer) -> "QuerySet[Organization]":
    """Whom this viewer may check in: his own units, or any of the register for the staff."""
    units = Organization.objects.active()
    if viewer.organization_ids:
        units = units.filter(pk__in=viewer.organization_ids)
    return units.order_by("name_key", "pk")


def communities_to_choose(viewer: Viewer) -> "QuerySet[Area]":
    """The staff's own; a unit may go to any."""
    places = Area.objects.communities()
    if not viewer.organization_ids:
        places = places.filter(pk__in=viewer.community_ids)
    return places.order_by("path")


def _whole(rows: "QuerySet[UnitCheckin]") -> "QuerySet[UnitCheckin]":
    return rows.select_related("community", "organization").prefetch_related("posts")


def _disclosed(viewer: Viewer, row: UnitCheckin) -> UnitCheckin:
    if viewer.sees(DataClass.PERSONAL) or row.organization_id in viewer.organization_ids:
        row.contact_name.disclose()
    return row
