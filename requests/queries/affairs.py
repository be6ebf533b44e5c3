"""Inquiries and affairs: mine, and the desk's live board."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import GRID_WORKER, DataClass
from accounts.viewer import Viewer
from communities.queries.person import refuse_after_many
from core import audit
from core.exceptions import DomainError
from core.models import StoredFile
from core.words import span
from grids.queries.responsible import worker_of
from requests.affair_steps import AT_DESK, CLOSED, OPEN, OPENED, STEPS, Status
from requests.models import Affair, AffairEvent, AffairHelp, AffairPaper, Custody, Inquiry
from requests.opening import open_at
from requests.queries.contact import Contact
from requests.queries.paging import newest
from requests.tiers import DESK
from requests.words import day_of

SHOWN = 50
LINES = {step.name: step.line for step in STEPS}


@dataclass(frozen=True)
class Waiting:
    row: Inquiry
    left: str
    """Until it is due, or since it was, in words."""
    is_late: bool


@dataclass(frozen=True)
class Board:
    waiting: list[Waiting]
    late: int
    answered_today: int
    in_time_percent: int | None


@dataclass(frozen=True)
class Figures:
    open: int
    done: int
    visits_per_case: float | None
    """How often people had to come, on average of what was done in the last 90 days."""
    helped: int


def board(viewer: Viewer) -> Board:
    _at_desk(viewer)
    now = timezone.now()
    rows = Inquiry.objects.manageable_by(viewer)
    waiting = [
        Waiting(row, span(abs(row.due_at - now)), is_late=row.due_at < now)
        for row in rows.waiting().select_related("guide", "grid").order_by("due_at", "pk")[:SHOWN]
    ]
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    counted = rows.filter(answered_at__gte=today).aggregate(
        n=Count("pk"), in_time=Count("pk", filter=Q(answered_at__lte=F("due_at")))
    )
    share = round(100 * counted["in_time"] / counted["n"]) if counted["n"] else None
    return Board(waiting, sum(one.is_late for one in waiting), counted["n"], share)


def get_inquiry(viewer: Viewer, pk: int) -> Inquiry:
    _at_desk(viewer)
    rows = Inquiry.objects.manageable_by(viewer).select_related(
        "guide", "community", "answered_by", "asker", "grid"
    )
    row = get_object_or_404(rows, pk=pk)
    if row.answered_by is not None:
        row.answered_by.name.disclose()
    return row


def waits(row: Inquiry) -> dict[str, Any] | None:
    """The clock of a question nobody has answered yet."""
    if row.answered_at is not None:
        return None
    left = row.due_at - timezone.now()
    if left.total_seconds() < 0:
        return {"text": _("过期 {span}").format(span=span(-left)), "state": "late"}
    return {"text": _("还有 {span}").format(span=span(left)), "state": "soon"}


def my_inquiries(viewer: Viewer) -> list[Inquiry]:
    if viewer.user_id is None:
        return []
    rows = Inquiry.objects.filter(asker_id=viewer.user_id).select_related("guide")
    return list(rows.order_by("-asked_at", "-pk")[:SHOWN])


def my_affairs(viewer: Viewer) -> list[Affair]:
    rows = Affair.objects.filter(applicant_id=viewer.user_id or 0).select_related("guide")
    found = list(rows.order_by("-pk")[:SHOWN])
    return sorted(found, key=lambda row: (row.status in CLOSED, -row.pk))


def get_mine(viewer: Viewer, public_id: UUID) -> Affair:
    if viewer.is_staff:
        raise Http404
    rows = Affair.objects.filter(applicant_id=viewer.user_id or 0)
    row = get_object_or_404(rows.select_related("guide", "community"), public_id=public_id)
    open_at(viewer, row.community_id)  # the desk's lines stand behind the wall of the place
    return row


def desk_affairs(viewer: Viewer, *, tab: str, before: str = "") -> tuple[list[Affair], str]:
    if not viewer.is_staff or viewer.sleeping:
        raise Http404
    states = OPEN if tab == "open" else CLOSED
    rows = Affair.objects.manageable_by(viewer).filter(status__in=states)
    page, mark = newest(rows.select_related("guide", "grid", "worker"), before, by="opened_at")
    for row in page:
        _name_worker(row)
    return page, mark


def get_affair(viewer: Viewer, pk: int) -> Affair:
    if not viewer.is_staff:
        raise Http404
    rows = Affair.objects.manageable_by(viewer)
    rows = rows.select_related("guide", "community", "worker", "inquiry", "grid")
    return _name_worker(get_object_or_404(rows, pk=pk))


def _name_worker(row: Affair) -> Affair:
    """Colleagues at the desk know each other by name."""
    if row.worker is not None:
        row.worker.name.disclose()
    return row


def figures_or_404(viewer: Viewer) -> None:
    """Where one may enter what the desk did, one has a desk and a place."""
    _at_desk(viewer)
    if not viewer.community_ids:
        raise Http404


def figures(viewer: Viewer) -> Figures:
    rows = Affair.objects.manageable_by(viewer)
    since = timezone.now() - timedelta(days=90)
    done = rows.filter(status=Status.DONE, closed_at__gte=since)
    found = done.aggregate(n=Count("pk"), visits=Avg("visits"))
    return Figures(
        open=rows.open().count(),
        done=found["n"],
        visits_per_case=round(found["visits"], 2) if found["n"] else None,
        helped=AffairHelp.objects.filter(
            community_id__in=viewer.community_ids, at__gte=since
        ).count(),
    )


def timeline(affair: Affair, *, at_desk: bool = False) -> list[dict[str, Any]]:
    """The caller has fetched the affair in his scope. The desk reads who did it as well."""
    events = AffairEvent.objects.filter(affair=affair).select_related("actor").order_by("-id")
    return [
        {
            "text": _line(event, at_desk),
            "note": event.note,
            "row": event,
            "at": event.at,
            "when": day_of(timezone.localtime(event.at)),
        }
        for event in events
    ]


def _line(event: AffairEvent, at_desk: bool) -> str:
    said = str(LINES.get(event.step, OPENED))
    if not at_desk:
        return str(capfirst(said))  # a line of its own; in a message it stands in a sentence
    who = event.actor.name.open() if event.actor else ""
    return " · ".join(part for part in (who, str(AT_DESK.get(event.step, said))) if part)


def contact_is_open(viewer: Viewer, row: Affair) -> bool:
    """While it goes on: for the desk, and for who was sent to fetch the papers."""
    mine = row.worker_id is not None and row.worker_id == viewer.user_id
    return row.status in OPEN and (mine or viewer.sees(DataClass.PERSONAL))


def contact_of(viewer: Viewer, row: Affair) -> Contact:
    """In clear, once; noted in the audit with who looked."""
    if not contact_is_open(viewer, row):
        raise DomainError(_("现在看不到地址和电话"), code="not_for_you")
    refuse_after_many(viewer)
    audit.read(row, ("name", "phone", "address", "numbers"), viewer.user, _("办这件事"))
    return Contact(row.name.open(), row.phone.open(), row.address.open(), row.numbers.open())


def custody(affair: Affair) -> list[Custody]:
    return list(Custody.objects.filter(affair=affair).select_related("by").order_by("id"))


def papers(affair: Affair) -> list[AffairPaper]:
    return list(AffairPaper.objects.filter(affair=affair).select_related("file").order_by("id"))


def paper_file(affair: Affair, pk: int) -> StoredFile:
    return get_object_or_404(AffairPaper.objects.select_related("file"), affair=affair, pk=pk).file


def fetchers(affair: Affair) -> list[User]:
    """Grid workers of the community, the grid's own first."""
    rows = User.objects.filter(
        grants__role=GRID_WORKER,
        grants__revoked_at__isnull=True,
        grants__area_scopes__area__community_id=affair.community_id,
        is_active=True,
    )
    own = worker_of(affair.grid) if affair.grid else User.objects.none()
    rows = rows.annotate(elsewhere=~Q(pk__in=own.values("pk")))
    return list(rows.distinct().order_by("elsewhere", "pk"))


def _at_desk(viewer: Viewer) -> None:
    if not viewer.is_staff or viewer.sleeping or viewer.role.code not in DESK:
        raise Http404
