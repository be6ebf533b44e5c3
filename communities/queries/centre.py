"""The service centre as everybody sees it: which rooms, when open, what is free. Never who."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from communities import hours
from communities.models import Area, CommunityProfile, Room, RoomBooking
from communities.queries.duty_door import There, there_now
from core import scope
from core.workcalendar import Calendar

LEAST = timedelta(minutes=30)
MINE = 10


@dataclass(frozen=True)
class RoomToday:
    room: Room
    window: hours.Span | None
    free: list[hours.Span]


@dataclass(frozen=True)
class CentrePage:
    community: Area
    profile: CommunityProfile | None
    today: date
    rooms: list[RoomToday]
    mine: list[RoomBooking]
    on_duty: list[There]
    may_ask: bool
    """Bound to the register of this community."""


def centres() -> list[Area]:
    return list(
        Area.objects.communities()
        .filter(rooms__is_active=True)
        .select_related("parent")
        .distinct()
        .order_by("path")
    )


def own_centre(viewer: Viewer) -> int | None:
    """One's own, or the one chosen on this device."""
    mine = viewer.community_ids or (viewer.place_id,)
    return next((area.pk for area in centres() if area.pk in mine), None)


def get_centre(viewer: Viewer, pk: int) -> CentrePage:
    community = get_object_or_404(Area.objects.communities(), pk=pk)
    today = timezone.localdate()
    rooms = list(Room.objects.in_use().filter(community=community))
    return CentrePage(
        community=community,
        profile=CommunityProfile.objects.filter(area=community).first(),
        today=today,
        rooms=_on(community, rooms, today),
        mine=_mine(viewer, community),
        on_duty=there_now(community),
        may_ask=may_ask(viewer, community.pk),
    )


def get_room(pk: int) -> Room:
    """A room one can ask for."""
    room = get_object_or_404(Room.objects.in_use(), pk=pk, is_bookable=True)
    if not room.community.is_active:
        raise Http404
    return room


def room_on(room: Room, day: date) -> RoomToday:
    return _on(room.community, [room], day)[0]


def may_ask(viewer: Viewer, community_id: int) -> bool:
    """Who is bound to a record here; staff book at the desk."""
    known = viewer.resident_ids or viewer.acts_for
    return bool(not viewer.is_staff and known and community_id in viewer.community_ids)


def _on(community: Area, rooms: list[Room], day: date) -> list[RoomToday]:
    """The hours that are taken are public, so they are read in the community's own scope."""
    here = timezone.get_current_timezone()
    midnight = datetime.combine(day, time(), tzinfo=here)
    taken: defaultdict[int, list[hours.Span]] = defaultdict(list)
    with scope.entered([community.pk]):
        rows = RoomBooking.objects.standing().filter(
            room__in=rooms, period__overlap=(midnight, midnight + timedelta(days=1))
        )
        for room_id, period in rows.values_list("room_id", "period"):
            taken[room_id].append(
                (timezone.localtime(period.lower), timezone.localtime(period.upper))
            )
    calendar, now = Calendar(), timezone.localtime()
    found = []
    for room in rooms:
        window = hours.open_window(room, day, calendar)
        free: list[hours.Span] = []
        if window is not None and room.is_bookable:
            left = (max(window[0], _next_quarter(now)), window[1])
            free = hours.gaps(left, taken[room.pk], least=LEAST)
        found.append(RoomToday(room, window, free))
    return found


def _next_quarter(now: datetime) -> datetime:
    whole = now.replace(second=0, microsecond=0)
    return whole + timedelta(minutes=-whole.minute % 15)


def _mine(viewer: Viewer, community: Area) -> list[RoomBooking]:
    rows = RoomBooking.objects.made_by(viewer).filter(
        community=community, period__endswith__gt=timezone.now()
    )
    return list(rows.select_related("room__kind").order_by("period")[:MINE])
