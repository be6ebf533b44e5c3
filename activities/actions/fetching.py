"""It is over and a child is still there: guardian and leader hear at once, then the desk."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from activities.actions import telling
from activities.models import Attendance
from core import messaging
from organizations.actions.readers import readers, staff_of

SOON, LATE = timedelta(minutes=10), timedelta(minutes=30)
BACK = timedelta(hours=12)
"""A worker that was away does not wake people the next morning for yesterday's class."""


def sweep() -> int:
    """Who was told is not told again; how late it is the clock of the server says."""
    now = timezone.now()
    rows = Attendance.objects.unfetched().filter(
        enrolment__activity__ends_at__lte=now - SOON, enrolment__activity__ends_at__gt=now - BACK
    )
    found = list(rows.select_related("enrolment__activity", "enrolment__card").order_by("pk"))
    for there in found:
        with transaction.atomic():
            _tell(there, late=there.enrolment.activity.ends_at <= now - LATE)
    return len(found)


def _tell(there: Attendance, *, late: bool) -> None:
    row, activity = there.enrolment, there.enrolment.activity
    if row.card is None:
        return
    telling.of_child(row.card, "activities.child_waits", mark=str(row.pk), title=activity.title)
    told = [activity.leader_id] if activity.leader_id else []
    told += readers(staff_of(activity.community_id)) if late else []
    if told:
        messaging.send_many(
            "activities.child_unfetched",
            to_users=sorted(set(told)),
            scope=activity.community_id,
            context={"title": activity.title},
            dedup_key=f"activities.child_unfetched:{row.pk}",
            link=telling.to_child(row),
        )
