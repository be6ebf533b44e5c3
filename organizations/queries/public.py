"""What everybody may read: who works in a place, what they offer, when, and whom to call."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.models import Area, CommunityProfile
from communities.queries.place import profile_for
from organizations.kinds import Family
from organizations.models import (
    HubMembership,
    OfferedService,
    Organization,
    OrganizationReview,
    ServiceDomain,
)
from organizations.models.organizations import OrganizationQuerySet
from organizations.queries import hubs as hub_queries
from organizations.queries.commissioners import Seat, seats_of
from organizations.queries.secondments import Stationed, stationed_in


@dataclass(frozen=True)
class Group:
    """The organisations of one family, as the page heads them."""

    family: Family
    organizations: list[Organization]


@dataclass(frozen=True)
class PlacePage:
    community: Area
    telephone: str
    domains: list[ServiceDomain]
    """Those in which somebody offers something here."""
    domain: ServiceDomain | None
    groups: list[Group]
    communities: list[Area]
    seats: list[Seat]
    """Units of which somebody sits in the Party committee of the community."""
    stationed: list[Stationed]
    """Units of which somebody is there on some days of the week."""

    @property
    def total(self) -> int:
        return sum(len(group.organizations) for group in self.groups)


@dataclass(frozen=True)
class PublicPage:
    organization: Organization
    services: list[OfferedService]
    areas: list[Area]
    community: Area | None
    telephone: str
    """Of the community, where the organisation gives none itself."""
    hubs: list[HubMembership]
    """Of a hub its members, of another the hub it belongs to."""
    review: OrganizationReview | None
    """The last one: whoever asks it for help may know."""


def usual_place(viewer: Viewer) -> int | None:
    """One's own, the one chosen on this device, or the first."""
    profile = profile_for(viewer)
    return profile.area_id if profile else None


def get_place(pk: int, domain_code: str = "") -> PlacePage:
    community = get_object_or_404(Area.objects.communities(), pk=pk)
    serving = Organization.objects.active().serving(community)
    offered = OfferedService.objects.offered().filter(organization__in=serving.values("pk"))
    domains = list(ServiceDomain.objects.filter(pk__in=offered.values("domain_id")))
    domain = next((each for each in domains if each.code == domain_code), None)
    if domain is not None:
        with_domain = offered.filter(domain=domain)
        serving = serving.filter(pk__in=with_domain.values("organization_id"))
    profile = CommunityProfile.objects.filter(area=community).first()
    return PlacePage(
        community=community,
        telephone=profile.telephone if profile else "",
        domains=domains,
        domain=domain,
        groups=_grouped(_with_services(serving)),
        communities=list(Area.objects.communities().order_by("path")),
        seats=seats_of(community),
        stationed=stationed_in(community),
    )


def get_organization(viewer: Viewer, pk: int) -> PublicPage:
    """Only the active ones have a page here; the desk has its own."""
    rows = Organization.objects.active().select_related("area", "community", "sector")
    organization = get_object_or_404(rows, pk=pk)
    areas = Area.objects.filter(pk__in=organization.service_areas.values("area_id"))
    profile = CommunityProfile.objects.filter(
        area_id=organization.community_id or usual_place(viewer) or 0
    ).select_related("area")
    home = profile.first()
    return PublicPage(
        organization=organization,
        services=list(
            organization.services.offered()
            .select_related("domain", "organization__area")
            .order_by("pk")
        ),
        areas=list(areas.order_by("path")),
        community=home.area if home else None,
        telephone=home.telephone if home else "",
        hubs=hub_queries.told(organization),
        review=organization.reviews.first() if organization.family == Family.SOCIAL else None,
    )


def _with_services(organizations: OrganizationQuerySet) -> Iterable[Organization]:
    services = OfferedService.objects.filter(is_active=True).select_related("domain")
    return (
        organizations.select_related("area")
        .prefetch_related(Prefetch("services", services.order_by("pk"), to_attr="on_offer"))
        .order_by("name_key", "pk")
    )


def _grouped(organizations: Iterable[Organization]) -> list[Group]:
    found: dict[str, list[Organization]] = {family: [] for family in Family}
    for organization in organizations:
        found[organization.family].append(organization)
    return [Group(family, found[family]) for family in Family if found[family]]
