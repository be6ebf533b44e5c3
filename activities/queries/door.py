"""At the door on the day: who leads it, who is expected, who is there, who was there last year."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from activities.models import Activity, Attendance, Enrolment
from activities.models.activities import at_desk
from activities.queries.public import belongs
from activities.workflow import LIVE


@dataclass(frozen=True)
class DoorPage:
    activity: Activity
    expected: list[Enrolment]
    there: list[Enrolment]
    gone: list[Enrolment]


@dataclass(frozen=True)
class Reached:
    """人 and 人次 of a year: how many people, and how often somebody came."""

    held: int
    people: int
    visits: int


_OF_NOBODY = Q(enrolment__resident__isnull=True, enrolment__user__isnull=True)
HEADS = {
    "held": Count("enrolment__activity", distinct=True),
    "people": Count("enrolment__resident", distinct=True)
    + Count("enrolment__user", distinct=True, filter=Q(enrolment__resident__isnull=True))
    + Count("pk", filter=_OF_NOBODY),
    "visits": Count("pk"),
}


def get_led(viewer: Viewer, pk: int) -> Activity:
    """The desk's, and whoever leads it on the day."""
    rule = at_desk(viewer)
    if viewer.user_id is not None:
        rule |= Q(leader=viewer.user_id)
    rows = Activity.objects.filter(rule).with_places().select_related("community")
    return get_object_or_404(rows, pk=pk)


def get_expected(viewer: Viewer, pk: int) -> Enrolment:
    """Somebody on the list of an activity the viewer leads."""
    rule = at_desk(viewer)
    if viewer.user_id is not None:
        rule |= Q(activity__leader=viewer.user_id)
    rows = Enrolment.objects.filter(rule).select_related("activity", "attendance")
    row = get_object_or_404(rows, pk=pk)
    row.name.disclose()
    return row


def door_page(activity: Activity) -> DoorPage:
    """Who leads it reads the names: he calls them."""
    rows = list(activity.enrolments.filter(status__in=LIVE).select_related("attendance"))
    for row in rows:
        row.name.disclose()
    rows.sort(key=lambda row: (row.seat is None, row.seat or row.pk))
    return DoorPage(
        activity,
        expected=[row for row in rows if row.presence is None],
        there=[row for row in rows if row.presence and row.presence.left_at is None],
        gone=[row for row in rows if row.presence and row.presence.left_at is not None],
    )


def own_place(viewer: Viewer, activity: Activity) -> Enrolment | None:
    rows = Enrolment.objects.filter(
        user=viewer.user_id, activity=activity, status__in=LIVE, card__isnull=True
    )
    return rows.select_related("attendance").order_by("pk").first()


def may_walk_in(viewer: Viewer, activity: Activity) -> bool:
    return belongs(viewer, activity)


def reached(viewer: Viewer) -> Reached:
    """This year, of those who came to take part; a guest without a record counts as himself."""
    here = Attendance.objects.filter(at_desk(viewer), came_at__year=timezone.localdate().year)
    return Reached(**counted_heads(here).aggregate(**HEADS))


def counted_heads(rows: "QuerySet[Attendance]") -> "QuerySet[Attendance]":
    """Those who came to take part, and have left."""
    return rows.filter(enrolment__role="participant", left_at__isnull=False)
