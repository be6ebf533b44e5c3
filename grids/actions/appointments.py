"""Appoint a worker, let him go, fill in for him, name the one who catches the rest."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import GRID_WORKER
from communities.models import Area, Level
from core import outbox, tally
from core.exceptions import DomainError
from grids import history, periods
from grids.actions import grants, handovers
from grids.actions.guards import lock_grid, refusing, require_active
from grids.models import Absence, DutyOfficer, Handover, WorkerAppointment


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
            community_id=grid.community_id,
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
        subject=worker,
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
    appointment = _running(appointment)
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
        incoming=successor or _duty_officer(grid).user,
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
    appointment = _running(appointment)
    if appointment.period.lower <= timezone.localdate():
        raise DomainError(_("已经上任了，请办卸任"), code="begun")
    if not reason.strip():
        raise DomainError(_("请写取消原因"), field="reason")
    _close(appointment, appointment.period.lower - periods.ONE_DAY, actor=actor, reason=reason)


@transaction.atomic
def publish_contact(
    appointment: WorkerAppointment, *, office_phone: str, publishes: bool, actor: User
) -> WorkerAppointment:
    """The work number for the public board, and the worker's consent to stand there."""
    lock_grid(appointment.grid)
    appointment = _running(appointment)
    appointment.office_phone = office_phone.strip()
    if publishes != appointment.is_published:
        appointment.publication_consent_at = timezone.now() if publishes else None
    appointment.save(update_fields=["office_phone", "publication_consent_at"])
    history.note(
        "grids.contact_published",
        appointment,
        actor=actor,
        details={"published": publishes, "office_phone": bool(appointment.office_phone)},
        subject=appointment.worker,
    )
    return appointment


# --- absence -----------------------------------------------------------------------------------
@transaction.atomic
def record_absence(
    appointment: WorkerAppointment,
    *,
    first: date,
    last: date,
    actor: User,
    substitute: User | None = None,
) -> Absence:
    """Some days away. The substitute's grant is delegated, for these days and no other."""
    grid = lock_grid(appointment.grid)
    appointment = _running(appointment)
    if last < first:
        raise DomainError(_("最后一天早于第一天"), field="last")
    period = periods.days(first, last)
    term = appointment.period
    if first < term.lower or (term.upper is not None and period.upper > term.upper):
        raise DomainError(_("离岗日期超出了任期"), field="first")
    if substitute is not None:
        _check_substitute(substitute, appointment)
    elif not DutyOfficer.objects.serving().filter(community=grid.community_id).exists():
        raise DomainError(
            _("没有替班人，也没有值班负责人：请选替班人，或先指定值班负责人"), field="substitute"
        )
    grant = substitute and grants.give(
        GRID_WORKER,
        substitute,
        grid,
        actor=actor,
        reason=_("离岗替班"),
        starts_on=first,
        ends_on=last,
        delegated_from=appointment.grant,
    )
    with refusing(absence_one_at_a_time=_("这几天里已经登记过离岗")):
        absence = Absence.objects.create(
            community_id=appointment.community_id,
            appointment=appointment,
            period=period,
            substitute=substitute,
            grant=grant,
            recorded_by=actor,
        )
    history.note(
        "grids.worker_absent",
        absence,
        actor=actor,
        details={
            "appointment": appointment.pk,
            "from": first.isoformat(),
            "to": last.isoformat(),
            "substitute": substitute.pk if substitute else None,
        },
        subject=appointment.worker,
    )
    outbox.publish(
        "grids.worker_absent",
        key=f"grids.absence:{absence.pk}",
        payload={
            "absence_id": absence.pk,
            "grid_id": appointment.grid_id,
            "community_id": appointment.community_id,
        },
    )
    return absence


@transaction.atomic
def return_early(absence: Absence, *, actor: User, last_day: date | None = None) -> Absence:
    """Back before the planned day; also calls off an absence that has not begun."""
    lock_grid(absence.appointment.grid)
    absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    last = last_day or timezone.localdate() - periods.ONE_DAY
    if absence.period.isempty or absence.period.upper <= last + periods.ONE_DAY:
        raise DomainError(_("这次离岗已经结束"), code="over")
    _cut_absence(absence, last)
    history.note(
        "grids.worker_returned",
        absence,
        actor=actor,
        details={"last_day": last.isoformat()},
        subject=absence.appointment.worker,
    )
    return absence


# --- the duty officer --------------------------------------------------------------------------
@transaction.atomic
def set_duty_officer(
    community: Area, user: User, *, actor: User | None, office_phone: str = ""
) -> DutyOfficer:
    """Catches the work of every grid of the community that has nobody."""
    community = Area.objects.select_for_update(of=("self",), no_key=True).get(pk=community.pk)
    if community.level != Level.COMMUNITY:
        raise DomainError(_("值班负责人是按社区指定的"), code="not_a_community")
    if not grants.is_colleague(user, community, roles=grants.STAFF):
        raise DomainError(_("值班负责人应是本社区的工作人员"), field="user")
    officer, _created = DutyOfficer.objects.update_or_create(
        community=community,
        defaults={
            "user": user,
            "office_phone": office_phone.strip(),
            "set_by": actor,
            "set_at": timezone.now(),
        },
    )
    history.note("grids.duty_officer_set", officer, actor=actor, subject=user)
    outbox.publish(
        "grids.duty_officer_set",
        key=f"grids.duty_officer:{officer.pk}:{officer.set_at.isoformat()}",
        payload={"duty_officer_id": officer.pk, "community_id": community.pk},
    )
    return officer


# --- inside ------------------------------------------------------------------------------------
def _running(appointment: WorkerAppointment) -> WorkerAppointment:
    """Read again under the lock of its grid."""
    fresh = WorkerAppointment.objects.select_related("worker", "grant", "grid").get(
        pk=appointment.pk
    )
    if fresh.ended_at is not None:
        raise DomainError(_("这项任命已经办过卸任"), code="ended")
    return fresh


def _refuse_a_second_worker(grid: Area, period: periods.DateRange) -> None:
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
    grants.withdraw(appointment.grant, last_day=last)
    for absence in appointment.absences.not_over(last).select_related("grant"):
        _cut_absence(absence, last)
    history.note(
        "grids.appointment_ended",
        appointment,
        actor=actor,
        details={"grid": appointment.grid_id, "last_day": last.isoformat(), "reason": reason},
        subject=appointment.worker,
    )
    tally.add(
        "grids.appointment_ended", appointment.community_id, dims={"grid": appointment.grid_id}
    )
    _publish("grids.appointment_ended", appointment)


def _cut_absence(absence: Absence, last: date) -> None:
    absence.period = periods.until(absence.period, last)
    absence.save(update_fields=["period"])
    grants.withdraw(absence.grant, last_day=last)


def _check_substitute(substitute: User, appointment: WorkerAppointment) -> None:
    if substitute == appointment.worker:
        raise DomainError(_("替班人不能是本人"), field="substitute")
    if not grants.is_colleague(substitute, appointment.grid.community):  # type: ignore[arg-type]
        raise DomainError(_("替班人应是本社区的工作人员或网格员"), field="substitute")


def _duty_officer(grid: Area) -> DutyOfficer:
    officer = (
        DutyOfficer.objects.serving()
        .filter(community=grid.community_id)
        .select_related("user")
        .first()
    )
    if officer is None:
        raise DomainError(
            _("本社区还没有值班负责人，网格空着就没人管：请先指定"),
            code="no_duty_officer",
            field="without_successor",
        )
    return officer


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
