"""Who must keep away from a request: those it is about, those close to it, those who said so.

`models.visibility.apart` is the same rule seen from a viewer: it hides rows. This one is asked
before somebody is chosen, told or made responsible.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import RoleGrant, User
from accounts.roles import ROLES, Reach
from communities.models import Authority, Binding, DepartmentScope, Resident
from core.exceptions import DomainError
from organizations.models import OrganizationScope, SocialWorker
from requests.models import Against, Recusal, SealedAuthor, ServiceRequest
from requests.tiers import Tier

BELOW = {
    Tier.COMMUNITY: frozenset({Reach.GRID}),
    Tier.STREET: frozenset({Reach.GRID, Reach.COMMUNITY}),
    Tier.DISTRICT: frozenset({Reach.GRID, Reach.COMMUNITY, Reach.STREET}),
}
"""Roles that lie below a floor: who holds nothing higher does not hear of it."""


def close_to(*, reporter_id: int | None, resident_id: int | None) -> "QuerySet[User]":
    """Accounts that stand near: himself, his household, those who act for him."""
    return _accounts(*_near(reporter_id, resident_id))


def barred(row: ServiceRequest) -> "QuerySet[User]":
    """Everybody who may neither work on it nor hear of it, in one statement."""
    named = Against.objects.filter(service_request=row)
    offices = OrganizationScope.objects.filter(organization__in=named.values("organization"))
    liaisons = DepartmentScope.objects.filter(department__in=named.values("department"))
    grants = RoleGrant.objects.in_force()
    return _accounts(
        *_near(row.reporter_id, row.resident_id),
        named.values("user"),
        Recusal.objects.filter(service_request=row).values("user"),
        grants.filter(pk__in=offices.values("grant").union(liaisons.values("grant"))).values(
            "user"
        ),
        SocialWorker.objects.filter(organization__in=named.values("organization")).values("user"),
        SealedAuthor.objects.filter(service_request=row).values("user"),
    )


def _near(reporter_id: int | None, resident_id: int | None) -> "list[QuerySet[Any]]":
    """Each way leads through an index: an OR of them reads every resident and every account."""
    people = Resident.objects.filter(pk=resident_id or 0).values("pk")
    own = Binding.objects.standing().filter(user_id=reporter_id or 0).values("resident")
    people = people.union(own)
    homes = Resident.objects.filter(pk__in=people, household__isnull=False).values("household")
    housemates = Resident.objects.filter(household__in=homes).values("pk")
    return [
        User.objects.filter(pk=reporter_id or 0).values("pk"),
        Binding.objects.standing().filter(resident__in=people).values("user"),
        Binding.objects.standing().filter(resident__in=housemates).values("user"),
        Authority.objects.in_force().filter(resident__in=people).values("user"),
    ]


def _accounts(first: "QuerySet[Any]", *others: "QuerySet[Any]") -> "QuerySet[User]":
    return User.objects.filter(pk__in=first.union(*others))


def is_barred(row: ServiceRequest, user_id: int) -> bool:
    return barred(row).filter(pk=user_id).exists()


def below_the_floor(row: ServiceRequest, user_id: int) -> bool:
    """Holds nothing that reaches up to where it lies. A volunteer holds nothing at all."""
    hidden = BELOW.get(Tier(row.floor))
    if hidden is None:
        return False
    codes = [code for code, role in ROLES.items() if role.reach in hidden]
    above = RoleGrant.objects.in_force().filter(user_id=user_id).exclude(role__in=codes)
    return not above.exists()


def keep_out(row: ServiceRequest, user_id: int) -> None:
    """Before somebody gets a part in it."""
    if is_barred(row, user_id) or below_the_floor(row, user_id):
        raise DomainError(_("他和这件事有利害关系，不能派给他"), code="interested", field="who")


def keep_unit_out(
    row: ServiceRequest, *, organization_id: int | None, department_id: int | None
) -> None:
    named = Against.objects.filter(service_request=row)
    rule = Q(pk__in=[])
    if organization_id:
        rule |= Q(organization_id=organization_id)
    if department_id:
        rule |= Q(department_id=department_id)
    if named.filter(rule).exists():
        raise DomainError(_("说的就是这个单位，不能派给它"), code="interested", field="who")
