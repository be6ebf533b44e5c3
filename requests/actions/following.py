"""What the catalogue says is to be done by itself, done in the name of who took the request in."""

from accounts.viewer import Viewer
from core.exceptions import DomainError
from grids.queries import responsible_for
from requests.actions import calling, dispatch, rotation
from requests.actions.dispatch import Who
from requests.dispatching import mode_for, rule_for
from requests.models import DispatchRule, MenuItem, ServiceRequest
from requests.models.parties import Lane

Mode = MenuItem.Dispatch


def follow(row: ServiceRequest, *, by: Viewer) -> ServiceRequest:
    """Nothing, where the place wants somebody to decide, or where nobody can be found: then it
    waits to be sent, as everything else."""
    rule = rule_for(row)
    if rule is None or not rule.by_itself:
        return row
    try:
        return _do(row, rule, by)
    except DomainError:
        return row


def _do(row: ServiceRequest, rule: DispatchRule, by: Viewer) -> ServiceRequest:
    mode = mode_for(row, rule)
    if mode == Mode.POOL:
        return dispatch.open_pool(row, by=by)
    if mode == Mode.OFFER:
        return calling.call(row, size=rule.wave, wait_minutes=rule.wait_minutes, by=by)
    if mode == Mode.ROTATE:
        return rotation.rotate(row, by=by)
    user = responsible_for(row.grid).user if row.grid and rule.lead_lane == Lane.HOST else None
    if user is None or user.pk == row.reporter_id:
        return row
    return dispatch.assign(row, Who(Lane.HOST, user=user, reason=str(rule)[:200]), by=by)
