"""The waiting list: a free place is offered in order, confirmed in time, or goes to the next."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Value
from django.db.models.fields import DateTimeField, DurationField
from django.db.models.functions import Cast, Least, Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from activities.actions import telling
from activities.models import Activity, Enrolment
from activities.seats import free_seat, seats_of
from activities.workflow import Place, Status
from core import audit
from core.exceptions import DomainError

BATCH = 50
AT_LEAST = timedelta(minutes=15)
"""So long anybody has to read it and to say yes, unless the beginning comes first."""


@transaction.atomic
def confirm(enrolment: Enrolment, *, actor: User | None) -> Enrolment:
    """Whoever opens the link in time has the place; the database's clock decides."""
    activity = lock_activity(enrolment.activity_id)
    if not activity.takes_people:
        raise DomainError(_("活动已经开始或者取消了，不用再确认"), code="closed")
    in_time = Enrolment.objects.filter(
        pk=enrolment.pk, status=Place.OFFERED, answer_by__gt=Now()
    ).first()
    if in_time is None:
        raise DomainError(_("确认的时间已经过了，名额给了下一位"), code="lapsed")
    in_time.status, in_time.answer_by = Place.TAKEN, None
    in_time.save(update_fields=["status", "answer_by"])
    audit.record("activities.place_confirmed", in_time, actor=actor)
    return in_time


def sweep() -> int:
    """What beat does: places nobody confirmed go on, those kept for newcomers open up."""
    found = Enrolment.objects.lapsed().values_list("activity_id", flat=True)
    release = timezone.now() + timedelta(hours=settings.ACTIVITY_NEWCOMER_HOURS)
    opened = Activity.objects.filter(
        status=Status.PUBLISHED,
        newcomer_places__gt=0,
        starts_at__gt=timezone.now(),
        starts_at__lte=release,
        enrolments__status=Place.WAITING,
    )
    ids = sorted({*found[:BATCH], *opened.values_list("pk", flat=True)[:BATCH]})
    for pk in ids:
        with transaction.atomic():
            activity = lock_activity(pk)
            for late in activity.enrolments.lapsed().order_by("pk"):
                free(late, Place.LAPSED)
                audit.record("activities.place_lapsed", late, actor=None)
            fill(activity)
    return len(ids)


def fill(activity: Activity) -> None:
    """Offer what is free to those who wait, in order. The activity is locked."""
    if not activity.takes_people:
        return
    held = seats_of(activity)
    for row in activity.enrolments.waiting().select_related("activity"):
        seat = free_seat(activity, held, newcomer=row.is_newcomer)
        if seat is None:
            if len(held) >= (activity.capacity or 0):
                return
            continue  # the rest is kept for newcomers, and there may be one further down
        held[seat] = row.is_newcomer
        _offer(row, seat)


def shorten(activity: Activity) -> None:
    """It begins earlier than when the place was offered: no offer outlasts the beginning."""
    late = activity.enrolments.filter(status=Place.OFFERED, answer_by__gt=activity.starts_at)
    late.update(answer_by=activity.starts_at)


def time_to_answer(left: timedelta) -> timedelta:
    """Half of what is left until the beginning, that the next in line has a chance as well; never
    longer than the setting says, never shorter than it takes to read it."""
    return max(AT_LEAST, min(timedelta(hours=settings.ACTIVITY_OFFER_HOURS), left / 2))


def free(row: Enrolment, status: Place) -> None:
    row.status, row.seat, row.answer_by = status, None, None
    row.save(update_fields=["status", "seat", "answer_by"])


def lock_activity(pk: int) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("community").get(pk=pk)


def _offer(row: Enrolment, seat: int) -> None:
    length = time_to_answer(row.activity.starts_at - timezone.now())
    until = Cast(Now() + Value(length, output_field=DurationField()), DateTimeField())
    Enrolment.objects.filter(pk=row.pk).update(
        status=Place.OFFERED,
        seat=seat,
        answer_by=Least(until, Value(row.activity.starts_at)),
    )
    row.refresh_from_db(fields=["status", "seat", "answer_by"])
    audit.record("activities.place_offered", row, actor=None)
    telling.of_place(row)
