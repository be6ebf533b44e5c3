"""Whom a step concerns, as accounts."""

from django.urls import reverse

from accounts.models import RoleGrant
from communities.models import DepartmentScope
from organizations.models import OrganizationScope
from requests import keeping
from requests.models import Offer, Party, RequestEvent, ServiceRequest
from requests.models.parties import Role, Via
from requests.tiers import Tier

TIERS = {"secretary": Tier.COMMUNITY, "street": Tier.STREET, "district": Tier.DISTRICT}


def told(row: ServiceRequest, to: str, event: RequestEvent) -> set[int]:
    """`to` is a word of the tables: reporter, lead or handler, keeper or desk, or a tier above."""
    if to == "reporter":
        return _parts(row, Role.REPORTER, Role.AFFECTED)
    if to == "invited":
        asked = Offer.objects.filter(pk__in=event.data.get("offers", []), answer="")
        return set(asked.values_list("user_id", flat=True))
    if to in TIERS:
        return {keeping.first_keeper(row.community, None, TIERS[to]).pk}
    if to in ("lead", "handler"):
        people = _parts(row, Role.LEAD) | _officers(row)
        if people:
            return people
    return {row.keeper_id} if row.keeper_id else set()


def link_for(row: ServiceRequest, to: str, user_id: int) -> str:
    """The page of it that opens for him: his own, his task, or the desk's."""
    if to == "reporter":
        return reverse("requests:mine_one", args=[row.public_id])
    if to == "invited":
        return reverse("requests:tasks")
    own = Party.objects.standing().working().filter(service_request=row, user_id=user_id)
    if own.filter(via__in=[Via.POOL, Via.OFFERED]).exists():
        return reverse("requests:task", args=[row.public_id])
    return reverse("requests:case", args=[row.pk])


def _parts(row: ServiceRequest, *roles: Role) -> set[int]:
    parties = Party.objects.standing().filter(
        service_request=row, role__in=roles, user__isnull=False
    )
    return set(parties.values_list("user_id", flat=True))


def _officers(row: ServiceRequest) -> set[int]:
    """The people behind an office that leads."""
    lead = Party.objects.standing().leads().filter(service_request=row).first()
    if lead is None:
        return set()
    grants = RoleGrant.objects.in_force()
    if lead.organization_id:
        grants = grants.filter(
            pk__in=OrganizationScope.objects.filter(organization_id=lead.organization_id).values(
                "grant"
            )
        )
    elif lead.department_id:
        grants = grants.filter(
            pk__in=DepartmentScope.objects.filter(department_id=lead.department_id).values("grant")
        )
    else:
        return set()
    return set(grants.values_list("user_id", flat=True))
