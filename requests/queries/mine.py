"""What somebody asked for, or has asked for somebody: his list, and one of them."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from core import scope
from core.models import StoredFile
from requests import formerly, guests, saying, urging
from requests.duties import is_reporter
from requests.models import Attachment, Party, RequestEvent, SealedAuthor, ServiceRequest
from requests.models.service_requests import ServiceRequestQuerySet
from requests.opening import found_for, open_at, open_for
from requests.queries import tracking
from requests.queries.answers import Answered, answered
from requests.queries.doing import Doing, doing
from requests.queries.kin import Kin, kin
from requests.queries.photos import Photos, photo_of, photos
from requests.queries.public_board import SEALED
from requests.queries.ratings import Rated, ratings_of
from requests.urging import Allowance
from requests.workflow import OPEN, Duty, Step, steps_from

SHOWN = 50
OF_THE_HOUSE = frozenset({"transfer", "hand_back"})
"""That it changed hands he reads; why somebody could not come is that person's own matter."""


@dataclass(frozen=True)
class Card:
    row: ServiceRequest
    headline: str
    step: int
    now: str
    promise: dict[str, Any] | None
    asks: bool
    """Something waits for the person himself: an answer, a rating."""


@dataclass(frozen=True)
class Page:
    card: Card
    timeline: list[dict[str, Any]]
    lead: str
    whom: str
    """Somebody he acts for."""
    answers: list[Answered]
    ratings: list[Rated]
    photos: Photos
    steps: list[Step]
    five: list[dict[str, str]]
    talk: list[tracking.Word]
    kin: list[Kin]
    urging: Allowance | None
    """While one may urge at all."""
    urging_words: str
    doing: Doing
    ended: bool
    """He brought it for somebody who lets him act no longer."""


def my_requests(viewer: Viewer) -> list[Card]:
    """Open ones first, what waits for an answer on top."""
    open_for(viewer)
    cards = [card(row) for row in _own(viewer).order_by("-created_at", "-pk")[:SHOWN]]
    return sorted(cards, key=lambda one: (not one.asks, not one.row.is_open))


def open_count(viewer: Viewer) -> int:
    open_for(viewer)
    return _own(viewer).filter(status__in=OPEN).count()


def get_mine(viewer: Viewer, public_id: UUID) -> ServiceRequest:
    rows = _own(viewer).with_what_lies_in_it()
    row = found_for(viewer, lambda: rows.filter(public_id=public_id).first())
    if row is None:
        raise Http404
    return row


def get_public_matter(viewer: Viewer, public_id: UUID) -> ServiceRequest:
    """What anybody may say that it touches him too, also where he is in no register."""
    rows = ServiceRequest.objects.filter(is_public=True, is_confidential=False)
    with scope.entered(scope.EVERYTHING):
        row = get_object_or_404(rows.exclude(kind__in=SEALED), public_id=public_id)
    open_at(viewer, row.community_id)
    return get_object_or_404(
        rows.select_related("item", "grid", "community", "building__estate", "sla"), pk=row.pk
    )


def page_of(viewer: Viewer, row: ServiceRequest) -> Page:
    events = list(RequestEvent.objects.filter(service_request=row, is_public=True).order_by("-id"))
    shown, pictures = card(row), photos(row)
    ended = formerly.lapsed(viewer, row)
    acts = is_reporter(viewer, row) or (not ended and formerly.was_for_him(viewer, row))
    steps = steps_from(row.status, Duty.REPORTER) if acts else []
    inside = doing(viewer, row, frozenset({Duty.REPORTER}))
    added = any(event.step == "add_rating" and event.epoch == row.epoch for event in events)
    hidden = inside.hidden | ({"add_rating"} if added else set())
    steps = [step for step in steps if step.name not in hidden]
    allowance = urging.left_of(row, events) if any(step.name == "urge" for step in steps) else None
    lead = Party.objects.standing().leads().filter(service_request=row).first()
    return Page(
        card=shown,
        timeline=[line(event) for event in events if event.step not in tracking.TALK],
        lead=_lead_words(lead),
        whom=row.contact_name.open() if row.resident_id in viewer.acts_for else "",
        answers=answered(row),
        ratings=ratings_of(row, events),
        photos=replace(pictures, work=[]) if ended else pictures,
        steps=steps,
        five=tracking.five(row, events, shown.now),
        talk=[] if ended else tracking.talk(events),
        kin=kin(_own, viewer, row, events),
        urging=allowance,
        urging_words=urging.said(allowance) if allowance else "",
        doing=replace(inside, money=[]) if ended else inside,
        ended=ended,
    )


def photo(viewer: Viewer, row: ServiceRequest, pk: int) -> StoredFile:
    """Of the work only to whom the page shows it."""
    found = photo_of(row, pk)
    if found.moment != Attachment.Moment.ASKED and formerly.lapsed(viewer, row):
        raise Http404
    return found.file


def card(row: ServiceRequest) -> Card:
    return Card(
        row=row,
        headline=saying.headline(row),
        step=saying.step_number(row),
        now=saying.now_word(row),
        promise=saying.promise(row, to_himself=True),
        asks=row.status in {"asking", "completed"},
    )


def line(event: RequestEvent) -> dict[str, Any]:
    """What the person served reads: what happened, and the words meant for him."""
    return {
        "text": saying.line(event),
        "note": "" if event.step in OF_THE_HOUSE else event.note,
        "at": event.at,
        "when": saying.when(timezone.localtime(event.at)),
    }


def _own(viewer: Viewer) -> ServiceRequestQuerySet:
    """What he brought himself, and what was brought for those he speaks for."""
    rules = [guests.his(viewer)]
    if viewer.user_id is not None:
        rules.append(Q(reporter_id=viewer.user_id))
    if not viewer.is_staff:
        speaks_for = viewer.resident_ids | viewer.acts_for
        rules.append(Q(resident_id__in=speaks_for, is_confidential=False))
        rules.append(formerly.noted_before_he_left(viewer))
    # Each way leads through an index; an OR of them reads everything there is.
    ways = [ServiceRequest.objects.filter(rule).values("pk") for rule in rules]
    sealed = SealedAuthor.objects.filter(user_id=viewer.user_id or 0).values("service_request")
    return ServiceRequest.objects.filter(pk__in=sealed.union(*ways)).select_related(
        "item", "community", "sla", "merged_into"
    )


def _lead_words(lead: Party | None) -> str:
    """An office by its name; a person by what he is here, not by who he is."""
    if lead is None:
        return ""
    if lead.organization_id or lead.department_id:
        return str(lead)
    return str(lead.get_lane_display())
