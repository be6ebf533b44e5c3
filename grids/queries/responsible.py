"""Who answers for a grid on a day: the worker, his substitute, or the duty officer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import models
from django.db.models import FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Area, Level
from grids.models import Absence, DutyOfficer, WorkerAppointment


class How(models.TextChoices):
    WORKER = "worker", _("网格员")
    SUBSTITUTE = "substitute", _("替班")
    DUTY_OFFICER = "duty_officer", _("值班负责人代管")
    VACANT = "vacant", _("无人负责")


class Responsible(NamedTuple):
    user: User | None
    how: How


@dataclass(frozen=True)
class Standing:
    """A grid on a day, with everything that says who answers for it."""

    grid: Area
    user: User | None
    how: How
    appointment: WorkerAppointment | None = None
    absence: Absence | None = None
    duty_officer: DutyOfficer | None = None

    @property
    def is_vacant(self) -> bool:
        """Nobody is appointed, whoever may be filling the gap."""
        return self.appointment is None


def responsible_for(grid: Area, on: date | None = None) -> Responsible:
    """Every piece of work on a grid has an address: this one. A micro-grid without its own
    worker belongs to the worker of its grid."""
    standing = standings([grid], on=on)[grid.pk]
    return Responsible(standing.user, standing.how)


def worker_of(grid: Area, on: date | None = None) -> User | None:
    """The worker or who stands in for him; the duty officer is not asked."""
    return standings([grid], on=on, officers=False)[grid.pk].user


def standings(
    grids: Iterable[Area], on: date | None = None, *, officers: bool = True
) -> dict[int, Standing]:
    """The same for many grids, in two queries; in three where somebody stands in."""
    grids = list(grids)
    day = on or timezone.localdate()
    asked = {grid.pk for grid in grids} | {
        grid.parent_id for grid in grids if grid.level == Level.MICRO_GRID
    }
    appointments = {
        appointment.grid_id: appointment
        for appointment in WorkerAppointment.objects.on(day)
        .filter(grid__in=asked, worker__is_active=True)
        .annotate(away=FilteredRelation("absences", condition=Q(absences__period__contains=day)))
        .select_related("worker", "grid", "away__substitute")  # type: ignore[misc]
    }
    absences: dict[int, Absence] = {
        appointment.pk: appointment.away
        for appointment in appointments.values()
        if hasattr(appointment, "away")
    }
    substitutes = {a.substitute_id for a in absences.values() if a.substitute_id}
    away = _away(substitutes, day) if substitutes else frozenset()
    serving = DutyOfficer.objects.serving().filter(
        community__in={grid.community_id for grid in grids}
    )
    on_call = {one.community_id: one for one in serving.select_related("user")} if officers else {}
    found = {}
    for grid in grids:
        appointment = appointments.get(grid.pk)
        if appointment is None and grid.level == Level.MICRO_GRID:
            appointment = appointments.get(grid.parent_id or 0)
        absence = absences.get(appointment.pk) if appointment else None
        officer = on_call.get(grid.community_id or 0)
        found[grid.pk] = _standing(grid, appointment, absence, officer, away)
    return found


def _standing(
    grid: Area,
    appointment: WorkerAppointment | None,
    absence: Absence | None,
    officer: DutyOfficer | None,
    away: frozenset[int],
) -> Standing:
    user: User | None
    if appointment is not None and absence is None:
        user, how = appointment.worker, How.WORKER
    elif absence is not None and _can_stand_in(absence, away):
        user, how = absence.substitute, How.SUBSTITUTE
    elif officer is not None:
        user, how = officer.user, How.DUTY_OFFICER
    else:
        user, how = None, How.VACANT
    return Standing(grid, user, how, appointment, absence, officer)


def _can_stand_in(absence: Absence, away: frozenset[int]) -> bool:
    """Substitutes fall ill as well: then the duty officer catches both grids."""
    substitute = absence.substitute
    return substitute is not None and substitute.is_active and substitute.pk not in away


def _away(user_ids: Iterable[int], day: date) -> frozenset[int]:
    rows = Absence.objects.on(day).filter(appointment__worker__in=user_ids)
    return frozenset(rows.values_list("appointment__worker_id", flat=True))
