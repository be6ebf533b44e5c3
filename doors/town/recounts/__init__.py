"""Indicators counted again by hand: SQL over the tables of the work, written without a look at how
the figures come about. One home for each recount: the town's check asks it, and so may a test.

Of what stands at the end of a period a table only knows today, so those (`stands`) are compared
with the figures of today; the three rates are those of the formula as shipped. What a page shows in
yuan or hours is compared in cents and minutes.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Final

from django.db import connection
from django.utils import timezone

from doors.town.recounts.forces import FORCES, LINKAGE, PEOPLE
from doors.town.recounts.loop import LOOP
from doors.town.recounts.service import RESOURCES, SERVICE
from doors.town.recounts.shape import Recount
from insights.periods import Period

__all__ = ["NOT_RECOUNTED", "RECOUNTS", "counted"]

RATES: Final[Mapping[str, Recount]] = {
    "participation_rate": Recount(
        SERVICE["activity_people"].part, PEOPLE["residents"].part, this_month=True
    ),
    "active_volunteer_rate": Recount(
        SERVICE["active_volunteers"].part, FORCES["volunteers"].part, this_month=True
    ),
}
RECOUNTS: Final[Mapping[str, Recount]] = {
    **LOOP, **PEOPLE, **FORCES, **SERVICE, **RATES, **RESOURCES, **LINKAGE,
}  # fmt: skip
NOT_RECOUNTED: Final[Mapping[str, str]] = {
    "on_time_rate": "the clocks stop when an order is done; nothing says later how they stood",
    "page_visits": "nobody keeps who looked at what: the count is all there is",
    "guide_visits": "the same",
}


def counted(
    codes: Iterable[str], below: str, period: Period, today: date
) -> dict[tuple[str, str], int]:
    """By code and side, of everything under that path, in one statement; nothing is none."""
    lines = [
        f"SELECT '{code}', '{side}', round(coalesce(({sql}), 0))::bigint"
        for code in codes
        for side, sql in RECOUNTS[code].sides
    ]
    values: dict[str, str | date] = {
        "below": f"{below}%",
        "start": _midnight(period.first),
        "end": _midnight(period.end),
        "first": period.first,
        "until": period.end,
        "today": today,
    }
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(lines), values)
        return {(code, side): number for code, side, number in cursor.fetchall()}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
