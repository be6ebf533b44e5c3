"""The calendar everybody reads, the page of one activity, and where oneself stands in it."""

import calendar as weeks
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from activities.models import Activity, Enclave, Enrolment, Kind
from activities.models.activities import ActivityQuerySet
from activities.models.enrolments import enrolment_of
from activities.queries import children, enclaves
from activities.queries.leading import inside
from activities.seats import free_seat, is_new, seats_of
from activities.workflow import Place, Status
from communities.models import Area, Resident
from communities.queries.place import profile_at, profile_for
from core import scope

FEED_BACK = timedelta(days=60)


@dataclass(frozen=True)
class Day:
    """One square of the month."""

    date: date
    in_month: bool
    is_today: bool
    count: int

    @property
    def dots(self) -> range:
        return range(min(self.count, 3))


@dataclass(frozen=True)
class Slip:
    """An activity as the calendar shows it."""

    activity: Activity
    free: int | None
    """None: as many as like to come."""
    waiting: int
    mine: str
    """How the viewer stands in it, in words; empty when he does not."""
    is_over: bool

    @property
    def is_kept(self) -> bool:
        """Others wait already: what is free is for who comes for the first time."""
        return bool(self.free and self.waiting)

    @property
    def few(self) -> bool:
        return self.free is not None and 0 < self.free <= 5


@dataclass(frozen=True)
class CalendarPage:
    community: Area
    telephone: str
    month: date
    earlier: date
    later: date
    squares: list[list[Day]]
    ahead: list[tuple[date, list[Slip]]]
    past: list[tuple[date, list[Slip]]]
    kind: str
    total: int
    today: date

    @property
    def past_count(self) -> int:
        return sum(len(slips) for _day, slips in self.past)


@dataclass(frozen=True)
class ActivityPage:
    activity: Activity
    slip: Slip
    mine: Enrolment | None
    children: list[Enrolment]
    """The viewer's own, where guardians enrol their children."""
    may_bring: bool
    """Answers for a child who does not come yet."""
    before_me: int
    """How many wait before the viewer."""
    may_enrol: bool
    """Lives here, or is bound to somebody who does."""
    telephone: str
    further: list[Activity]
    """The next ones of the same series."""
    agreement: Enclave | None = None
    """With a neighbour: how one gets there."""
    is_guest: bool = False
    """Whoever reads belongs to the neighbour; who holds it will read his name."""
    at_work: bool = False
    """Whoever reads is at work just now: to come himself he changes his role."""
    would_wait: bool = False
    """Pressed now, it would be the waiting list: full, or the rest is kept for newcomers."""


@dataclass(frozen=True)
class Offer:
    enrolment: Enrolment
    is_open: bool

    @property
    def has_begun(self) -> bool:
        """Nobody is given the place any more; at the door there may be one."""
        activity = self.enrolment.activity
        begun = activity.starts_at <= timezone.now() < activity.ends_at
        return begun and activity.status == Status.PUBLISHED


def calendar_page(viewer: Viewer, pk: int, *, month: str = "", kind: str = "") -> CalendarPage:
    community = get_object_or_404(Area.objects.communities(), pk=pk)
    first = _month(month)
    later = (first + timedelta(days=32)).replace(day=1)
    kind = kind if kind in Kind.values else ""
    rows = _public(community).filter(starts_at__gte=midnight(first), starts_at__lt=midnight(later))
    if kind:
        rows = rows.filter(kind=kind)
    with inside(viewer, {community.pk, *_holders(rows, community)}):
        shown = slips(viewer, rows.with_places())
    profile = profile_at(community.pk)
    return CalendarPage(
        community=community,
        telephone=profile.telephone if profile else "",
        month=first,
        earlier=(first - timedelta(days=1)).replace(day=1),
        later=later,
        squares=_squares(first, shown),
        ahead=_by_day(each for each in shown if not each.is_over),
        past=_by_day(each for each in reversed(shown) if each.is_over),
        kind=kind,
        total=len(shown),
        today=timezone.localdate(),
    )


def feed(pk: int) -> tuple[Area, list[Activity]]:
    """What other calendars take over: the last two months and everything ahead."""
    community = get_object_or_404(Area.objects.communities(), pk=pk)
    rows = Activity.objects.on_calendar_of(community.pk)
    since = timezone.now() - FEED_BACK
    return community, list(rows.filter(starts_at__gte=since).order_by("starts_at", "pk")[:500])


def get_public(viewer: Viewer, pk: int) -> Activity:
    rows = Activity.objects.visible_to(viewer)
    beside = ("community", "organization", "brand", "series", "leader", "host", "host_unit")
    rows = rows.select_related(*beside)
    return get_object_or_404(rows, pk=pk)


def activity_page(viewer: Viewer, activity: Activity) -> ActivityPage:
    own = _own(viewer).filter(activity=activity, card__isnull=True)
    mine = own.order_by("-pk").first()
    mine = mine if mine is not None and mine.is_live else None
    if mine is not None:
        mine.activity = activity
    before = 0
    with inside(viewer, {activity.community_id}):
        if mine is not None and mine.status == Place.WAITING:
            before = Enrolment.objects.waiting().filter(activity=activity, pk__lt=mine.pk).count()
        counted = Activity.objects.with_places().get(pk=activity.pk)
        would_wait = mine is None and _would_wait(viewer, activity)
    further: list[Activity] = []
    if activity.series_id is not None:
        rows = Activity.objects.ahead().filter(series=activity.series_id).exclude(pk=activity.pk)
        further = list(rows.order_by("starts_at")[:5])
    profile = profile_at(activity.community_id)
    if activity.leader is not None and activity.is_public:
        activity.leader.name.disclose()
    return ActivityPage(
        activity=activity,
        slip=_slip(counted, {activity.pk: mine} if mine else {}),
        mine=mine,
        children=children.enrolled_by(viewer, activity),
        may_bring=activity.has_roster and children.wards(viewer, activity).exists(),
        before_me=before,
        may_enrol=belongs(viewer, activity),
        telephone=profile.telephone if profile else "",
        further=further,
        agreement=enclaves.agreement(activity),
        is_guest=home_of(viewer, activity) is not None,
        at_work=viewer.is_staff,
        would_wait=would_wait,
    )


def belongs(viewer: Viewer, activity: Activity) -> bool:
    """Residents enrol where they live; who is at work acts for nobody, and for himself not here."""
    at_home = viewer.is_signed_in and not viewer.is_staff
    lives_here = activity.community_id in viewer.community_ids
    asked = lives_here or home_of(viewer, activity) is not None
    return at_home and asked and not activity.helpers_only


def _would_wait(viewer: Viewer, activity: Activity) -> bool:
    """Of who may enrol himself; a child is new or not by its own card."""
    if activity.capacity is None or activity.has_roster or not activity.takes_people:
        return False
    if not belongs(viewer, activity):
        return False
    newcomer = is_new(activity, resident=own_record(viewer, activity), user=viewer.user)
    return free_seat(activity, seats_of(activity), newcomer=newcomer) is None


def home_of(viewer: Viewer, activity: Activity) -> Area | None:
    """The neighbour's, if one belongs there and not to who holds it."""
    if activity.host_id is None or activity.community_id in viewer.community_ids:
        return None
    return activity.host if activity.host_id in viewer.community_ids else None


def own_record(viewer: Viewer, activity: Activity) -> Resident | None:
    home = home_of(viewer, activity)
    place = home.pk if home is not None else activity.community_id
    rows = Resident.objects.filter(pk__in=viewer.resident_ids, community=place)
    return rows.order_by("pk").first()


def oneself(viewer: Viewer, activity: Activity) -> dict[str, Any]:
    """As one enrols by one's own tap."""
    return {
        "name": viewer.actor.name.open(),
        "user": viewer.user,
        "resident": own_record(viewer, activity),
        "home": home_of(viewer, activity),
    }


def mine(viewer: Viewer) -> "tuple[list[Enrolment], list[Enrolment], list[Activity]]":
    """What one goes to, what one was at, and what one proposed oneself."""
    rows = _own(viewer).select_related("activity").order_by("activity__starts_at", "pk")
    now = timezone.now()
    ahead = list(rows.live().filter(activity__ends_at__gt=now)[:100])
    for row in ahead:
        row.name.disclose()
    past = rows.filter(activity__ends_at__lte=now, attendance__isnull=False)
    proposed = Activity.objects.filter(proposed_by=viewer.user_id, organizer="resident")
    return ahead, list(past.reverse()[:50]), list(proposed.order_by("-pk")[:20])


@contextmanager
def for_bearer(code: str) -> Iterator[Offer]:
    """Who has a link that we signed needs no account and has no scope of his own: the link opens
    the place it speaks of, no other."""
    pk = enrolment_of(code)
    with scope.entered(scope.EVERYTHING):
        place = Enrolment.objects.filter(pk=pk or 0).values_list("community_id", flat=True).first()
    if place is None:
        raise Http404
    with scope.entered([place]):
        row = Enrolment.objects.select_related("activity__community").get(pk=pk or 0)
        late = Enrolment.objects.lapsed().filter(pk=row.pk).exists()
        yield Offer(row, row.status == Place.OFFERED and not late)


def next_for(viewer: Viewer) -> list[Activity]:
    """The next three in the place this page speaks for."""
    profile = profile_for(viewer)
    if profile is None:
        return []
    rows = Activity.objects.ahead().on_calendar_of(profile.area_id)
    return list(rows.order_by("starts_at", "pk")[:3])


def find(viewer: Viewer, text: str) -> ActivityQuerySet:
    """For the search over everything."""
    rows = Activity.objects.visible_to(viewer).filter(title__icontains=text.strip())
    rows = rows.filter(helpers_only=False)
    if viewer.community_ids:
        here = Q(community__in=viewer.community_ids)
        if not viewer.is_staff:  # at a desk a hit leads to the desk's own page
            here |= Q(host__in=viewer.community_ids)
        rows = rows.filter(here)
    return rows.order_by("-starts_at", "-pk")


# --- inside ---------------------------------------------------------------------------------------
def _public(community: Area) -> ActivityQuerySet:
    rows = Activity.objects.on_calendar_of(community.pk)
    return rows.select_related("brand", "series").order_by("starts_at", "pk")


def _holders(rows: Any, community: Area) -> set[int]:
    """Neighbours who hold some of them: places are counted behind their walls."""
    return set(rows.filter(host=community).order_by().values_list("community", flat=True))


def _own(viewer: Viewer) -> "Any":
    if viewer.user_id is None:
        return Enrolment.objects.none()
    return Enrolment.objects.filter(user=viewer.user_id)


def slips(viewer: Viewer, rows: "QuerySet[Activity]") -> list[Slip]:
    found = list(rows)
    own = _own(viewer).live().filter(activity__in=[row.pk for row in found]) if found else ()
    places = {row.activity_id: row for row in own}
    return [_slip(row, places) for row in found]


def _slip(row: Any, places: dict[int, Enrolment]) -> Slip:
    free = None if row.capacity is None else max(0, row.capacity - row.taken)
    mine = places.get(row.pk)
    words = str(mine.get_status_display()) if mine is not None else ""
    return Slip(row, free, row.waiting, words, row.ends_at <= timezone.now())


def _by_day(slips: Any) -> list[tuple[date, list[Slip]]]:
    return [
        (day, list(found))
        for day, found in groupby(slips, key=lambda each: _day(each.activity.starts_at))
    ]


def _squares(first: date, slips: list[Slip]) -> list[list[Day]]:
    counts: dict[date, int] = {}
    for each in slips:
        day = _day(each.activity.starts_at)
        counts[day] = counts.get(day, 0) + 1
    today = timezone.localdate()
    return [
        [Day(day, day.month == first.month, day == today, counts.get(day, 0)) for day in week]
        for week in weeks.Calendar().monthdatescalendar(first.year, first.month)
    ]


def _month(said: str) -> date:
    today = timezone.localdate().replace(day=1)
    try:
        found = date.fromisoformat(f"{said}-01") if said else today
    except ValueError as error:
        raise Http404 from error
    if not date(2000, 1, 1) <= found <= date(2100, 1, 1):
        raise Http404
    return found


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _day(at: datetime) -> date:
    return timezone.localdate(at)
