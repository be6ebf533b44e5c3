"""Locks that every action of this room shares."""

from django.utils.translation import gettext as _

from communities.models import Area
from core.exceptions import DomainError
from grids.access import GRID_LEVELS
from grids.models import WorkerAppointment


def lock_grid(grid: Area) -> Area:
    """Whoever changes who answers for a grid comes through here, one at a time."""
    locked = Area.objects.select_for_update(of=("self",), no_key=True).get(pk=grid.pk)
    if locked.level not in GRID_LEVELS:
        raise DomainError(_("“%(area)s”不是网格") % {"area": locked}, code="not_a_grid")
    return locked


def require_active(grid: Area) -> None:
    if not grid.is_active:
        raise DomainError(_("“%(grid)s”已停用") % {"grid": grid}, code="inactive_grid")


def community_of(area: Area) -> int:
    """The database guarantees it for grids (area_grid_has_community); the type does not know."""
    if area.community_id is None:
        raise DomainError(_("“%(area)s”不属于哪个社区") % {"area": area}, code="no_community")
    return area.community_id


def running(appointment: WorkerAppointment) -> WorkerAppointment:
    """Read again under the lock of its grid."""
    fresh = WorkerAppointment.objects.select_related("worker", "grant", "grid").get(
        pk=appointment.pk
    )
    if fresh.ended_at is not None:
        raise DomainError(_("这项任命已经办过卸任"), code="ended")
    return fresh
