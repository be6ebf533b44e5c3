"""A volunteer's side: what he is asked, what he has taken, what waits for anybody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, DateTimeField, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from requests import saying
from requests.duties import AT_WORK, Known, duties_of, working_on
from requests.eligibility import hindrances, suitable
from requests.models import Offer, Party, RequestEvent, ServiceRequest, Wish
from requests.models.offers import OfferQuerySet
from requests.models.parties import Lane
from requests.models.service_requests import ServiceRequestQuerySet
from requests.opening import found_for, open_at, open_for
from requests.queries.answers import Answered, answered
from requests.queries.contact import contact_is_open
from requests.queries.doing import Doing, doing
from requests.queries.photos import Photos, photos
from requests.words import day_of, what_of
from requests.workflow import STEPS, Duty, Status, Step
from volunteers.models import Volunteer

SHOWN = 50
SHOWN_WITH = ("item", "grid", "community")
LATELY = 20
TAKEN, WAITS, FARTHER, DONE = 0, 1, 2, 3
"""Parts of the board, which one statement brings; what waits in his own grid or asks for him
stands before what waits farther away (就近就便)."""
NOBODY = Cast(Value(None), DateTimeField())
"""Nobody waits for his word; with its type, or a union of several would take it for a text."""
OWN_WILL = (Lane.LEAD, Lane.SELFHELP)


@dataclass(frozen=True)
class Call:
    """What somebody may know before he said yes: nothing that leads to a person or a door."""

    public_id: UUID
    what: str
    grid: str
    by_when: str
    minutes: int | None
    is_risky: bool
    asked: bool
    """He himself was asked; then it says until when one waits for him."""
    waits_until: str = ""
    stands_in: bool = False
    """For somebody who took it and cannot go on."""
    is_near: bool = False
    """In the grid he lives in."""


@dataclass(frozen=True)
class Task:
    """One he has taken."""

    row: ServiceRequest
    promise: dict[str, Any] | None
    status: str


@dataclass(frozen=True)
class Done:
    """One he had a part in and that is closed, wherever it was."""

    public_id: UUID
    what: str
    place: str
    on: datetime


@dataclass(frozen=True)
class Board:
    offers: list[Call]
    tasks: list[Task]
    done: list[Done]
    pool: list[Call]
    why_no_pool: list[str]


@dataclass(frozen=True)
class TaskPage:
    row: ServiceRequest
    promise: dict[str, Any] | None
    headline: str
    timeline: list[dict[str, Any]]
    steps: list[Step]
    is_lead: bool
    contact_open: bool
    answers: list[Answered]
    photos: Photos
    doing: Doing


def board(viewer: Viewer) -> Board:
    """Who neither is a volunteer nor has a part in anything finds no such page."""
    volunteer = volunteer_of(viewer)
    open_for(viewer)
    ways, why_not = [_done(viewer)], list[str]()
    if volunteer is not None:
        open_at(viewer, volunteer.community_id)
        ways.append(_pool(viewer, volunteer))
        why_not = hindrances(volunteer, ServiceRequest(community_id=volunteer.community_id))
    found = _taken(viewer).union(*ways, all=True).order_by("part", "due_at", "pk")  # type: ignore[misc]
    rows: list[Any] = list(found)
    if volunteer is None and not rows:
        raise Http404
    home = volunteer.grid_id if volunteer is not None else None
    calls = [_call(row, home) for row in rows if row.part in {WAITS, FARTHER}]
    return Board(
        offers=[call for call in calls if call.asked],
        tasks=[_task(row) for row in rows if row.part == TAKEN],
        done=sorted(
            (_ended(row) for row in rows if row.part == DONE), key=lambda one: one.on, reverse=True
        ),
        pool=[call for call in calls if not call.asked],
        why_no_pool=why_not,
    )


def in_short(viewer: Viewer) -> dict[str, int]:
    """For a card elsewhere: how many ask for him, how many he has taken and not ended."""
    open_for(viewer)
    asked = _asked(viewer)
    for place in set(asked.order_by().values_list("community_id", flat=True)):
        open_at(viewer, place)  # he need not live where he is asked
    own = Party.objects.standing().working().of_user(viewer)
    return {
        "asked": asked.count(),
        "taken": ServiceRequest.objects.open().filter(pk__in=own.values("service_request")).count(),
    }


def get_call(viewer: Viewer, public_id: UUID) -> ServiceRequest:
    """What he may answer to; also what was taken a moment ago, so that he hears so."""
    volunteer = volunteer_of(viewer)
    if volunteer is None:
        raise Http404
    open_at(viewer, volunteer.community_id)
    row = (
        _suitable(viewer, volunteer)
        .filter(public_id=public_id)
        .filter(
            Q(status=Status.POOLED)
            | Q(events__to_status=Status.POOLED)  # by whichever way it came there
            | Q(offers__user_id=viewer.user_id)
        )
        .first()
    )
    if row is None:
        raise Http404
    return row


def _taken(viewer: Viewer) -> ServiceRequestQuerySet:
    own = Party.objects.standing().working().of_user(viewer)
    rows = ServiceRequest.objects.open().filter(pk__in=own.values("service_request"))
    rows = rows.annotate(asked_until=NOBODY, part=Value(TAKEN))
    return rows.select_related(*SHOWN_WITH).order_by("due_at", "pk")[:SHOWN]


def _done(viewer: Viewer) -> ServiceRequestQuerySet:
    """The newest of those he led or helped with to the end as a neighbour; not what was his
    office's."""
    own = Party.objects.standing().working().of_user(viewer).filter(lane__in=OWN_WILL)
    rows = ServiceRequest.objects.filter(status=Status.CLOSED, closed_at__isnull=False)
    rows = rows.filter(pk__in=own.values("service_request"))
    rows = rows.annotate(asked_until=NOBODY, part=Value(DONE))
    return rows.select_related(*SHOWN_WITH).order_by("-closed_at", "-pk")[:LATELY]


def _ended(row: Any) -> Done:
    place = row.grid.title if row.grid else row.community.title
    return Done(row.public_id, what_of(row), place, row.closed_at)


def _task(row: ServiceRequest) -> Task:
    return Task(row, saying.promise(row), str(row.get_status_display()))


def get_task(viewer: Viewer, public_id: UUID) -> ServiceRequest:
    """Taken by him, or he helps with it; in person, not for an office."""
    if viewer.user_id is None or viewer.is_staff:
        raise Http404
    own = Party.objects.standing().working().of_user(viewer)
    rows = ServiceRequest.objects.filter(pk__in=own.values("service_request"), public_id=public_id)
    rows = rows.with_what_lies_in_it().select_related("community", "grid", "building", "item")
    row = found_for(viewer, lambda: rows.first())
    if row is None:
        raise Http404
    return row


def task_page(viewer: Viewer, row: ServiceRequest) -> TaskPage:
    """Of one that `get_task` gave him."""
    parties = working_on(row)
    known = Known(parties=parties)
    duties = duties_of(viewer, row, known, AT_WORK)
    inside = doing(viewer, row, duties, parties)
    events = RequestEvent.objects.filter(service_request=row).filter(
        Q(is_public=True) | Q(actor_id=viewer.user_id)
    )
    return TaskPage(
        row=row,
        promise=saying.promise(row),
        headline=str(row.get_status_display()),
        timeline=[_line(event) for event in events.order_by("-id")],
        steps=[
            step
            for step in STEPS
            if row.status in step.sources
            and step.duties & duties
            and step.name not in inside.hidden
        ],
        is_lead=Duty.HANDLER in duties,
        contact_open=contact_is_open(viewer, row, known),
        answers=answered(row),
        photos=photos(row),
        doing=inside,
    )


def volunteer_of(viewer: Viewer) -> Volunteer | None:
    """Acting for himself; in a role somebody gave him he is not a volunteer."""
    if viewer.user_id is None or viewer.is_staff:
        return None
    return Volunteer.objects.active().filter(user_id=viewer.user_id).first_with_skills()


def _pool(viewer: Viewer, volunteer: Volunteer) -> ServiceRequestQuerySet:
    """With the day until which one waits for his word, where he himself was asked."""
    asked = _asked(viewer).filter(service_request=OuterRef("pk"))
    stands_in = Q(status=Status.IN_PROGRESS, pk__in=_asked(viewer).values("service_request"))
    past = Wish.objects.overdue().values("service_request")  # off the wall: owed a letter
    rows = _suitable(viewer, volunteer).filter(Q(status=Status.POOLED) | stands_in)
    rows = rows.filter(Exists(asked) | ~Q(pk__in=past))
    near = Q(grid=volunteer.grid_id) | Q(grid__parent=volunteer.grid_id)
    rows = rows.annotate(
        asked_until=Subquery(asked.values("expires_at")[:1]),
        part=Case(When(near | Exists(asked), then=Value(WAITS)), default=Value(FARTHER)),
    )
    rows = rows.select_related(*SHOWN_WITH)
    return rows.order_by("part", "due_at", "pk")[:SHOWN]  # type: ignore[misc]


def _asked(viewer: Viewer) -> OfferQuerySet:
    return Offer.objects.waiting().of_user(viewer)


def _suitable(viewer: Viewer, volunteer: Volunteer) -> ServiceRequestQuerySet:
    """What he may take, less what he or those he acts for asked for."""
    rows = ServiceRequest.objects.filter(suitable(volunteer)).exclude(reporter_id=viewer.user_id)
    own = viewer.resident_ids | viewer.acts_for
    return rows.filter(Q(resident__isnull=True) | ~Q(resident_id__in=own))


def _call(row: Any, home: int | None) -> Call:
    return Call(
        public_id=row.public_id,
        what=what_of(row),
        grid=row.grid.title if row.grid else "",
        by_when=day_of(row.due_at),
        minutes=row.item.minutes if row.item else None,
        is_risky=bool(row.item and row.item.is_risky),
        asked=row.asked_until is not None,
        waits_until=day_of(row.asked_until) if row.asked_until else "",
        stands_in=row.status == Status.IN_PROGRESS,
        is_near=bool(home and row.grid and home in {row.grid_id, row.grid.parent_id}),
    )


LINES = {
    "contact": lambda: _("联系过他了"),
    "message": lambda: _("给他留了一句话"),
    "reply": lambda: _("他回了一句"),
    "ask": lambda: _("社区问了他一句"),
    "claim": lambda: _("您接了"),
    "answer_rating": lambda: _("社区回了他的评价"),
}
"""Where the line of the person served would read wrong to who helps him."""


def _line(event: RequestEvent) -> dict[str, Any]:
    said = LINES.get(event.step)
    return {
        "text": said() + saying.carried(event) if said else saying.line(event),
        "note": event.note,
        "at": event.at,
        "when": saying.when(timezone.localtime(event.at)),
    }
