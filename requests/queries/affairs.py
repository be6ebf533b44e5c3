"""Inquiries and affairs: mine, and the desk's live board."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from accounts.roles import GRID_WORKER
from accounts.viewer import Viewer
from core.models import StoredFile
from requests.affair_steps import CLOSED, OPEN, STEPS, Status
from requests.models import Affair, AffairEvent, AffairHelp, AffairPaper, Custody, Inquiry
from requests.opening import open_at
from requests.tiers import DESK
from requests.words import day_of

SHOWN = 50
LINES = {step.name: step.line for step in STEPS}


@dataclass(frozen=True)
class Waiting:
    row: Inquiry
    minutes: int
    """Left until it is due; negative when it is late."""


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
        Waiting(row, int((row.due_at - now).total_seconds() // 60))
        for row in rows.waiting().select_related("guide", "grid").order_by("due_at", "pk")[:SHOWN]
    ]
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    counted = rows.filter(answered_at__gte=today).aggregate(
        n=Count("pk"), in_time=Count("pk", filter=Q(answered_at__lte=F("due_at")))
    )
    share = round(100 * counted["in_time"] / counted["n"]) if counted["n"] else None
    return Board(waiting, sum(one.minutes < 0 for one in waiting), counted["n"], share)


def get_inquiry(viewer: Viewer, pk: int) -> Inquiry:
    _at_desk(viewer)
    rows = Inquiry.objects.manageable_by(viewer).select_related("guide", "community", "answered_by")
    return get_object_or_404(rows, pk=pk)


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


def desk_affairs(viewer: Viewer, *, tab: str = "open") -> list[Affair]:
    if not viewer.is_staff or viewer.sleeping:
        raise Http404
    states = OPEN if tab == "open" else CLOSED
    rows = Affair.objects.manageable_by(viewer).filter(status__in=states)
    return list(rows.select_related("guide", "grid", "worker").order_by("-pk")[:SHOWN])


def get_affair(viewer: Viewer, pk: int) -> Affair:
    if not viewer.is_staff:
        raise Http404
    rows = Affair.objects.manageable_by(viewer)
    return get_object_or_404(
        rows.select_related("guide", "community", "worker", "inquiry", "grid"), pk=pk
    )


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


def timeline(affair: Affair) -> list[dict[str, Any]]:
    """The caller has fetched the affair in his scope."""
    events = AffairEvent.objects.filter(affair=affair).order_by("-id")
    return [
        {
            "text": str(LINES[event.step]) if event.step in LINES else str(Status.SUBMITTED.label),
            "note": event.note,
            "at": event.at,
            "when": day_of(timezone.localtime(event.at)),
        }
        for event in events
    ]


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
    return list(rows.distinct().order_by("pk"))


def _at_desk(viewer: Viewer) -> None:
    if not viewer.is_staff or viewer.sleeping or viewer.role.code not in DESK:
        raise Http404
