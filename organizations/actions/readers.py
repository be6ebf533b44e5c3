"""Who is told what becomes of an organisation: its managers, and who keeps the place."""

from django.db.models import Q

from accounts.models import RoleGrant, User
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF
from organizations.access import OFFICIALS

STAFF = (COMMUNITY_SECRETARY, COMMUNITY_STAFF)
KEEPERS = (*STAFF, *sorted(OFFICIALS))


def managers_of(organization_id: int) -> Q:
    return Q(organization_scopes__organization=organization_id)


def staff_of(area_id: int, roles: tuple[str, ...] = STAFF) -> Q:
    """Of the very place, not of one above it."""
    return Q(role__in=roles, area_scopes__area=area_id)


def readers(rule: Q) -> list[int]:
    grants = RoleGrant.objects.in_force().filter(rule)
    people = User.objects.filter(pk__in=grants.values("user_id"), is_active=True)
    return list(people.order_by("pk").values_list("pk", flat=True))
