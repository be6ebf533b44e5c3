"""Who could take it: colleagues of the place, departments above it, organisations that serve it."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, GRID_WORKER, SOCIAL_WORKER
from accounts.viewer import Viewer
from communities.models import Department
from core.exceptions import DomainError
from organizations.models import Organization
from requests.models import ServiceRequest
from requests.models.parties import Lane, Role
from requests.workflow import OrderType

AT_WORK = (GRID_WORKER, COMMUNITY_STAFF, COMMUNITY_SECRETARY, SOCIAL_WORKER)
LEADS = {
    OrderType.REGULAR: Lane.HOST,
    OrderType.WISH: Lane.LEAD,
    OrderType.VISION: Lane.ASSIST,
}
"""The default of the 3+2 rule; a place's own table goes before it (dispatch rules)."""


def lane_for(row: ServiceRequest) -> Lane:
    return LEADS[OrderType(row.order_type)]


def choices(viewer: Viewer, row: ServiceRequest) -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped for a select: people, departments, organisations."""
    groups = [
        (_("同事"), [(f"user:{user.pk}", user.name.open()) for user in _colleagues(row)]),
        (_("部门"), [(f"department:{one.pk}", str(one)) for one in _departments(row)]),
        (_("机构和单位"), [(f"organization:{one.pk}", str(one)) for one in _serving(row)]),
    ]
    return [group for group in groups if group[1]]


def colleague(row: ServiceRequest, pk: int) -> User:
    found: User | None = _colleagues(row).filter(pk=pk).first()
    if found is None:
        raise DomainError(_("他不在这个社区工作"), field="who")
    return found


def helpers(row: ServiceRequest) -> list[tuple[int, str]]:
    """Who helps now, by name or office."""
    rows = row.parties.standing().filter(role=Role.HELPER)
    return [
        (one.pk, one.user.name.open() if one.user else str(one))
        for one in rows.select_related("user", "organization", "department")
    ]


def found(row: ServiceRequest, kind: str, pk: str) -> dict[str, Any]:
    """One of the choices, as the thing it stands for."""
    if kind == "user":
        return {"user": colleague(row, int(pk))}
    if kind == "department":
        return {"department": _departments(row).filter(pk=pk).first()}
    if kind == "organization":
        return {"organization": _serving(row).filter(pk=pk).first()}
    return {}


def _colleagues(row: ServiceRequest) -> Any:
    people = User.objects.filter(
        grants__role__in=AT_WORK,
        grants__revoked_at__isnull=True,
        grants__area_scopes__area__community_id=row.community_id,
        is_active=True,
    )
    return people.exclude(pk=row.reporter_id or 0).distinct().order_by("pk")


def _departments(row: ServiceRequest) -> Any:
    return Department.objects.filter(area__in=row.community.ancestor_ids, is_active=True).order_by(
        "area__path", "name"
    )


def _serving(row: ServiceRequest) -> Any:
    return Organization.objects.active().serving(row.community).order_by("name")
