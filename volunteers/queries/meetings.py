"""Meetings at the desk, and for the volunteers of the place: what was said, what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area
from communities.queries.past import history_of
from volunteers import meeting_orders
from volunteers.models import Meeting, Opinion, Volunteer, VolunteerTeam
from volunteers.queries.shifts import keeps_shifts
from volunteers.workflow import VolunteerStatus

PAGE = 30


@dataclass(frozen=True)
class Board:
    rows: Sequence[Meeting]
    """Each with `said` and `waiting`, how many words wait for an outcome."""
    next_before: int | None


@dataclass(frozen=True)
class Told:
    opinion: Opinion
    stands: str
    """Of an order: where it stands, in words."""


@dataclass(frozen=True)
class MeetingPage:
    meeting: Meeting
    present: list[Volunteer]
    opinions: list[Told]
    history: list[Event]

    @property
    def people(self) -> int:
        return len(self.present) + self.meeting.others


def keeps_meetings(viewer: Viewer) -> bool:
    return keeps_shifts(viewer)


def board(viewer: Viewer, before: int | None = None) -> Board:
    if not keeps_meetings(viewer):
        raise Http404
    return _listed(Meeting.objects.manageable_by(viewer), before)


def get_at_desk(viewer: Viewer, pk: int) -> Meeting:
    if not keeps_meetings(viewer):
        raise Http404
    rows = Meeting.objects.manageable_by(viewer).select_related("community", "team")
    return get_object_or_404(rows, pk=pk)


def get_opinion(viewer: Viewer, pk: int) -> Opinion:
    if not keeps_meetings(viewer):
        raise Http404
    rows = Opinion.objects.filter(meeting__in=Meeting.objects.manageable_by(viewer))
    return get_object_or_404(rows.select_related("meeting__community"), pk=pk)


def page(viewer: Viewer, meeting: Meeting) -> MeetingPage:
    """With names: for the desk."""
    present = list(meeting.present.order_by("name_key", "pk"))
    told = _told(meeting)
    for named in (*present, *(each.opinion.said_by for each in told)):
        if named is not None:
            named.name.disclose()
    return MeetingPage(meeting, present, told, history_of(viewer, meeting))


def mine(volunteer: Volunteer, before: int | None = None) -> Board:
    """Inside the community he serves."""
    return _listed(Meeting.objects.filter(community=volunteer.community_id), before)


def get_mine(volunteer: Volunteer, pk: int) -> Meeting:
    rows = Meeting.objects.filter(community=volunteer.community_id)
    return get_object_or_404(rows.select_related("team"), pk=pk)


def my_page(meeting: Meeting) -> MeetingPage:
    """Who said it stays a surname."""
    return MeetingPage(meeting, list(meeting.present.all()), _told(meeting), [])


def serving(viewer: Viewer, community: Area | None = None) -> "QuerySet[Volunteer]":
    rows = Volunteer.objects.manageable_by(viewer).filter(status=VolunteerStatus.ACTIVE)
    rows = rows.filter(community=community) if community else rows
    return rows.order_by("name_key", "pk")


def teams(viewer: Viewer) -> "QuerySet[VolunteerTeam]":
    return VolunteerTeam.objects.manageable_by(viewer).standing().order_by("name", "pk")


def teams_of(community: Area) -> "QuerySet[VolunteerTeam]":
    """What a table may name."""
    return VolunteerTeam.objects.standing().filter(community=community).order_by("name", "pk")


def numbered(community: Area) -> dict[str, Volunteer]:
    """By the number a table names him with; who has left since was there all the same."""
    return {row.number: row for row in Volunteer.objects.filter(community=community)}


def communities(viewer: Viewer) -> "QuerySet[Area]":
    return Area.objects.communities().filter(pk__in=viewer.community_ids).order_by("path")


# --- inside ---------------------------------------------------------------------------------------
def _listed(rows: "QuerySet[Meeting]", before: int | None) -> Board:
    if before:
        rows = rows.filter(pk__lt=before)
    waits = Count("opinions", filter=Q(opinions__outcome=Opinion.Outcome.OPEN), distinct=True)
    said = Count("opinions", distinct=True)
    found = list(
        rows.select_related("team").annotate(said=said, waiting=waits).order_by("-pk")[: PAGE + 1]
    )
    return Board(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def _told(meeting: Meeting) -> list[Told]:
    rows = list(meeting.opinions.select_related("said_by").order_by("pk"))
    keys = [row.order_key for row in rows if row.order_key is not None]
    stands = meeting_orders.told(keys) if keys else {}
    return [Told(row, stands.get(row.order_key, "") if row.order_key else "") for row in rows]
