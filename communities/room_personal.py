"""Who booked a room, and what for: `communities.personal_data` includes this."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import RoomBooking
from core.personal import Declared

WORDS_DAYS = 365

_BOOKING = Declared(_("留好房间，接待来的人"), _("履行社区服务的法定职责"), _("1 年，此后只留时间"))

PERSONAL_FIELDS = {
    "communities.RoomBooking": dict.fromkeys(
        ("purpose", "for_whom", "numbers", "booked_by"), _BOOKING
    )
}


def export_bookings(user: User) -> list[dict[str, Any]]:
    rows = RoomBooking.objects.filter(booked_by=user).select_related("room").order_by("pk")
    return [
        {
            "room": row.room.name,
            "from": timezone.localtime(row.period.lower).isoformat(),
            "to": timezone.localtime(row.period.upper).isoformat(),
            "purpose": row.purpose.open(),
            "for_whom": row.for_whom.open(),
            "numbers": row.numbers.open(),
            "status": str(row.get_status_display()),
        }
        for row in rows
    ]


def erase_bookings(user: User) -> int:
    """That the room was used stays, for the figures; what for does not."""
    return _silence(Q(booked_by=user))


def expire_bookings(today: date) -> int:
    return _silence(Q(period__endswith__date__lt=today - timedelta(days=WORDS_DAYS)))


def _silence(which: Q) -> int:
    rows = RoomBooking.objects.filter(which).annotate(said=Length("purpose")).filter(said__gt=0)
    # A refusal keeps that there was a reason.
    emptied = Case(When(~Q(reason=""), then=Value("—")), default=Value(""))
    return rows.update(purpose="", for_whom="", numbers="", reason=emptied)
