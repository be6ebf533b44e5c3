"""Shifts: those a volunteer may take, his own, and all of them at the desk."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from activities.workflow import HOLDING, LIVE, PUBLIC, Place, Status
from volunteers.access import is_keeper
from volunteers.models import Shift, ShiftApplication, ShiftPlace, Skill, Volunteer
from volunteers.models.shifts import ShiftQuerySet
from volunteers.queries.hours import sees_hours
from volunteers.queries.recruiting import applied_for

SHOWN = 60
Outcome = ShiftApplication.Outcome


@dataclass(frozen=True)
class Row:
    shift: Shift
    taken: int
    waiting: int
    place: ShiftPlace | None = None
    """The reader's own."""
    asked: int = 0
    """So many wait to be chosen."""
    application: str = ""
    """What became of the reader's own word, where people are chosen."""

    @property
    def is_mine(self) -> bool:
        return bool(self.place) or self.application == Outcome.ASKED

    @property
    def answer(self) -> str:
        return str(Outcome(self.application).label) if self.application else ""

    @property
    def free(self) -> int:
        return max(0, (self.shift.activity.capacity or 0) - self.taken)


@dataclass(frozen=True)
class Own:
    """The volunteer's page: what he goes to, what is open, where he was."""

    mine: list[Row]
    open: list[Row]
    past: list[ShiftPlace]


@dataclass(frozen=True)
class DeskPage:
    row: Row
    places: list[ShiftPlace]
    applications: list[ShiftApplication]


def own(volunteer: Volunteer) -> Own:
    """Inside the community he serves."""
    found = _rows(_ahead(volunteer.community_id), volunteer)
    past = _places(volunteer).filter(shift__activity__status__in=[Status.HELD, Status.CLOSED])
    return Own(
        [row for row in found if row.is_mine],
        [row for row in found if not row.is_mine and row.shift.takes_people],
        list(past.order_by("-shift__activity__starts_at")[:SHOWN]),
    )


def wanting(community_id: int) -> list[Row]:
    """Shifts of the place that still look for somebody; inside it."""
    return [row for row in _rows(_ahead(community_id)) if row.free and row.shift.takes_people]


def get_own(volunteer: Volunteer, pk: int) -> Row:
    rows = Shift.objects.filter(
        community=volunteer.community_id, activity__status__in=PUBLIC, pk=pk
    )
    if not (found := _rows(rows, volunteer)):
        raise Http404
    return found[0]


def keeps_shifts(viewer: Viewer) -> bool:
    return sees_hours(viewer) and is_keeper(viewer)


def board(viewer: Viewer, before: int | None = None) -> tuple[list[Row], int | None]:
    """The latest day first; and the last row, where there are earlier ones."""
    if not keeps_shifts(viewer):
        raise Http404
    rows = Shift.objects.manageable_by(viewer)
    last = rows.select_related("activity").filter(pk=before).first() if before else None
    if last is not None:
        same_hour = Q(activity__starts_at=last.activity.starts_at, pk__lt=last.pk)
        rows = rows.filter(Q(activity__starts_at__lt=last.activity.starts_at) | same_hour)
    found = _rows(rows.order_by("-activity__starts_at", "-pk")[: SHOWN + 1])
    return found[:SHOWN], found[SHOWN - 1].shift.pk if len(found) > SHOWN else None


def get_at_desk(viewer: Viewer, pk: int) -> Shift:
    if not keeps_shifts(viewer):
        raise Http404
    rows = Shift.objects.manageable_by(viewer)
    rows = rows.select_related("activity", "licence", "community", "team")
    return get_object_or_404(rows, pk=pk)


def desk_page(viewer: Viewer, shift: Shift) -> DeskPage:
    """For the desk, and for the leader of its team on his own page."""
    [row] = _rows(Shift.objects.filter(pk=shift.pk))
    rows = ShiftPlace.objects.filter(shift=shift).select_related(
        "volunteer", "enrolment__attendance"
    )
    places = list(rows.order_by("enrolment"))
    for place in places:
        place.volunteer.name.disclose()
    return DeskPage(row, places, applied_for(viewer, shift) if shift.is_chosen else [])


def who_came(shift: Shift) -> "QuerySet[ShiftPlace]":
    rows = shift.places.filter(enrolment__attendance__isnull=False)
    return rows.select_related("volunteer").order_by("enrolment")


def own_application(viewer: Viewer, volunteer: Volunteer, shift: Shift) -> ShiftApplication | None:
    """As long as it waits."""
    rows = ShiftApplication.objects.visible_to(viewer).filter(outcome=Outcome.ASKED)
    return rows.filter(volunteer=volunteer, shift=shift).first()


def licences() -> "list[Skill]":
    return list(Skill.objects.filter(needs_licence=True, is_active=True))


# --- inside ---------------------------------------------------------------------------------------
def _ahead(community_id: int) -> ShiftQuerySet:
    rows = Shift.objects.filter(
        community=community_id,
        activity__status=Status.PUBLISHED,
        activity__ends_at__gt=timezone.now(),
    )
    return rows.order_by("activity__starts_at", "pk")[:SHOWN]


def _rows(rows: ShiftQuerySet, volunteer: Volunteer | None = None) -> list[Row]:
    found = list(rows.select_related("activity", "licence", "community", "team"))
    own_word = ShiftApplication.objects.filter(
        shift=OuterRef("pk"), volunteer=volunteer.pk if volunteer else None
    )
    counts = {
        pk: (taken, waiting, asked, word or "")
        for pk, taken, waiting, asked, word in Shift.objects.filter(
            pk__in=[row.pk for row in found]
        )
        .annotate(
            n=Count("places", filter=Q(places__enrolment__status__in=HOLDING), distinct=True),
            w=Count("places", filter=Q(places__enrolment__status=Place.WAITING), distinct=True),
            a=Count("applications", filter=Q(applications__outcome=Outcome.ASKED), distinct=True),
            word=Subquery(own_word.values("outcome")[:1]),
        )
        .values_list("pk", "n", "w", "a", "word")
    }
    own = {}
    if volunteer is not None:
        live = _places(volunteer).filter(enrolment__status__in=LIVE)
        own = {place.shift_id: place for place in live}
    return [_row(row, counts[row.pk], own.get(row.pk)) for row in found]


def _row(shift: Shift, counts: tuple[int, int, int, str], place: ShiftPlace | None) -> Row:
    taken, waiting, asked, word = counts
    return Row(shift, taken, waiting, place, asked, word)


def _places(volunteer: Volunteer) -> "QuerySet[ShiftPlace]":
    return volunteer.shift_places.select_related("shift__activity", "enrolment__attendance")
