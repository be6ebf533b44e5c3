"""Which community a page speaks for: one's own, the one chosen on this device, or the first."""

from collections.abc import Mapping

from django.db.models import QuerySet

from accounts.viewer import Viewer
from communities.models import CommunityProfile

COOKIE = "community"


def chosen(cookies: Mapping[str, str]) -> int | None:
    """What the device remembers; whether there is such a place says `profile_for`."""
    value = cookies.get(COOKIE, "")
    return int(value) if value.isdecimal() and len(value) < 18 else None


def open_communities() -> "QuerySet[CommunityProfile]":
    profiles = CommunityProfile.objects.filter(area__is_active=True)
    return profiles.select_related("area__parent").order_by("area__position", "area_id")


def profile_for(viewer: Viewer) -> CommunityProfile | None:
    profiles = open_communities()
    if viewer.community_ids:
        return profiles.filter(area__in=viewer.community_ids).first()
    if viewer.place_id and (found := profiles.filter(area=viewer.place_id).first()):
        return found
    return profiles.first()
