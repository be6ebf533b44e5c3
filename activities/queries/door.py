"""At the door on the day: who leads it, who is expected, who is there, who was there last year."""

from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from activities.models import Activity, Attendance, Enrolment
from activities.models.activities import DOOR_OPENS_EARLY, at_desk
from activities.models.children import leads_now
from activities.queries.leading import inside, sides_led
from activities.queries.public import belongs
from activities.workflow import LIVE, Status
from communities import by_code
from communities.models import Household, Resident
from core import audit, scope


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


def _text(column: str) -> Cast:
    return Cast(column, CharField())


UNKNOWN = "guest"
"""So begins the key of who left no trace by which he is known again: each time he is another."""
_KEYS = (
    ("resident", "enrolment__resident"),
    ("child", "enrolment__card"),  # before its guardian, who brings two of them
    ("user", "enrolment__user"),
)
WHO = Case(
    *(
        When(**{f"{column}__isnull": False}, then=Concat(Value(f"{name} "), _text(column)))
        for name, column in _KEYS
    ),
    default=Concat(Value(f"{UNKNOWN} "), _text("pk")),
    output_field=CharField(),
)
HEADS = {
    "held": Count("enrolment__activity", distinct=True, filter=Q(enrolment__home__isnull=True)),
    "people": Count("who", distinct=True),
    "visits": Count("pk"),
}


@dataclass(frozen=True)
class Visit:
    """A household whose code was read at the door of an activity."""

    activity: Activity
    household: Household
    members: list[Resident]

    @property
    def pk(self) -> int:
        return self.activity.pk


def get_led(viewer: Viewer, pk: int) -> Activity:
    """The desk's, and whoever leads it on the day."""
    rows = Activity.objects.filter(_led_by(viewer)).with_places().select_related("community")
    return get_object_or_404(rows, pk=pk)


def open_to(viewer: Viewer) -> list[Activity]:
    """Whose door is open now and in the viewer's hands; a course has its list of who fetches."""
    now = timezone.now()
    rows = Activity.objects.filter(
        _led_by(viewer),
        status=Status.PUBLISHED,
        has_roster=False,
        helpers_only=False,
        starts_at__lte=now + DOOR_OPENS_EARLY,
        ends_at__gt=now,
    )
    return list(rows.order_by("starts_at", "pk")[:20])


def places_led(viewer: Viewer) -> set[int]:
    """Whose codes he may read: nobody is signed in to a course by a code."""
    return {place for row in open_to(viewer) for place in row.sides}


def visit(viewer: Viewer, pk: int, said: str) -> Visit | None:
    """Nothing, as soon as the ticket no longer holds; that names were read is written down."""
    activity = get_led(viewer, pk)
    household = by_code.opened(viewer, said)
    if household is None or household.community_id not in activity.sides:
        return None
    with scope.entered([household.community_id], user_id=viewer.user_id):
        members = by_code.members(household)
        audit.record(
            "activities.household_read",
            activity,
            actor=viewer.user,
            scope=household.community_id,
            details={"household": household.number, "fields": ["name"]},
        )
    return Visit(activity, household, members)


def get_expected(viewer: Viewer, pk: int) -> Enrolment:
    """Somebody on the list of an activity the viewer leads, wherever he himself lives."""
    rule = at_desk(viewer)
    if viewer.user_id is not None:
        rule |= Q(activity__leader=viewer.user_id)
    rows = Enrolment.objects.filter(rule).select_related("activity", "attendance")
    with inside(viewer, {*viewer.community_ids, *places_led(viewer), *sides_led(viewer)}):
        row = get_object_or_404(rows, pk=pk)
        if reads_names(viewer, row.activity):
            row.name.disclose()
        return row


def door_page(viewer: Viewer, activity: Activity) -> DoorPage:
    """Who leads it calls them by their names: from the day before until the day after. Before and
    later he reads who comes as everybody is written, and the names are the desk's."""
    rows = list(activity.enrolments.filter(status__in=LIVE).select_related("attendance"))
    if reads_names(viewer, activity):
        for row in rows:
            row.name.disclose()
    rows.sort(key=lambda row: (row.seat is None, row.seat or row.pk))
    return DoorPage(
        activity,
        expected=[row for row in rows if row.presence is None],
        there=[row for row in rows if row.presence and row.presence.left_at is None],
        gone=[row for row in rows if row.presence and row.presence.left_at is not None],
    )


def reads_names(viewer: Viewer, activity: Activity) -> bool:
    mine = Activity.objects.filter(at_desk(viewer) | leads_now(viewer))
    return mine.filter(pk=activity.pk).exists()


def own_place(viewer: Viewer, activity: Activity) -> Enrolment | None:
    rows = Enrolment.objects.filter(
        user=viewer.user_id, activity=activity, status__in=LIVE, card__isnull=True
    )
    return rows.select_related("attendance").order_by("pk").first()


def may_walk_in(viewer: Viewer, activity: Activity) -> bool:
    return belongs(viewer, activity)


def reached(viewer: Viewer, year: int | None = None) -> Reached:
    """Of those who came to take part, this year if no other is asked for; a guest without a record
    counts as himself, and who went to a neighbour's counts here, not there."""
    wanted = year or timezone.localdate().year
    here = Attendance.objects.of_side(viewer).filter(came_at__year=wanted)
    return Reached(**counted_heads(here).aggregate(**HEADS))


def counted_heads(rows: "QuerySet[Attendance]") -> "QuerySet[Attendance]":
    """Those who came to take part, and have left."""
    return known_again(rows.filter(enrolment__role="participant"))


def _led_by(viewer: Viewer) -> Q:
    rule = at_desk(viewer)
    return rule if viewer.user_id is None else rule | Q(leader=viewer.user_id)


def known_again(rows: "QuerySet[Attendance]") -> "QuerySet[Attendance]":
    """Those who have left, each with the key by which one is the same person twice (`who`)."""
    return rows.filter(left_at__isnull=False).annotate(who=WHO)
