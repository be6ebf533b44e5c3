"""Whom a step concerns, as accounts."""

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import RoleGrant
from communities.models import DepartmentScope
from organizations.models import OrganizationScope
from requests import formerly, interests, keeping
from requests.models import (
    Forward,
    Offer,
    Party,
    ProtectiveCase,
    RequestEvent,
    SealedAuthor,
    ServiceRequest,
)
from requests.models.parties import PartyQuerySet, Role, Via
from requests.queries.candidates import colleagues
from requests.tiers import Tier

TIERS = {"secretary": Tier.COMMUNITY, "street": Tier.STREET, "district": Tier.DISTRICT}


def told(row: ServiceRequest, to: str, event: RequestEvent) -> set[int]:
    """`to` is a word of the tables: reporter, lead or handler, keeper or desk, or a tier above."""
    if to == "reporter":
        return _parts(row, Role.REPORTER) - formerly.deputies_ended(row) | _sealed(row)
    if to == "affected":
        return _parts(row, Role.AFFECTED)
    if to in ("invited", "stand_in"):
        asked = Offer.objects.filter(pk__in=event.data.get("offers", []), answer="")
        return set(asked.values_list("user_id", flat=True))
    if to == "proposer":
        asked = Offer.objects.filter(pk__in=event.data.get("offers", []))
        return set(asked.values_list("sent_by_id", flat=True))
    if to in ("helper", "ended"):
        return _of_parts(row, to, event)
    if to == "forwarder":
        sent = Forward.objects.filter(pk=event.data.get("forward"))
        return set(sent.values_list("forwarded_by_id", flat=True))
    if row.is_protective:
        return _guards(row)
    return _of_the_house(row, to) - set(interests.barred(row).values_list("pk", flat=True))


def _of_the_house(row: ServiceRequest, to: str) -> set[int]:
    """Never below the floor: whom a complaint is about does not hear that it is late."""
    if to in TIERS:
        tier = max(TIERS[to], Tier(row.floor))
        away = interests.barred(row)
        return {keeping.keeper_id(row.community, None, tier, without=away)}
    if to in ("lead", "handler"):
        people = _people(Party.objects.standing().leads().filter(service_request=row))
        if people:
            return people
    return {row.keeper_id} if row.keeper_id else set()


def _of_parts(row: ServiceRequest, to: str, event: RequestEvent) -> set[int]:
    """Who was asked to help by this step, or whose part it ended, and who has none now."""
    if row.is_protective:
        return set()
    keys = event.data.get("ended", []) if to == "ended" else [event.data.get("party")]
    people = _people(Party.objects.filter(service_request=row, pk__in=keys))
    if to == "ended":
        people -= _people(Party.objects.standing().working().filter(service_request=row))
    return people - set(interests.barred(row).values_list("pk", flat=True))


def link_for(row: ServiceRequest, to: str, user_id: int) -> str:
    """The page of it that opens for him: his own, his task, or the desk's."""
    if to == "reporter":
        return reverse("requests:mine_one", args=[row.public_id])
    if to == "affected":
        return reverse("requests:track", args=[row.public_id])
    if to == "invited":
        return reverse("requests:tasks")
    if to in ("stand_in", "proposer"):
        return reverse("requests:work" if _led_by_staff(row) else "requests:tasks")
    if row.is_protective:
        return reverse("requests:protective_case", args=[row.pk])
    parts = Party.objects.working().filter(service_request=row, user_id=user_id)
    if to == "ended":
        return reverse("requests:tasks" if _as_a_neighbour(row, parts) else "requests:work")
    if _as_a_neighbour(row, parts.standing()):
        return reverse("requests:task", args=[row.public_id])
    return reverse("requests:case", args=[row.pk])


def _as_a_neighbour(row: ServiceRequest, parts: PartyQuerySet) -> bool:
    """He took it himself, or is a Party member who was given it where he lives: no desk is his."""
    part = parts.last()
    if part is None or part.via in (Via.POOL, Via.OFFERED):
        return part is not None
    return not colleagues(row).filter(pk=part.user_id).exists()


def _led_by_staff(row: ServiceRequest) -> bool:
    """Then a colleague was asked, and reads it at the desk."""
    lead = Party.objects.standing().leads().filter(service_request=row)
    return not lead.filter(via__in=[Via.POOL, Via.OFFERED]).exists()


def _sealed(row: ServiceRequest) -> set[int]:
    authors = SealedAuthor.objects.filter(service_request=row, user__isnull=False)
    return set(authors.values_list("user_id", flat=True)) if row.is_sealed else set()


def _guards(row: ServiceRequest) -> set[int]:
    case = ProtectiveCase.objects.filter(service_request=row).first()
    return {pk for pk in (case.officer_id, case.backup_id) if pk} if case else set()


def _parts(row: ServiceRequest, *roles: Role) -> set[int]:
    parties = Party.objects.standing().filter(
        service_request=row, role__in=roles, user__isnull=False
    )
    return set(parties.values_list("user_id", flat=True))


def _people(parties: QuerySet[Party]) -> set[int]:
    """Themselves, or the people behind an office."""
    found = list(parties.values_list("user_id", "organization_id", "department_id"))
    held = [
        *OrganizationScope.objects.filter(organization_id__in=[o for _u, o, _d in found if o])
        .values_list("grant_id", flat=True),
        *DepartmentScope.objects.filter(department_id__in=[d for _u, _o, d in found if d])
        .values_list("grant_id", flat=True),
    ]  # fmt: skip
    grants = RoleGrant.objects.in_force().filter(pk__in=held)
    return {user for user, _o, _d in found if user} | set(grants.values_list("user_id", flat=True))
