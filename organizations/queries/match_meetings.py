"""Match meetings: those ahead and those that were, and one of them with who came for what."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area
from organizations.access import keeps_place, keeps_register
from organizations.history import book_of
from organizations.match_workflow import GuestStatus
from organizations.models import Demand, MatchGuest, MatchMeeting, MatchTalk, Organization
from organizations.queries.demands import offering_units, places
from organizations.queries.organizations import has_register
from organizations.queries.past import past_of

PAGE = 30


@dataclass(frozen=True)
class MatchBoard:
    ahead: list[MatchMeeting]
    past: list[MatchMeeting]
    next_before: int | None
    may_announce: bool


@dataclass(frozen=True)
class MatchPage:
    meeting: MatchMeeting
    demands: list[Demand]
    guests: list[MatchGuest]
    talks: list[MatchTalk]
    quiet: list[Organization]
    """Came, and nothing was written down with them."""
    keeps: bool
    history: list[Event]


def board(viewer: Viewer, before: int | None = None) -> MatchBoard:
    """Those ahead, the next one first; the others newest first."""
    if not has_register(viewer):
        raise Http404
    rows = MatchMeeting.objects.visible_to(viewer).with_guests().select_related("area")
    past = rows.exclude(pk__in=MatchMeeting.objects.ahead().values("pk"))
    if before:
        past = past.filter(pk__lt=before)
    found = list(past.order_by("-pk")[: PAGE + 1])
    return MatchBoard(
        ahead=[] if before else list(rows.ahead().order_by("held_on", "pk")[:PAGE]),
        past=found[:PAGE],
        next_before=found[PAGE - 1].pk if len(found) > PAGE else None,
        may_announce=keeps_register(viewer),
    )


def get_meeting(viewer: Viewer, pk: int) -> MatchMeeting:
    if not has_register(viewer):
        raise Http404
    guests = Prefetch("guests", queryset=MatchGuest.objects.select_related("organization"))
    rows = MatchMeeting.objects.visible_to(viewer).select_related("area").prefetch_related(guests)
    return get_object_or_404(rows, pk=pk)


def meeting_page(viewer: Viewer, meeting: MatchMeeting) -> MatchPage:
    guests = list(meeting.guests.all())  # fetched with it
    talks = list(meeting.talks.select_related("organization", "demand").order_by("pk"))
    spoke = {talk.organization_id for talk in talks}
    came = [row.organization for row in guests if row.status == GuestStatus.CAME]
    kept = keeps_place(viewer, meeting.area)
    return MatchPage(
        meeting=meeting,
        demands=list(meeting.demands.select_related("domain", "area").order_by("pk")),
        guests=[row for row in guests if row.status != GuestStatus.WITHDRAWN],
        talks=talks,
        quiet=[unit for unit in came if unit.pk not in spoke],
        keeps=kept,
        history=past_of(viewer, meeting, book_of(meeting.area)) if kept else [],
    )


# --- what may be done -----------------------------------------------------------------------------
def may_come(viewer: Viewer, meeting: MatchMeeting) -> bool:
    """The desk, for whoever has no account; an organisation that has not said so yet."""
    if not meeting.is_ahead:
        return False
    own = set(viewer.organization_ids) - _coming(meeting)
    return bool(own) or keeps_place(viewer, meeting.area)


def may_stay_away(viewer: Viewer, meeting: MatchMeeting) -> bool:
    if not meeting.is_ahead:
        return False
    coming = _coming(meeting)
    own = coming & set(viewer.organization_ids)
    return bool(own) or (bool(coming) and keeps_place(viewer, meeting.area))


def may_widen(viewer: Viewer, meeting: MatchMeeting) -> bool:
    return meeting.is_ahead and keeps_place(viewer, meeting.area)


def may_hold(viewer: Viewer, meeting: MatchMeeting) -> bool:
    return meeting.is_ahead and meeting.has_come and keeps_place(viewer, meeting.area)


def may_note(viewer: Viewer, meeting: MatchMeeting) -> bool:
    return meeting.was_held and keeps_place(viewer, meeting.area)


def may_call_off(viewer: Viewer, meeting: MatchMeeting) -> bool:
    return meeting.is_ahead and keeps_place(viewer, meeting.area)


# --- what may be chosen ---------------------------------------------------------------------------
def to_come(viewer: Viewer, meeting: MatchMeeting) -> "QuerySet[Organization]":
    """One's own; for the desk whoever answered or works there."""
    rows: QuerySet[Organization] = Organization.objects.active()
    if keeps_place(viewer, meeting.area):
        answered = Q(interests__demand__in=meeting.demands.values("pk"))
        serving = Organization.objects.active().serving(meeting.area).values("pk")
        rows = rows.filter(answered | Q(pk__in=serving)).distinct()
    else:
        rows = offering_units(viewer)
    there = meeting.guests.coming().values("organization")
    return rows.exclude(pk__in=there).order_by("name_key", "pk")


def to_stay_away(viewer: Viewer, meeting: MatchMeeting) -> "QuerySet[MatchGuest]":
    rows = meeting.guests.coming().select_related("organization")
    if keeps_place(viewer, meeting.area):
        return rows
    return rows.filter(organization_id__in=viewer.organization_ids)


def to_talk_over(viewer: Viewer, meeting: MatchMeeting) -> "QuerySet[Demand]":
    """Open, of the place, and not on its list yet."""
    rows = open_demands(viewer).filter(area__path__startswith=meeting.area.path)
    return rows.exclude(pk__in=meeting.demands.values("pk"))


def open_demands(viewer: Viewer) -> "QuerySet[Demand]":
    rows = Demand.objects.manageable_by(viewer).open().select_related("area")
    return rows.order_by("-published_on", "-pk")


def still_open(meeting: MatchMeeting) -> "QuerySet[Demand]":
    return meeting.demands.filter(status="open").order_by("pk")


def who_came(meeting: MatchMeeting) -> "QuerySet[Organization]":
    came = meeting.guests.came().values("organization")
    return Organization.objects.filter(pk__in=came).order_by("name_key", "pk")


def list_to_hold(meeting: MatchMeeting) -> list[tuple[int, str]]:
    rows = meeting.guests.coming().select_related("organization").order_by("pk")
    return [(row.pk, row.organization.title) for row in rows]


def places_to_meet(viewer: Viewer) -> "QuerySet[Area]":
    return places(viewer)


# --- inside ---------------------------------------------------------------------------------------
def _coming(meeting: MatchMeeting) -> set[int]:
    """Of the guests that were fetched with it."""
    rows = meeting.guests.all()
    return {row.organization_id for row in rows if row.status == GuestStatus.COMING}
