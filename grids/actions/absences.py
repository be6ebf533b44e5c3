"""Some days away: who stands in, and when the worker is back."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import outbox
from core.exceptions import DomainError
from core.refusals import refusing
from grids import history, periods
from grids.actions import grants
from grids.actions.guards import lock_grid, running
from grids.models import Absence, DutyOfficer, WorkerAppointment


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
    appointment = running(appointment)
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
    grant = None
    if substitute is not None:
        grant = grants.lend(
            appointment.grant,
            substitute,
            grid,
            actor=actor,
            reason=_("离岗替班"),
            starts_on=first,
            ends_on=last,
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
        about=appointment.worker,
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
    cut(absence, last, actor=actor)
    history.note(
        "grids.worker_returned",
        absence,
        actor=actor,
        details={"last_day": last.isoformat()},
        about=absence.appointment.worker,
    )
    return absence


def cut(absence: Absence, last: date, *, actor: User) -> None:
    """Inside the caller's transaction and lock."""
    absence.period = periods.until(absence.period, last)
    absence.save(update_fields=["period"])
    grants.withdraw(absence.grant, last_day=last, actor=actor, reason=_("替班结束"))


def _check_substitute(substitute: User, appointment: WorkerAppointment) -> None:
    if substitute == appointment.worker:
        raise DomainError(_("替班人不能是本人"), field="substitute")
    if not grants.is_colleague(substitute, appointment.community):
        raise DomainError(_("替班人应是本社区的工作人员或网格员"), field="substitute")
