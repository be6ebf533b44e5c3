"""On the page about the five societies: whom to ask among organisations and social workers, and
where Party members check in."""

from django.urls import reverse
from django.utils.translation import gettext as _

from communities.models import Area, CommunityProfile
from communities.queries.societies import Contact, who_to_ask
from organizations.kinds import Family
from organizations.models import Organization
from organizations.queries import social_workers

MOST = 4


@who_to_ask("organization")
def social_organizations(community: Area) -> list[Contact]:
    """The hubs first: they know the others. Then the way to all of them."""
    found = Organization.objects.active().serving(community).filter(family=Family.SOCIAL)
    contacts = [_contact(each) for each in found.order_by("-is_hub", "name_key")[:MOST]]
    if contacts:
        contacts.append(
            Contact(_("全部组织和单位"), url=reverse("organizations:place", args=[community.pk]))
        )
    return contacts


@who_to_ask("community")
def party_and_mass_organizations(community: Area) -> list[Contact]:
    """They sit in the community's own house."""
    found = Organization.objects.active().filter(
        community=community, family__in=[Family.PARTY, Family.MASS]
    )
    return [_contact(each) for each in found.order_by("-family", "name_key")[:MOST]]


@who_to_ask("worker")
def stations(community: Area) -> list[Contact]:
    """The stations where social workers sit; the service centre calls them."""
    profile = CommunityProfile.objects.filter(area=community).first()
    phone = profile.telephone if profile else ""
    return [Contact(station, phone=phone) for station in social_workers.stations_of(community)]


@who_to_ask("community")
def checkin(community: Area) -> list[Contact]:
    return [Contact(_("党员双报到"), url=reverse("organizations:checkin"))]


@who_to_ask("community")
def places(community: Area) -> list[Contact]:
    return [Contact(_("附近的服务点"), url=reverse("organizations:nearby", args=[community.pk]))]


def _contact(organization: Organization) -> Contact:
    return Contact(
        organization.title,
        phone=organization.telephone,
        url=reverse("organizations:public", args=[organization.pk]),
    )
