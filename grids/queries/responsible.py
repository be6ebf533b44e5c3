"""Who answers for a grid on a day: the worker, his substitute, or the duty officer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Case, Exists, FilteredRelation, OuterRef, Q, When
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


def worker_of(grid: Area, on: date | None = None) -> "models.QuerySet[User]":
    """The worker or who stands in for him, the duty officer is not asked: at most one row, so that
    other questions can be asked with it in one statement."""
    nearest = _answered(_asked([grid]), on or timezone.localdate()).order_by("-grid__path")
    return User.objects.filter(pk__in=nearest.values("answers")[:1])


def standings(grids: Iterable[Area], on: date | None = None) -> dict[int, Standing]:
    """The same for many grids, in two queries."""
    grids = list(grids)
    appointments = {
        appointment.grid_id: appointment
        for appointment in _answered(_asked(grids), on or timezone.localdate()).select_related(
            "worker", "grid", "away__substitute"
        )
    }
    serving = DutyOfficer.objects.serving().filter(
        community__in={grid.community_id for grid in grids}
    )
    on_call = {one.community_id: one for one in serving.select_related("user")}
    found = {}
    for grid in grids:
        appointment = appointments.get(grid.pk)
        if appointment is None and grid.level == Level.MICRO_GRID:
            appointment = appointments.get(grid.parent_id or 0)
        found[grid.pk] = _standing(grid, appointment, on_call.get(grid.community_id or 0))
    return found


def _asked(grids: Iterable[Area]) -> set[int | None]:
    """A micro-grid without its own worker belongs to the worker of its grid."""
    grids = list(grids)
    micro = [grid for grid in grids if grid.level == Level.MICRO_GRID]
    return {grid.pk for grid in grids} | {grid.parent_id for grid in micro}


def _answered(grids: set[int | None], day: date) -> "models.QuerySet[Any]":
    """The appointments of a day with whose absence falls on it (`away`) and who `answers`: the
    worker; his substitute, if that one works and is not away himself. Else nobody."""
    ill = Absence.objects.on(day).filter(appointment__worker=OuterRef("away__substitute"))
    appointments = WorkerAppointment.objects.on(day).filter(grid__in=grids, worker__is_active=True)
    absent = FilteredRelation("absences", condition=Q(absences__period__contains=day))
    return appointments.annotate(away=absent).annotate(
        answers=Case(
            When(away__isnull=True, then="worker"),
            When(~Exists(ill), away__substitute__is_active=True, then="away__substitute"),
        )
    )


def _standing(grid: Area, appointment: Any | None, officer: DutyOfficer | None) -> Standing:
    user: User | None
    absence = getattr(appointment, "away", None)
    answers = appointment.answers if appointment else None
    if appointment and answers and absence is None:
        user, how = appointment.worker, How.WORKER
    elif absence is not None and answers:  # else the duty officer catches both grids
        user, how = absence.substitute, How.SUBSTITUTE
    elif officer is not None:
        user, how = officer.user, How.DUTY_OFFICER
    else:
        user, how = None, How.VACANT
    return Standing(grid, user, how, appointment, absence, officer)
