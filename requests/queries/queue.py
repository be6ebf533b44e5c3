"""The desk's queues: what waits to be looked at, to be sent, to be done, to be asked about."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.models import ResidentStatus
from requests import saying
from requests.dispatching import rule_for
from requests.duties import Known, duties_of
from requests.models import (
    Calling,
    DispatchRule,
    HotlineTicket,
    Offer,
    Party,
    RequestEvent,
    ServiceRequest,
)
from requests.models.parties import Role
from requests.models.service_requests import FAR, PRESSING, ServiceRequestQuerySet
from requests.models.visibility import keeps
from requests.namesakes import apart, likeliest
from requests.opening import found_for, open_for
from requests.queries.alike import alike
from requests.queries.answers import Answered, answered
from requests.queries.contact import contact_is_open
from requests.queries.doing import Doing, doing
from requests.queries.filtering import Filters, narrowed
from requests.queries.forwards import Sent, sent_of
from requests.queries.hints import Suggested, suggested
from requests.queries.kin import Kin, kin
from requests.queries.photos import Photos, photos
from requests.queries.ratings import Rated, ratings_of, wait_for_an_answer
from requests.ranking import Ranking, rank_named
from requests.registers import Register, registers, why_not
from requests.slips import slip
from requests.workflow import STEPS, Channel, Duty, Status, Step
from requests.workflow.handing import HANDS

PAGE = 50
SHOWN_WITH = (
    "community", "grid", "building", "item__category", "keeper", "resident", "sla", "merged_into",
)  # fmt: skip
COUNTED = 5_000
EXTENDING = frozenset({"ask_extension", "extend", "refuse_extension"})
SENDING = (Status.CLASSIFIED, Status.POOLED)
"""Each rating is written with one of these."""

TABS: dict[str, tuple[Any, tuple[Status, ...]]] = {
    "sort": (gettext_lazy("待分办"), (Status.SUBMITTED, Status.ASKING)),
    "send": (gettext_lazy("待派单"), SENDING),
    "run": (gettext_lazy("办理中"), (Status.ASSIGNED, Status.IN_PROGRESS, Status.SUSPENDED)),
    "ask": (gettext_lazy("回访与评价"), (Status.COMPLETED, Status.DISPUTED)),
}


@dataclass(frozen=True)
class Row:
    row: ServiceRequest
    promise: dict[str, Any] | None
    meta: str


@dataclass(frozen=True)
class Counts:
    tabs: dict[str, int]
    late: int
    more: bool
    """There are more than one counts: each of these is a “so many at least”."""

    def said(self, tab: str) -> str | int:
        return f"{self.tabs[tab]}+" if self.more else self.tabs[tab]


@dataclass(frozen=True)
class Queue:
    rows: list[Row]
    counts: Counts
    """What is late is of the rows of this tab."""
    next_after: str


@dataclass(frozen=True)
class Invited:
    """By name, told apart from whoever bears the same."""

    name: str
    offer: Offer


@dataclass(frozen=True)
class Case:
    row: ServiceRequest
    promise: dict[str, Any] | None
    headline: str
    step: int
    timeline: list[dict[str, Any]]
    parties: list[Party]
    ratings: list[Rated]
    answers: list[Answered]
    photos: Photos
    similar: list[ServiceRequest]
    kin: list[Kin]
    steps: list[Step]
    duties: frozenset[Duty]
    ranking: Ranking | None = None
    """Whom one could ask, while it waits to be taken."""
    waves: Calling | None = None
    """Who fits is asked a few at a time, without anybody's hand."""
    offers: list[Invited] = field(default_factory=list)
    hint: Suggested | None = None
    """What its words point at, while nobody has said what it is."""
    rule: DispatchRule | None = None
    """What the catalogue proposes, while nobody has it."""
    registers: list[Register] = field(default_factory=list)
    doing: Doing | None = None
    forwards: list[Sent] = field(default_factory=list)
    """Handed on by a link."""
    ticket: HotlineTicket | None = None
    """Where the city's hotline sent it: their number, their day."""
    contact_open: bool = False
    """He may look up whom to ring and where the door is."""

    @property
    def died_on(self) -> date | None:
        """Whom it is for has died: nothing reaches him, and who rings speaks to his family."""
        person = self.row.resident
        if person is None or person.status != ResidentStatus.DECEASED:
            return None
        return person.status_on


def counts(viewer: Viewer, tab: str = "") -> Counts:
    """Of every tab and what is late (in one tab, if said), in one statement that never reads more
    than COUNTED rows, whatever is open."""
    late = Q(due_at__lt=timezone.now())
    if tab:
        late &= Q(status__in=TABS[tab][1])
    wanted = {
        name: Count("pk", filter=Q(status__in=states)) for name, (_label, states) in TABS.items()
    }
    rows = ServiceRequest.objects.manageable_by(viewer).open().annotate(pressing=PRESSING)
    pressing = rows.order_by("pressing", "pk")[:COUNTED]  # as the index has them
    found = pressing.aggregate(**wanted, late=Count("pk", filter=late), all=Count("pk"))
    return Counts({name: found[name] for name in TABS}, found["late"], found["all"] == COUNTED)


def queue(viewer: Viewer, filters: Filters) -> Queue:
    if filters.tab not in TABS:
        raise Http404
    rows = _filtered(viewer, filters)
    page = list(rows[: PAGE + 1])
    shown = page[:PAGE]
    return Queue(
        rows=[Row(row, saying.promise(row), _meta(viewer, row)) for row in shown],
        counts=counts(viewer, filters.tab),
        next_after=_mark(shown[-1]) if len(page) > PAGE else "",
    )


def manageable(viewer: Viewer, pks: list[int]) -> list[ServiceRequest]:
    """Of those ticked, the ones that are this desk's work."""
    rows = ServiceRequest.objects.manageable_by(viewer).filter(pk__in=pks[:PAGE])
    return list(rows.select_related("item", "sla").order_by("pk"))


def get_case(viewer: Viewer, pk: int) -> ServiceRequest:
    if not viewer.is_staff:
        raise Http404
    row = found_for(viewer, lambda: _visible(viewer).filter(pk=pk).first())
    if row is None:
        raise Http404
    if row.keeper is not None:
        row.keeper.name.disclose()
    return row


def _visible(viewer: Viewer) -> ServiceRequestQuerySet:
    """With whether it is his desk's work, and what lies in it."""
    manages = ExpressionWrapper(keeps(viewer), output_field=BooleanField())
    rows = ServiceRequest.objects.visible_to(viewer).annotate(manages=manages)  # type: ignore[no-redef]
    return rows.with_what_lies_in_it().select_related(*SHOWN_WITH)


def sees(viewer: Viewer, row: ServiceRequest) -> bool:
    return ServiceRequest.objects.visible_to(viewer).filter(pk=row.pk).exists()


def case(viewer: Viewer, row: ServiceRequest) -> Case:
    """What was read of it once is handed to its parts."""
    found = RequestEvent.objects.filter(service_request=row).select_related("actor")
    events, parties = list(found.order_by("-id")), _parties(row)
    known = Known(parties=parties, manages=row.manages)
    duties = duties_of(viewer, row, known)
    handed_on = duties & HANDS and any(event.step == "forward" for event in events)
    forwards = sent_of(row) if handed_on else []
    inside = doing(viewer, row, duties, parties)
    steps = _offered(viewer, row, duties, events, parties, forwards)
    rated = ratings_of(row, events)
    hidden = inside.hidden | (set() if wait_for_an_answer(rated) else {"answer_rating"})
    steps = [step for step in steps if step.name not in hidden]
    asking = Duty.DESK in duties and row.status == Status.POOLED
    return Case(
        row=row,
        promise=saying.promise(row),
        headline=saying.headline(row),
        step=saying.step_number(row),
        timeline=[_line(event) for event in events],
        parties=parties,
        ratings=rated,
        answers=answered(row),
        photos=photos(row),
        similar=alike(viewer, row) if any(step.name == "merge" for step in steps) else [],
        kin=kin(ServiceRequest.objects.visible_to, viewer, row, events),
        steps=steps,
        duties=duties,
        ranking=likeliest(row) if asking else None,
        waves=row.callings.standing().first() if asking else None,
        offers=_offers(row) if Duty.DESK in duties and row.has_offers else [],
        hint=_hint(row) if Duty.DESK in duties else None,
        rule=rule_for(row) if Duty.DESK in duties and row.status in SENDING else None,
        registers=registers(row) if Duty.DESK in duties and row.status in SENDING else [],
        doing=inside,
        forwards=forwards,
        ticket=HotlineTicket.objects.filter(service_request=row).first()
        if row.channel == Channel.HOTLINE
        else None,
        contact_open=not row.is_sealed and contact_is_open(viewer, row, known),
    )


def _hint(row: ServiceRequest) -> Suggested | None:
    if row.item_id is not None or row.status != Status.SUBMITTED:
        return None
    return suggested(f"{row.title} {row.body}", row.community_id)


def _asked_longer(viewer: Viewer, row: ServiceRequest, events: list[RequestEvent]) -> bool:
    """Somebody else asked for more time in this round and has no answer yet."""
    said = [event for event in events if event.epoch == row.epoch and event.step in EXTENDING]
    return bool(said) and said[0].step == "ask_extension" and said[0].actor_id != viewer.user_id


def _offered(
    viewer: Viewer,
    row: ServiceRequest,
    duties: frozenset[Duty],
    events: list[RequestEvent],
    parties: list[Party],
    forwards: list[Sent],
) -> list[Step]:
    """What the table allows, less what this row leaves no room for just now."""
    steps = [step for step in STEPS if row.status in step.sources and step.duties & duties]
    hidden = {step.name for step in steps if row.kind in step.never_for}
    if row.reporter_id is not None and Duty.REPORTER not in duties:
        hidden.add("answer")
    if not any(step.name == "undo" for step in steps) or slip(viewer, events[0]) is None:
        hidden.add("undo")
    if row.split_from_id is not None:
        hidden.add("split")
    if not row.is_public or row.is_confidential or row.is_sealed:
        hidden.add("release")
    if not _asked_longer(viewer, row, events):
        hidden |= {"extend", "refuse_extension"}
    if not any(party.role == Role.HELPER and party.ended_at is None for party in parties):
        hidden.add("end_helper")
    if not any(one.forward.is_standing for one in forwards):
        hidden.add("forward_revoked")
    return [step for step in steps if step.name not in hidden]


def asked_why_not(viewer: Viewer, row: ServiceRequest, name: str) -> list[tuple[str, str]]:
    """For one named person, of this one request; nobody is listed."""
    name = name.strip()
    if not name or Duty.DESK not in duties_of(viewer, row):
        return []
    found = why_not(row, name)
    ranking = rank_named(row, name)
    asked = [(one.name, one.reasons) for one in ranking.candidates]
    asked += [(one.name, one.reasons) for one in ranking.others]
    found += [(_("志愿者"), " · ".join(reasons)) for who, reasons in asked if who == name]
    return found or [("", _("没有在这个社区的名册里找到这个人"))]


def my_work(viewer: Viewer) -> list[Row]:
    """What lies with this person, or with the office he speaks for; the most pressing first."""
    open_for(viewer)
    own = Party.objects.standing().working()
    own = own.of_user(viewer) | own.of_office(viewer)
    asked = Offer.objects.waiting().of_user(viewer)
    rows = (
        ServiceRequest.objects.open()
        .filter(Q(pk__in=own.values("service_request")) | Q(pk__in=asked.values("service_request")))
        .select_related("grid", "item", "community")
        .order_by(F("due_at").asc(nulls_last=True), "pk")
    )
    return [Row(row, saying.promise(row), _meta(viewer, row)) for row in rows[:PAGE]]


def _parties(row: ServiceRequest) -> list[Party]:
    """Colleagues and offices by their names; whoever brought it stays behind his mask."""
    parties = list(row.parties.select_related("user", "organization", "department").order_by("id"))
    for party in parties:
        if party.user is not None and party.lane:
            party.user.name.disclose()
    return parties


def _offers(row: ServiceRequest) -> list[Invited]:
    """Who was asked this time round, and what he said."""
    offers = list(row.offers.select_related("user").order_by("-id")[:20])
    names = apart({offer.user_id: offer.user.name.open() for offer in offers})
    return [Invited(names[offer.user_id], offer) for offer in offers]


def _filtered(viewer: Viewer, filters: Filters) -> ServiceRequestQuerySet:
    rows = ServiceRequest.objects.manageable_by(viewer).filter(status__in=TABS[filters.tab][1])
    rows = narrowed(viewer, rows, filters)
    # Keyset paging: a queue that grows behind one's back neither repeats nor skips a row.
    rows = rows.annotate(pressing=PRESSING).order_by("pressing", "pk")
    if filters.after:
        rows = rows.filter(_after(filters.after))
    return rows.select_related("grid", "item", "community", "building")


def _after(mark: str) -> Q:
    try:
        moment, pk = mark.rsplit("~", 1)
        at, last = datetime.fromisoformat(moment), int(pk)
    except ValueError:
        raise Http404 from None
    # the bound alone is what an index can begin at
    return Q(pressing__gte=at) & (Q(pressing__gt=at) | Q(pressing=at, pk__gt=last))


def _mark(row: ServiceRequest) -> str:
    return f"{(row.due_at or FAR).isoformat()}~{row.pk}"


def _meta(viewer: Viewer, row: ServiceRequest) -> str:
    """Every community counts its grids from one: who reaches several reads of which."""
    several = len(viewer.community_ids) > 1
    parts = [
        row.get_channel_display(),
        row.community.title if several else "",
        row.grid.title if row.grid else "",
    ]
    if row.affected_count > 1:
        parts.append(_("%(n)d 人反映") % {"n": row.affected_count})
    return " · ".join(str(part) for part in parts if part)


def _line(event: RequestEvent) -> dict[str, Any]:
    nobody = _("拿到链接的人") if event.duty == Duty.BEARER else _("系统")
    who = event.actor.name.open() if event.actor else nobody
    return {
        "text": f"{who} · {saying.desk_line(event)}",
        "note": event.note,
        "row": event,
        "at": event.at,
        "when": saying.when(timezone.localtime(event.at)),
    }
