"""Part-time commissioners: the list of both sides, and what everybody may read."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from communities.access import is_official, keeps_lists
from communities.history import Event
from communities.models import Area
from core import scope
from organizations.committee_workflow import CANCEL, MeetingStatus, SeatStatus
from organizations.models import (
    Commissioner,
    CommissionerCall,
    CommissionerYear,
    CommitteeMeeting,
    Organization,
)
from organizations.models.commissioners import CommissionerQuerySet
from organizations.queries.pairings import sees_partners
from organizations.queries.past import past_of

SHOWN = 100


@dataclass(frozen=True)
class CommissionerBoard:
    rows: list[Commissioner]
    over: list[Commissioner]
    may_seat: bool


@dataclass(frozen=True)
class CommissionerPage:
    row: Commissioner
    calls: list[CommissionerCall]
    """The last meeting he was called to first."""
    years: list[CommissionerYear]
    history: list[Event]


@dataclass(frozen=True)
class MeetingBoard:
    rows: list[CommitteeMeeting]
    may_call: bool


@dataclass(frozen=True)
class Seat:
    """What hangs on the wall: unit and office, nobody's name."""

    unit: str
    office: str


def ending_for(viewer: Viewer) -> CommissionerQuerySet:
    """For the community's morning."""
    if not keeps_lists(viewer):
        return Commissioner.objects.none()
    return Commissioner.objects.ending().manageable_by(viewer).order_by("ends_on", "pk")


def board(viewer: Viewer) -> CommissionerBoard:
    """Whose term ends first stands first."""
    if not sees_partners(viewer):
        raise Http404
    seen = _attending(Commissioner.objects.visible_to(viewer))
    return CommissionerBoard(
        rows=[_named(row) for row in seen.standing().order_by("ends_on", "pk")[:SHOWN]],
        over=[
            _named(row)
            for row in seen.filter(ended_on__isnull=False).order_by("-ended_on", "-pk")[:20]
        ],
        may_seat=keeps_lists(viewer),
    )


def get_commissioner(viewer: Viewer, pk: int) -> Commissioner:
    rows = Commissioner.objects.manageable_by(viewer).select_related("organization", "community")
    return _named(get_object_or_404(rows, pk=pk))


def get_seen(viewer: Viewer, pk: int) -> Commissioner:
    if not sees_partners(viewer):
        raise Http404
    rows = Commissioner.objects.visible_to(viewer).select_related("organization", "community")
    return _named(get_object_or_404(rows, pk=pk))


def commissioner_page(viewer: Viewer, row: Commissioner) -> CommissionerPage:
    calls = row.calls.select_related("meeting").order_by("-meeting__held_on", "-pk")[:60]
    history = past_of(viewer, row, row.community_id)
    return CommissionerPage(row, list(calls), list(row.years.all()), history)


def may_judge(viewer: Viewer, row: Commissioner) -> bool:
    """As long as one remembers: of who has left, too, in the year after."""
    here = keeps_lists(viewer) and row.community_id in viewer.community_ids
    gone = row.ended_on is not None and (timezone.localdate() - row.ended_on).days > 365
    return here and not gone and row.starts_on <= timezone.localdate()


# --- meetings -------------------------------------------------------------------------------------
def meetings(viewer: Viewer) -> MeetingBoard:
    """The next one first, and then those that are over."""
    if not sees_partners(viewer):
        raise Http404
    calls = CommissionerCall.objects.select_related("commissioner", "organization")
    if not keeps_lists(viewer) and not is_official(viewer):
        calls = calls.filter(organization_id__in=viewer.organization_ids)
    seen = CommitteeMeeting.objects.visible_to(viewer).select_related("community")
    rows = list(
        seen.prefetch_related(Prefetch("calls", calls, to_attr="told")).order_by("-held_on", "-pk")[
            :SHOWN
        ]
    )
    for row in rows:
        for each in row.told:  # type: ignore[attr-defined]
            each.commissioner.name.disclose()
    return MeetingBoard(rows, keeps_lists(viewer))


def get_meeting(viewer: Viewer, pk: int) -> CommitteeMeeting:
    rows = CommitteeMeeting.objects.manageable_by(viewer).select_related("community")
    return get_object_or_404(rows, pk=pk)


def may_cancel(viewer: Viewer, meeting: CommitteeMeeting) -> bool:
    open_still = meeting.status in CANCEL.sources
    return open_still and keeps_lists(viewer) and meeting.community_id in viewer.community_ids


def may_sign(viewer: Viewer, meeting: CommitteeMeeting) -> bool:
    return meeting.has_come and may_cancel(viewer, meeting)


def called_to(meeting: CommitteeMeeting) -> list[tuple[int, str]]:
    rows = meeting.calls.select_related("commissioner", "organization")
    return [(row.pk, _label(row.commissioner, row.organization)) for row in rows]


def to_call(viewer: Viewer) -> list[tuple[int, str]]:
    rows = Commissioner.objects.manageable_by(viewer).standing()
    rows = rows.select_related("organization").order_by("organization__name_key", "pk")
    return [(row.pk, _label(row, row.organization)) for row in rows]


def _label(row: Commissioner, unit: Organization) -> str:
    row.name.disclose()
    return f"{row.name} · {unit.title} {row.office}"


def _attending(rows: CommissionerQuerySet) -> CommissionerQuerySet:
    """`called` and `came`: of the meetings held this year."""
    held = Q(
        calls__meeting__status=MeetingStatus.HELD,
        calls__meeting__held_on__year=timezone.localdate().year,
    )
    return rows.select_related("organization", "community").annotate(
        called=Count("calls", filter=held),
        came=Count("calls", filter=held & Q(calls__status=SeatStatus.CAME)),
    )


def may_change(viewer: Viewer, row: Commissioner) -> bool:
    return row.is_standing and keeps_lists(viewer) and row.community_id in viewer.community_ids


def seats_of(community: Area) -> list[Seat]:
    """Public, so it is read in the community's own scope."""
    with scope.entered([community.pk]):
        rows = Commissioner.objects.seated().filter(community=community)
        rows = rows.select_related("organization").order_by("organization__name_key", "pk")
        return [Seat(row.organization.title, row.office) for row in rows.defer("name")]


def _named(row: Commissioner) -> Commissioner:
    """He sits on a committee: the two sides know him by name."""
    row.name.disclose()
    return row
