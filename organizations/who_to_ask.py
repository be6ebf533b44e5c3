"""Whom to ask for a social worker, and where Party members check in: for the page /about/."""

from django.urls import reverse
from django.utils.translation import gettext as _

from communities.models import Area, CommunityProfile
from communities.queries.societies import Contact, who_to_ask
from organizations.queries import social_workers


@who_to_ask("worker")
def stations(community: Area) -> list[Contact]:
    """The stations where social workers sit; the service centre calls them."""
    profile = CommunityProfile.objects.filter(area=community).first()
    phone = profile.telephone if profile else ""
    return [Contact(station, phone=phone) for station in social_workers.stations_of(community)]


@who_to_ask("community")
def checkin(community: Area) -> list[Contact]:
    return [Contact(_("党员双报到"), url=reverse("organizations:checkin"))]
