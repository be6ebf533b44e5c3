"""The register at the desk, and the page of one organisation there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import RoleGrant
from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area
from core import audit
from organizations.access import keeps_place, works_in_a_place
from organizations.history import book_of
from organizations.kinds import Family, Kind
from organizations.models import (
    ContactPerson,
    OfferedService,
    Organization,
    OrganizationReview,
    ServiceArea,
)
from organizations.models.organizations import OrganizationQuerySet
from organizations.models.reviews import year_due
from organizations.queries import finding
from organizations.queries.past import past_of
from organizations.workflow import Status

PAGE = 50
EXPIRED = "expired"
"""Among the states one filters by: in the register, though the filing has run out."""
ENDING = "ending"
"""And: run out, or to be renewed by now."""
UNREVIEWED = "unreviewed"
"""And: nobody has looked at its last year yet."""


@dataclass(frozen=True)
class Filters:
    q: str = ""
    family: str = ""
    kind: str = ""
    domain: int | None = None
    status: str = ""
    """Empty: everything that has not left."""
    after: int | None = None


@dataclass(frozen=True)
class RegisterPage:
    rows: list[Organization]
    total: int
    next_after: int | None = None
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class Manager:
    scope_pk: int | None
    """None for a deputy, whose office is lent."""
    name: str
    since: date
    is_set_aside: bool


@dataclass(frozen=True)
class OrganizationPage:
    organization: Organization
    services: list[OfferedService]
    areas: list[Area]
    managers: list[Manager]
    contact: ContactPerson | None
    members: list[Organization]
    """Of a sector committee: who belongs to its sector."""
    reviews: list[OrganizationReview]
    history: list[Event]


def visible(viewer: Viewer) -> OrganizationQuerySet:
    """For the rooms above: the organisations this viewer may name."""
    return Organization.objects.visible_to(viewer)


def has_register(viewer: Viewer) -> bool:
    return works_in_a_place(viewer) or bool(viewer.organization_ids)


def register(viewer: Viewer, filters: Filters) -> RegisterPage:
    """By the sound of the names; `after` is the last row seen."""
    found = _filtered(viewer, filters)
    total = found.count()
    if filters.after:
        last = Organization.objects.at_desk_of(viewer).filter(pk=filters.after)
        key = last.values_list("name_key", flat=True).first()
        if key is not None:
            found = found.filter(Q(name_key__gt=key) | Q(name_key=key, pk__gt=filters.after))
    ordered = found.select_related("area").annotate(
        offers=Count("services", filter=Q(services__is_active=True))
    )
    rows = list(ordered.order_by("name_key", "pk")[: PAGE + 1])
    more = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return RegisterPage(rows[:PAGE], total, more, filters)


def get_at_desk(viewer: Viewer, pk: int) -> Organization:
    """With what this viewer is to it: who keeps the register, or its own manager."""
    rows = Organization.objects.at_desk_of(viewer).select_related("area", "sector", "proposed_by")
    organization = get_object_or_404(rows, pk=pk)
    organization.is_kept = keeps_place(viewer, organization.area)
    organization.is_own = pk in viewer.organization_ids
    return organization


def get_service(viewer: Viewer, pk: int) -> OfferedService:
    rows = OfferedService.objects.manageable_by(viewer)
    return get_object_or_404(rows.select_related("organization__area", "domain"), pk=pk)


def organization_page(viewer: Viewer, organization: Organization) -> OrganizationPage:
    works_inside = organization.is_kept or organization.is_own
    return OrganizationPage(
        organization=organization,
        services=list(
            _open(
                organization.services.select_related(
                    "domain", "organization__area", "price_approved_by"
                ).order_by("-is_active", "domain", "pk")
            )
        ),
        areas=[
            row.area
            for row in ServiceArea.objects.filter(organization=organization)
            .select_related("area")
            .order_by("area__path")
        ],
        managers=_managers(organization),
        contact=_contact(viewer, organization),
        members=list(organization.members.standing().order_by("name_key"))
        if organization.kind == Kind.SECTOR_COMMITTEE
        else [],
        reviews=list(organization.reviews.all()[:5])
        if organization.family == Family.SOCIAL
        else [],
        history=past_of(viewer, organization, book_of(organization.area)) if works_inside else [],
    )


def waiting(viewer: Viewer) -> OrganizationQuerySet:
    """Proposed, and for this viewer to look at."""
    return Organization.objects.kept_by(viewer).filter(status=Status.PROPOSED)


def _open(services: Iterable[OfferedService]) -> Iterable[OfferedService]:
    """Who approved a price stands with it."""
    for service in services:
        if service.price_approved_by is not None:
            service.price_approved_by.name.disclose()
        yield service


def _filtered(viewer: Viewer, filters: Filters) -> OrganizationQuerySet:
    found = Organization.objects.at_desk_of(viewer)
    if filters.status == EXPIRED:
        found = found.standing().with_expired_filing()
    elif filters.status == ENDING:
        found = found.with_ending_filing()
    elif filters.status == UNREVIEWED:
        found = found.kept_by(viewer).unreviewed(year_due())
    elif filters.status:
        found = found.filter(status=filters.status)
    else:
        found = found.standing()
    if filters.family:
        found = found.filter(family=filters.family)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.domain:
        offered = OfferedService.objects.filter(is_active=True, domain_id=filters.domain)
        found = found.filter(pk__in=offered.values("organization_id"))
    if filters.q.strip():
        found = found.filter(finding.matching(viewer, filters.q))
    return found


def _managers(organization: Organization) -> list[Manager]:
    """Those who work with each other are told by their full names."""
    scopes = organization.scopes.in_force().select_related("grant__user").order_by("pk")
    lent = RoleGrant.objects.in_force().filter(
        delegated_from__in=organization.scopes.values("grant_id")
    )
    deputies = lent.select_related("user").order_by("pk")
    return [_manager(scope.grant, scope.pk) for scope in scopes] + [_manager(g) for g in deputies]


def _manager(grant: RoleGrant, scope_pk: int | None = None) -> Manager:
    name = grant.user.name.open() or str(grant.user.phone)
    return Manager(scope_pk, name, grant.starts_on, grant.user.is_set_aside)


def _contact(viewer: Viewer, organization: Organization) -> ContactPerson | None:
    """Whoever sees him at all is to call him, so name and number stand in full; that somebody
    looked is written down."""
    contact = ContactPerson.objects.visible_to(viewer).filter(organization=organization).first()
    if contact is not None:
        contact.name.disclose()
        contact.phone.disclose()
        audit.read(contact, ["name", "phone"], viewer.user, purpose=_("联系这个组织"))
    return contact
