"""Appoint a worker, let him go, say under which number he stands on the board."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import GRID_WORKER
from communities.models import Area
from core import outbox, tally
from core.exceptions import DomainError
from core.refusals import refusing
from grids import history, periods
from grids.actions import absences, duty, grants, handovers
from grids.actions.guards import community_of, lock_grid, require_active, running
from grids.models import Handover, WorkerAppointment


@transaction.atomic
def appoint_worker(
    grid: Area,
    worker: User,
    *,
    actor: User | None,
    starts_on: date | None = None,
    office_phone: str = "",
    publishes: bool = False,
) -> WorkerAppointment:
    """From `starts_on` this worker answers for the grid, until somebody ends it."""
    grid = lock_grid(grid)
    require_active(grid)
    period = periods.days(starts_on or timezone.localdate())
    _refuse_a_second_worker(grid, period)
    grant = grants.give(
        GRID_WORKER, worker, grid, actor=actor, reason=_("任网格员"), starts_on=period.lower
    )
    appointment = _write(
        WorkerAppointment(
            community_id=community_of(grid),
            grid=grid,
            worker=worker,
            grant=grant,
            period=period,
            office_phone=office_phone.strip(),
            publication_consent_at=timezone.now() if publishes else None,
            appointed_by=actor,
        )
    )
    history.note(
        "grids.worker_appointed",
        appointment,
        actor=actor,
        details={"grid": grid.pk, "worker": worker.pk, "from": period.lower.isoformat()},
        about=worker,
    )
    tally.add("grids.appointed", appointment.community_id, dims={"grid": grid.pk})
    if _was_left_vacant(grid):
        _count_vacancy(appointment, -1, on=period.lower)
    _publish("grids.worker_appointed", appointment)
    return appointment


@transaction.atomic
def end_appointment(
    appointment: WorkerAppointment,
    *,
    actor: User,
    reason: str,
    last_day: date | None = None,
    successor: User | None = None,
    successor_phone: str = "",
    without_successor: bool = False,
) -> Handover:
    """Let a worker go. Somebody takes over: a successor by name, or the duty officer on record.

    A handover that both signed beforehand has named the successor already.
    """
    grid = lock_grid(appointment.grid)
    appointment = running(appointment)
    last = last_day or timezone.localdate()
    if last < appointment.period.lower:
        raise DomainError(_("最后一天早于上任那天；还没上任请用“取消任命”"), field="last_day")
    if not reason.strip():
        raise DomainError(_("请写卸任原因"), field="reason")
    if successor is None and not without_successor:
        successor = _who_has_signed(appointment)
    if successor is None and not without_successor:
        raise DomainError(
            _("请写明谁接手：选一位继任，或写明暂无继任、由值班负责人接手"),
            code="nobody_takes_over",
            field="successor",
        )
    if successor == appointment.worker:
        raise DomainError(_("继任不能是本人"), field="successor")
    _close(appointment, last, actor=actor, reason=reason)
    handover = handovers.draw_up(
        appointment,
        incoming=successor or duty.officer_of(grid).user,
        without_successor=successor is None,
        actor=actor,
    )
    if successor is not None:
        appoint_worker(
            grid,
            successor,
            actor=actor,
            starts_on=last + periods.ONE_DAY,
            office_phone=successor_phone,
        )
    else:
        _count_vacancy(appointment, +1, on=last + periods.ONE_DAY)
        _publish("grids.became_vacant", appointment)
    return handover


@transaction.atomic
def call_off_appointment(appointment: WorkerAppointment, *, actor: User, reason: str) -> None:
    """Before its first day: as if it had never been, but for the history."""
    lock_grid(appointment.grid)
    appointment = running(appointment)
    if appointment.period.lower <= timezone.localdate():
        raise DomainError(_("已经上任了，请办卸任"), code="begun")
    if not reason.strip():
        raise DomainError(_("请写取消原因"), field="reason")
    _close(appointment, appointment.period.lower - periods.ONE_DAY, actor=actor, reason=reason)


@transaction.atomic
def end_with_grid(appointment: WorkerAppointment, *, actor: User) -> None:
    """The grid was merged away or closed: there is nothing left to take over from him."""
    never_begun = appointment.period.lower - periods.ONE_DAY
    last = max(timezone.localdate(), never_begun)
    _close(appointment, last, actor=actor, reason=_("网格已撤并"))


@transaction.atomic
def publish_contact(
    appointment: WorkerAppointment, *, office_phone: str, publishes: bool, actor: User
) -> WorkerAppointment:
    """The work number for the public board, and the worker's consent to stand there."""
    lock_grid(appointment.grid)
    appointment = running(appointment)
    appointment.office_phone = office_phone.strip()
    if publishes != appointment.is_published:
        appointment.publication_consent_at = timezone.now() if publishes else None
    appointment.save(update_fields=["office_phone", "publication_consent_at"])
    history.note(
        "grids.contact_published",
        appointment,
        actor=actor,
        details={"published": publishes, "office_phone": bool(appointment.office_phone)},
        about=appointment.worker,
    )
    return appointment


# --- inside ------------------------------------------------------------------------------------
def _refuse_a_second_worker(grid: Area, period: Any) -> None:
    other = (
        WorkerAppointment.objects.filter(grid=grid, period__overlap=period)
        .select_related("worker")
        .order_by("period")
        .first()
    )
    if other is not None:
        raise DomainError(
            _("“%(grid)s”从 %(day)s 起已有网格员，一格只有一位负责人：请先办他的卸任")
            % {"grid": grid, "day": other.period.lower},
            code="grid_one_worker_at_a_time",
            field="starts_on",
        )


def _write(appointment: WorkerAppointment) -> WorkerAppointment:
    with refusing(
        grid_one_worker_at_a_time=_("这个网格刚刚有了别的网格员，请刷新再看"),
    ):
        appointment.save(force_insert=True)
    return appointment


def _close(appointment: WorkerAppointment, last: date, *, actor: User, reason: str) -> None:
    appointment.period = periods.until(appointment.period, last)
    appointment.ended_by, appointment.ended_at = actor, timezone.now()
    appointment.end_reason = reason.strip()
    appointment.save(update_fields=["period", "ended_by", "ended_at", "end_reason"])
    grants.withdraw(appointment.grant, last_day=last, actor=actor, reason=reason)
    for absence in appointment.absences.not_over(last).select_related("grant"):
        absences.cut(absence, last, actor=actor)
    history.note(
        "grids.appointment_ended",
        appointment,
        actor=actor,
        details={"grid": appointment.grid_id, "last_day": last.isoformat()},
        sensitive={"reason": reason},
        about=appointment.worker,
    )
    tally.add(
        "grids.appointment_ended", appointment.community_id, dims={"grid": appointment.grid_id}
    )
    _publish("grids.appointment_ended", appointment)


def _who_has_signed(appointment: WorkerAppointment) -> User | None:
    """A handover signed by both beforehand names the successor."""
    handover = Handover.objects.filter(appointment=appointment).select_related("incoming").first()
    return handover.incoming if handover is not None and handover.is_complete else None


def _was_left_vacant(grid: Area) -> bool:
    last = (
        WorkerAppointment.objects.filter(grid=grid, ended_at__isnull=False, period__isempty=False)
        .order_by("-ended_at")
        .first()
    )
    return Handover.objects.filter(appointment=last, without_successor=True).exists()


def _count_vacancy(appointment: WorkerAppointment, delta: int, *, on: date) -> None:
    tally.add(
        "grids.vacancy",
        appointment.community_id,
        at=timezone.make_aware(datetime.combine(on, time.min)),
        dims={"grid": appointment.grid_id},
        delta=delta,
    )


def _publish(topic: str, appointment: WorkerAppointment) -> None:
    outbox.publish(
        topic,
        key=f"{topic}:{appointment.pk}",
        payload={
            "appointment_id": appointment.pk,
            "grid_id": appointment.grid_id,
            "community_id": appointment.community_id,
        },
    )
