"""Who could take it: colleagues of the place, departments above it, organisations that serve it."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, GRID_WORKER, SOCIAL_WORKER
from accounts.viewer import Viewer
from communities.models import Department
from core.exceptions import DomainError
from organizations.models import MemberCheckin, Organization
from requests.models import Party, ServiceRequest
from requests.models.parties import Role
from requests.registers import Option, registers

AT_WORK = (GRID_WORKER, COMMUNITY_STAFF, COMMUNITY_SECRETARY, SOCIAL_WORKER)


def choices(viewer: Viewer, row: ServiceRequest) -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped for a select: people, departments, organisations."""
    groups = [
        *(
            (register.title, [(one.value, _label(one)) for one in register.options if not one.no])
            for register in registers(row)
        ),
        (_("同事"), [(f"user:{user.pk}", user.name.open()) for user in colleagues(row)]),
        (_("部门"), [(f"department:{one.pk}", str(one)) for one in _departments(row)]),
        (_("机构和单位"), [(f"organization:{one.pk}", str(one)) for one in _serving(row)]),
    ]
    first: set[str] = set()
    found = []
    for title, options in groups:
        fresh = [option for option in options if option[0] not in first]
        first |= {value for value, _name in fresh}
        if fresh:
            found.append((title, fresh))
    return found


def option(row: ServiceRequest, value: str) -> Option | None:
    """What speaks for the one who was chosen, if a register knows him."""
    known = (one for register in registers(row) for one in register.options)
    return next((one for one in known if one.value == value), None)


def colleague(row: ServiceRequest, pk: int) -> User:
    """Somebody who works here, or a Party member who checked in here."""
    found: User | None = colleagues(row).filter(pk=pk).first()
    if found is None:
        serving = MemberCheckin.objects.serving().filter(community=row.community_id)
        found = User.objects.filter(pk=pk, pk__in=serving.values("user"), is_active=True).first()
    if found is None:
        raise DomainError(_("他不在这个社区工作"), field="who")
    return found


def helpers(row: ServiceRequest) -> list[tuple[int, str]]:
    """Who helps now, by name or office."""
    rows = row.parties.standing().filter(role=Role.HELPER)
    return [
        (one.pk, called(one)) for one in rows.select_related("user", "organization", "department")
    ]


def called(one: Party) -> str:
    """Whom one works with goes by his name."""
    return str(one.user.name.open()) if one.user else str(one)


def found(row: ServiceRequest, kind: str, pk: str) -> dict[str, Any]:
    """One of the choices, as the thing it stands for."""
    if kind == "user":
        return {"user": colleague(row, int(pk))}
    if kind == "department":
        return {"department": _departments(row).filter(pk=pk).first()}
    if kind == "organization":
        return {"organization": _serving(row).filter(pk=pk).first()}
    return {}


def _label(one: Option) -> str:
    return f"{one.name} · {' · '.join(one.reasons)}"


def colleagues(row: ServiceRequest) -> Any:
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
