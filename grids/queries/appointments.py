"""Appointments, absences and handovers, for the pages that change them."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from accounts.viewer import Viewer
from communities.models import Area
from core.memo import once
from grids import open_items
from grids.models import Absence, DutyOfficer, Handover, HandoverItem, WorkerAppointment

PAST = 5


@once
def appointments_on(viewer: Viewer, grid: Area) -> list[WorkerAppointment]:
    """Who has answered for the grid, the latest first."""
    rows = (
        WorkerAppointment.objects.visible_to(viewer)
        .filter(grid=grid, period__isempty=False)
        .select_related("worker")
        .order_by("-period")[:12]
    )
    return [_named(row) for row in rows]


def get_appointment(viewer: Viewer, pk: int) -> WorkerAppointment:
    """For who may end it."""
    rows = WorkerAppointment.objects.manageable_by(viewer).select_related(
        "worker", "grid", "community"
    )
    return _named(get_object_or_404(rows, pk=pk))


def get_own_or_manageable(viewer: Viewer, pk: int) -> WorkerAppointment:
    """Absence and the published number are the worker's own to say, too."""
    rows = WorkerAppointment.objects.manageable_by(viewer)
    if viewer.user_id is not None:
        own = WorkerAppointment.objects.visible_to(viewer).filter(worker=viewer.user_id)
        rows = rows | own
    rows = rows.filter(ended_at__isnull=True).select_related("worker", "grid", "community")
    return _named(get_object_or_404(rows.distinct(), pk=pk))


def has_worker_to_come(viewer: Viewer, grid: Area) -> bool:
    """Somebody answers for the grid without an end: there is nobody to appoint."""
    return any(row.period.upper is None for row in appointments_on(viewer, grid))


def has_begun(appointment: WorkerAppointment) -> bool:
    first = appointment.starts_on
    return first is not None and first <= timezone.localdate()


def has_handover(appointment: WorkerAppointment) -> bool:
    return Handover.objects.filter(appointment=appointment).exists()


def may_arrange(viewer: Viewer, appointment: WorkerAppointment) -> bool:
    """His own, or one the viewer may appoint to; and not over yet."""
    if appointment.ended_at is not None:
        return False
    own = viewer.user_id == appointment.worker_id
    mine = WorkerAppointment.objects.manageable_by(viewer).filter(pk=appointment.pk)
    return own or mine.exists()


def absences_of(appointment: WorkerAppointment) -> list[Absence]:
    """Those that are running or still to come."""
    rows = appointment.absences.not_over().select_related("substitute").order_by("period")
    for absence in rows:
        if absence.substitute is not None:
            absence.substitute.name.disclose()
    return list(rows)


def get_absence(viewer: Viewer, pk: int) -> Absence:
    rows = Absence.objects.manageable_by(viewer).select_related("appointment__grid")
    return get_object_or_404(rows, pk=pk)


def duty_officer_of(viewer: Viewer, community: Area) -> DutyOfficer | None:
    officer = (
        DutyOfficer.objects.visible_to(viewer)
        .serving()
        .filter(community=community)
        .select_related("user")
        .first()
    )
    if officer is not None:
        officer.user.name.disclose()
    return officer


# --- handover ------------------------------------------------------------------------------------
def community_of_handover(viewer: Viewer, pk: int) -> int:
    """Whoever may sign it, even before his own role begins."""
    found = Handover.objects.signable_by(viewer).filter(pk=pk).values_list("community", flat=True)
    community: int | None = found.first()
    if community is None:
        raise Http404
    return community


def get_handover(viewer: Viewer, pk: int) -> Handover:
    rows = (
        Handover.objects.signable_by(viewer)
        .select_related("grid", "community", "appointment__worker", "incoming")
        .prefetch_related(Prefetch("items", HandoverItem.objects.order_by("pk")))
    )
    handover = get_object_or_404(rows, pk=pk)
    handover.appointment.worker.name.disclose()
    handover.incoming.name.disclose()
    return handover


@dataclass(frozen=True)
class ItemLine:
    row: HandoverItem
    title: str


def items_of(handover: Handover) -> list[ItemLine]:
    """In the reader's language as far as the kind is known; else as it was written down."""
    return [
        ItemLine(
            item,
            open_items.label_of(item.kind) if item.kind in open_items.registry else item.title,
        )
        for item in handover.items.all()
    ]


def unfinished_on(viewer: Viewer, grid: Area) -> list[Handover]:
    rows = Handover.objects.signable_by(viewer).unfinished().filter(grid=grid)
    return list(rows.order_by("opened_at"))


def handovers_waiting_for(viewer: Viewer) -> list[Handover]:
    """Those that wait for this account's own signature."""
    if viewer.user_id is None:
        return []
    rows = Handover.objects.unfinished().filter(
        Q(outgoing_signed_at__isnull=True, outgoing=viewer.user_id)
        | Q(outgoing_signed_at__isnull=False, incoming=viewer.user_id)
    )
    return list(rows.select_related("grid").order_by("opened_at"))


def handovers_at_home(viewer: Viewer) -> tuple[list[Handover], list[Handover]]:
    """For who has no desk any more: what waits for his signature, and what he gave out of his
    hands, signed, the latest of it."""
    if viewer.user_id is None:
        return [], []
    own = Q(outgoing=viewer.user_id) | Q(incoming=viewer.user_id)
    rows = list(Handover.objects.filter(own).select_related("grid").order_by("opened_at"))
    waiting = [row for row in rows if row.waits_for(viewer.user_id)]
    past = [row for row in rows if row.outgoing_id == viewer.user_id and row.outgoing_signed_at]
    return waiting, past[: -PAST - 1 : -1]


def appointments_of(user: User | None) -> list[WorkerAppointment]:
    """The grids this account answers for today, as its own worker."""
    if user is None:
        return []
    rows = (
        WorkerAppointment.objects.on(timezone.localdate())
        .filter(worker=user)
        .select_related("grid")
        .order_by("grid__position", "grid")
    )
    return list(rows)


def _named(appointment: WorkerAppointment) -> WorkerAppointment:
    appointment.worker.name.disclose()
    return appointment
