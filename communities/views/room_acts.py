"""What the desk can do with a room, and with a booking of it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.actions import rooms
from communities.forms.base import NothingForm
from communities.forms.rooms import AttendanceForm, BookForm, ReasonForm
from communities.models import Room, RoomBooking
from communities.views.acts import Act, table
from communities.workflow import BookingStatus


def _bookable(_viewer: Viewer, room: Room) -> bool:
    return room.is_active


def _waits(_viewer: Viewer, booking: RoomBooking) -> bool:
    return booking.status == BookingStatus.REQUESTED


def _stands(_viewer: Viewer, booking: RoomBooking) -> bool:
    return bool(booking.status == BookingStatus.BOOKED and booking.period.upper > timezone.now())


def _has_begun(_viewer: Viewer, booking: RoomBooking) -> bool:
    return bool(booking.status == BookingStatus.BOOKED and booking.period.lower <= timezone.now())


ROOM_ACTS = table(
    Act(
        "book", _("登记预约"), BookForm, rooms.book_room,
        _("已约好"), _bookable, "plus",
    ),
)  # fmt: skip

BOOKING_ACTS = table(
    Act(
        "confirm", _("同意"), NothingForm, rooms.confirm_booking,
        _("已同意，也告诉他了"), _waits, "check",
    ),
    Act(
        "decline", _("不能给"), ReasonForm, rooms.decline_booking,
        _("已回复"), _waits, "close",
    ),
    Act(
        "attendance", _("登记到场人数"), AttendanceForm, rooms.record_attendance,
        _("已登记"), _has_begun, "users",
    ),
    Act(
        "cancel", _("取消预约"), ReasonForm, rooms.cancel_booking,
        _("已取消"), _stands, "close", _("约的人会收到消息。"), True,
    ),
)  # fmt: skip
