"""Rooms of the service centre: the desk gives them, residents ask for them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history, hours
from communities.models import Room, RoomBooking
from communities.workflow import (
    CANCEL_BOOKING,
    CONFIRM_BOOKING,
    DECLINE_BOOKING,
    BookingStatus,
    BookingStep,
)
from core import messaging, tally
from core.exceptions import DomainError
from core.refusals import refusing

SHORTEST = timedelta(minutes=15)
RESIDENTS_AHEAD, DESK_AHEAD = timedelta(days=30), timedelta(days=366)
WAITING_AT_MOST = 3
"""Requests of one account that wait at a time: nobody asks for a whole week."""


@transaction.atomic
def book_room(
    room: Room, *, day: date, starts: Any, ends: Any, purpose: str, for_whom: str = "", actor: User
) -> RoomBooking:
    """The desk gives the room at once, outside its hours too."""
    room = _lock(room)
    period = _period(room, day, starts, ends, ahead=DESK_AHEAD)
    _require_free(room, period)
    booking = _write(room, period, purpose, for_whom, actor, BookingStatus.BOOKED)
    history.note("communities.room_booked", booking, actor=actor, details=_facts(booking))
    _count(booking, 1)
    return booking


@transaction.atomic
def ask_for_room(
    room: Room, *, day: date, starts: Any, ends: Any, purpose: str, for_whom: str = "", actor: User
) -> RoomBooking:
    """A resident asks; until somebody says yes nothing is taken."""
    room = _lock(room)
    if not room.is_bookable:
        raise DomainError(_("这个房间不用预约，开着就可以来"), code="not_bookable")
    period = _period(room, day, starts, ends, ahead=RESIDENTS_AHEAD)
    window = hours.open_window(room, day)
    if window is None:
        raise DomainError(_("这个房间那天不开"), field="day")
    if period.lower < window[0] or period.upper > window[1]:
        raise DomainError(
            _("这个房间开放 {opens}–{closes}，请选这之间的时间").format(
                opens=f"{room.opens_at:%H:%M}", closes=f"{room.closes_at:%H:%M}"
            ),
            field="starts",
        )
    _require_free(room, period)
    if RoomBooking.objects.requested().filter(booked_by=actor).count() >= WAITING_AT_MOST:
        raise DomainError(
            _("您已有 {n} 个申请在等社区定，定了再约").format(n=WAITING_AT_MOST), code="too_many"
        )
    booking = _write(room, period, purpose, for_whom, actor, BookingStatus.REQUESTED)
    history.note("communities.room_asked", booking, actor=actor, details=_facts(booking))
    return booking


@transaction.atomic
def confirm_booking(booking: RoomBooking, *, actor: User) -> RoomBooking:
    booking = _lock_booking(booking)
    _require(CONFIRM_BOOKING, booking)
    if booking.period.upper <= timezone.now():
        raise DomainError(_("这个时间已经过了，请改为“不能给”"), code="too_late")
    _require_free(booking.room, booking.period)
    _move(booking, CONFIRM_BOOKING, "", actor)
    _count(booking, 1)
    _tell(booking, "communities.room_confirmed")
    return booking


@transaction.atomic
def decline_booking(booking: RoomBooking, *, reason: str, actor: User) -> RoomBooking:
    booking = _lock_booking(booking)
    _require(DECLINE_BOOKING, booking)
    _move(booking, DECLINE_BOOKING, reason, actor)
    _tell(booking, "communities.room_declined")
    return booking


@transaction.atomic
def cancel_booking(booking: RoomBooking, *, reason: str, actor: User) -> RoomBooking:
    """By the desk, or by who asked for it; not after it has happened."""
    booking = _lock_booking(booking)
    _require(CANCEL_BOOKING, booking)
    if booking.period.upper <= timezone.now():
        raise DomainError(_("已经用过的不能取消"), code="over")
    was_booked = booking.status == BookingStatus.BOOKED
    _move(booking, CANCEL_BOOKING, reason, actor)
    if was_booked:
        _count(booking, -1)
    if actor.pk != booking.booked_by_id:
        _tell(booking, "communities.room_cancelled")
    return booking


@transaction.atomic
def record_attendance(booking: RoomBooking, *, attendance: int, actor: User) -> RoomBooking:
    booking = _lock_booking(booking)
    if booking.status != BookingStatus.BOOKED:
        raise DomainError(_("没有约成的不用登记人数"), code="not_booked")
    if booking.period.lower > timezone.now():
        raise DomainError(_("还没开始，结束后再登记"), code="too_early")
    before = booking.attendance or 0
    booking.attendance = attendance
    booking.save(update_fields=["attendance"])
    history.note(
        "communities.room_attended", booking, actor=actor, details={"attendance": attendance}
    )
    if attendance != before:
        tally.add(
            "communities.room_visits",
            booking.community_id,
            at=booking.period.lower,
            dims={"kind": booking.room.kind.code},
            delta=attendance - before,
        )
    return booking


# --- inside ------------------------------------------------------------------------------------
def _lock(room: Room) -> Room:
    """Everybody who gives or wants this room comes through here, one at a time."""
    fresh = (
        Room.objects.select_for_update(of=("self",), no_key=True)
        .select_related("kind", "community")
        .get(pk=room.pk)
    )
    if not fresh.is_active:
        raise DomainError(_("这个房间已停用"), code="inactive")
    return fresh


def _lock_booking(booking: RoomBooking) -> RoomBooking:
    """The room first, then the booking: always in this order. A closed room may be cleared."""
    Room.objects.select_for_update(of=("self",), no_key=True).get(pk=booking.room_id)
    return (
        RoomBooking.objects.select_for_update(of=("self",))
        .select_related("room__kind")
        .get(pk=booking.pk)
    )


def _period(room: Room, day: date, starts: Any, ends: Any, *, ahead: timedelta) -> Any:
    here = timezone.get_current_timezone()
    lower = datetime.combine(day, starts, tzinfo=here)
    upper = datetime.combine(day, ends, tzinfo=here)
    now = timezone.now()
    if upper - lower < SHORTEST:
        raise DomainError(_("结束要晚于开始，至少一刻钟"), field="ends")
    if upper <= now:
        raise DomainError(_("这个时间已经过了"), field="day")
    if lower > now + ahead:
        raise DomainError(_("最多提前 {n} 天约").format(n=ahead.days), field="day")
    return DateTimeTZRange(lower, upper)


def _require_free(room: Room, period: Any) -> None:
    """The hours of what stands in the way are said; whose it is only the desk's own pages tell."""
    if taken := _in_the_way(room, period):
        lower, upper = map(timezone.localtime, (taken.period.lower, taken.period.upper))
        words = _("{starts:%H:%M}–{ends:%H:%M} 已经有人约了，请换个时间或房间")
        raise _taken(words.format(starts=lower, ends=upper))


def _in_the_way(room: Room, period: Any) -> RoomBooking | None:
    there = RoomBooking.objects.standing().filter(room=room, period__overlap=period)
    return there.order_by("period").first()


def _taken(words: str = "") -> DomainError:
    said = words or _("这段时间已经有人约了，请换个时间或房间")
    return DomainError(said, code="taken", field="starts")


def _write(
    room: Room, period: Any, purpose: str, for_whom: str, actor: User, status: BookingStatus
) -> RoomBooking:
    if not purpose.strip():
        raise DomainError(_("请写一句做什么用"), field="purpose")
    is_booked = status == BookingStatus.BOOKED
    with refusing(room_booked_once_at_a_time=_taken()):
        return RoomBooking.objects.create(
            community_id=room.community_id,
            room=room,
            period=period,
            purpose=purpose.strip(),
            for_whom=for_whom.strip(),
            booked_by=actor,
            status=status,
            decided_by=actor if is_booked else None,
            decided_at=timezone.now() if is_booked else None,
        )


def _require(step: BookingStep, booking: RoomBooking) -> None:
    if booking.status not in step.sources:
        raise DomainError(
            _("这个预约现在是“{status}”，不能再这样办").format(status=booking.get_status_display()),
            code="moved_on",
        )


def _move(booking: RoomBooking, step: BookingStep, reason: str, actor: User) -> None:
    if step.reason_required and not reason.strip():
        raise DomainError(_("请写一句原因"), field="reason")
    booking.status = step.target
    booking.reason = reason.strip()
    booking.decided_by, booking.decided_at = actor, timezone.now()
    with refusing(room_booked_once_at_a_time=_taken()):
        booking.save(update_fields=["status", "reason", "decided_by", "decided_at"])
    history.note(f"communities.room_{step.name}", booking, actor=actor, details=_facts(booking))


def _facts(booking: RoomBooking) -> dict[str, Any]:
    """Neither who nor what for: auditors of the whole platform read this."""
    return {
        "room": booking.room_id,
        "from": timezone.localtime(booking.period.lower).isoformat(timespec="minutes"),
        "to": timezone.localtime(booking.period.upper).isoformat(timespec="minutes"),
    }


def _count(booking: RoomBooking, delta: int) -> None:
    tally.add(
        "communities.room_bookings",
        booking.community_id,
        at=booking.period.lower,
        dims={"kind": booking.room.kind.code},
        delta=delta,
    )


def _tell(booking: RoomBooking, kind: str) -> None:
    """Who asked hears of it. A message may be read over a shoulder: it never names such a room."""
    room = booking.room
    starts = timezone.localtime(booking.period.lower)
    name, name_en = room.name, room.name_en or room.name
    if room.kind.is_sensitive:
        name, name_en = "服务中心", "the service centre"  # data: both languages
    messaging.send(
        kind,
        to_user=booking.booked_by_id,
        scope=booking.community_id,
        context={
            "room": name,
            "room_en": name_en,
            "time": f"{starts.month}月{starts.day}日 {starts:%H:%M}",  # data: the Chinese one
            "time_en": f"{starts:%Y-%m-%d %H:%M}",
        },
        dedup_key=f"{kind}:{booking.pk}",
        link=f"/centre/{booking.community_id}/",
    )
