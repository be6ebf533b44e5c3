"""Rooms at the desk: the week, one booking, how much they are used."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities import history, hours
from communities.models import Area, Room, RoomBooking, RoomKind
from communities.models.rooms import keeps_rooms
from communities.workflow import BookingStatus
from core.workcalendar import Calendar

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Slot:
    """A booking in the calendar. What happens in a room for confidences never stands here."""

    pk: int
    starts: datetime
    ends: datetime
    is_requested: bool
    text: str


@dataclass(frozen=True)
class Cell:
    day: date
    is_open: bool
    slots: list[Slot]


@dataclass(frozen=True)
class RoomWeek:
    room: Room
    cells: list[Cell]


@dataclass(frozen=True)
class Asked:
    """A request that waits: who asks and what for, and what stands in its way."""

    booking: RoomBooking
    who: str
    purpose: str
    clashes: list[Slot]


@dataclass(frozen=True)
class Week:
    community: Area
    chosen: date
    days: list[date]
    rows: list[RoomWeek]
    waiting: list[Asked]

    @property
    def before(self) -> date:
        return self.days[0] - 7 * _DAY

    @property
    def after(self) -> date:
        return self.days[0] + 7 * _DAY


@dataclass(frozen=True)
class BookingPage:
    booking: RoomBooking
    is_concealed: bool
    purpose: str
    for_whom: str
    numbers: str
    who: str
    history: list[object]

    @property
    def is_over(self) -> bool:
        return bool(self.booking.period.upper <= timezone.now())


def keeps(viewer: Viewer) -> bool:
    return (
        viewer.is_staff
        and not viewer.sleeping
        and viewer.role.manages_registers
        and not viewer.is_grid_bound
    )


def my_communities(viewer: Viewer) -> list[Area]:
    return list(Area.objects.filter(pk__in=viewer.community_ids).order_by("path"))


def get_community(viewer: Viewer, pk: int | None) -> Area:
    """The one asked for, or the first of the viewer's own; nobody else has a calendar here."""
    found = [area for area in my_communities(viewer) if pk in {None, area.pk}]
    if not found or not keeps(viewer):
        raise Http404
    return found[0]


def get_room(viewer: Viewer, pk: int) -> Room:
    return get_object_or_404(Room.objects.in_use().manageable_by(viewer), pk=pk)


def get_booking(viewer: Viewer, pk: int) -> RoomBooking:
    rows = RoomBooking.objects.manageable_by(viewer).select_related("room__kind", "booked_by")
    return get_object_or_404(rows, pk=pk)


def get_own(viewer: Viewer, pk: int) -> RoomBooking:
    return get_object_or_404(RoomBooking.objects.made_by(viewer), pk=pk)


def booking_page(viewer: Viewer, booking: RoomBooking) -> BookingPage:
    """Opening what was said in confidence is an event of its own."""
    concealed = booking.conceals(viewer)
    if booking.room.kind.is_sensitive and not concealed:
        fields = ["purpose", "for_whom", "numbers"]
        history.note_reading(booking, fields, actor=viewer.user, purpose=_("接待预约的居民"))
    if viewer.sees(DataClass.PERSONAL):
        booking.booked_by.name.disclose()
    return BookingPage(
        booking=booking,
        is_concealed=concealed,
        purpose="" if concealed else booking.purpose.open(),
        for_whom="" if concealed else booking.for_whom.open(),
        numbers="" if concealed else booking.numbers.open(),
        who="" if concealed else str(booking.booked_by.name),
        history=[],
    )


def waiting(viewer: Viewer) -> "QuerySet[RoomBooking]":
    """Requests that wait for somebody's yes."""
    rows = RoomBooking.objects.filter(keeps_rooms(viewer)).requested()
    return rows.select_related("room__kind").order_by("created_at")


def week(viewer: Viewer, community: Area, day: date) -> Week:
    monday = day - day.weekday() * _DAY
    days = [monday + n * _DAY for n in range(7)]
    rooms = list(Room.objects.in_use().filter(community=community))
    bookings = (
        RoomBooking.objects.visible_to(viewer)
        .filter(room__in=rooms, period__overlap=_between(monday, monday + 7 * _DAY))
        .filter(status__in=[BookingStatus.BOOKED, BookingStatus.REQUESTED])
        .select_related("room__kind")
        .order_by("period")
    )
    slots: defaultdict[tuple[int, date], list[Slot]] = defaultdict(list)
    for booking in bookings:
        slots[booking.room_id, timezone.localdate(booking.period.lower)].append(_slot(booking))
    calendar = Calendar()
    rows = [
        RoomWeek(
            room,
            [
                Cell(
                    each,
                    room.opens_at is None or hours.open_window(room, each, calendar) is not None,
                    slots[room.pk, each],
                )
                for each in days
            ],
        )
        for room in rooms
    ]
    return Week(community, day, days, rows, _asked(viewer, community))


def _asked(viewer: Viewer, community: Area) -> list[Asked]:
    """With what is booked or asked for in the same room at the same time."""
    asked = list(waiting(viewer).filter(community=community).select_related("booked_by")[:50])
    if not asked:
        return []
    hours_asked = (
        min(one.period.lower for one in asked),
        max(one.period.upper for one in asked),
    )
    near = list(
        RoomBooking.objects.visible_to(viewer)
        .filter(room__in={one.room_id for one in asked}, period__overlap=hours_asked)
        .filter(status__in=[BookingStatus.BOOKED, BookingStatus.REQUESTED])
        .select_related("room__kind")
        .order_by("period")
    )
    return [_with_clashes(viewer, one, near) for one in asked]


def _with_clashes(viewer: Viewer, booking: RoomBooking, near: list[RoomBooking]) -> Asked:
    concealed = booking.conceals(viewer)
    if viewer.sees(DataClass.PERSONAL):
        booking.booked_by.name.disclose()
    clashes = [
        _slot(other)
        for other in near
        if other.pk != booking.pk
        and other.room_id == booking.room_id
        and other.period.lower < booking.period.upper
        and booking.period.lower < other.period.upper
    ]
    who = "" if concealed else str(booking.booked_by.name)
    return Asked(booking, who, "" if concealed else booking.purpose.open(), clashes)


def _slot(booking: RoomBooking) -> Slot:
    secret = booking.room.kind.is_sensitive
    return Slot(
        booking.pk,
        timezone.localtime(booking.period.lower),
        timezone.localtime(booking.period.upper),
        booking.status == BookingStatus.REQUESTED,
        _("有约") if secret else booking.purpose.open(),
    )


# --- how much they are used ----------------------------------------------------------------------
@dataclass(frozen=True)
class RoomUsage:
    room: Room
    used: float
    """Hours booked inside the opening hours."""
    open: float
    outside: float
    bookings: int
    attendance: int

    @property
    def share(self) -> float | None:
        return 100 * self.used / self.open if self.open else None


@dataclass(frozen=True)
class Space:
    """Of the measured floor, how much serves people: the aim is eighty of a hundred."""

    service: int
    office: int

    @property
    def share(self) -> float | None:
        whole = self.service + self.office
        return 100 * self.service / whole if whole else None


@dataclass(frozen=True)
class Usage:
    community: Area
    month: date
    until: date
    """The last day that was counted: a month that runs is counted up to today."""
    rows: list[RoomUsage]
    space: Space

    @property
    def used(self) -> float:
        return sum(row.used for row in self.rows)

    @property
    def open(self) -> float:
        return sum(row.open for row in self.rows)

    @property
    def share(self) -> float | None:
        return 100 * self.used / self.open if self.open else None


def usage(viewer: Viewer, community: Area, month: date) -> Usage:
    """Hours used of the hours open, room by room; both numbers are shown."""
    first = month.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - _DAY
    until = min(last, timezone.localdate())
    days = [first + n * _DAY for n in range((until - first).days + 1)]
    rooms = list(Room.objects.in_use().filter(community=community))
    booked: defaultdict[int, list[RoomBooking]] = defaultdict(list)
    rows = RoomBooking.objects.visible_to(viewer).standing().filter(room__in=rooms)
    for booking in rows.filter(period__startswith__gte=_midnight(first)).filter(
        period__startswith__lt=_midnight(until + _DAY)
    ):
        booked[booking.room_id].append(booking)
    calendar = Calendar()
    return Usage(
        community,
        first,
        until,
        [
            _usage_of(room, booked[room.pk], days, calendar)
            for room in rooms
            if room.is_bookable or booked[room.pk]
        ],
        Space(*(_metres(rooms, use) for use in (RoomKind.Use.SERVICE, RoomKind.Use.OFFICE))),
    )


def _usage_of(
    room: Room, bookings: list[RoomBooking], days: list[date], calendar: Calendar
) -> RoomUsage:
    windows = {day: hours.open_window(room, day, calendar) for day in days}
    used = outside = timedelta(0)
    for booking in bookings:
        span = (booking.period.lower, booking.period.upper)
        inside = hours.within(span, windows.get(timezone.localdate(span[0])))
        used += inside
        outside += span[1] - span[0] - inside
    opened = sum((end - start for start, end in filter(None, windows.values())), timedelta(0))
    return RoomUsage(
        room,
        _hours(used),
        _hours(opened),
        _hours(outside),
        len(bookings),
        sum(booking.attendance or 0 for booking in bookings),
    )


def _hours(span: timedelta) -> float:
    return round(span / timedelta(hours=1), 1)


def _metres(rooms: list[Room], use: str) -> int:
    return sum(room.square_metres for room in rooms if room.kind.use == use)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())


def _between(first: date, after: date) -> tuple[datetime, datetime]:
    return _midnight(first), _midnight(after)
