"""Which community a page speaks for: one's own, the one chosen on this device, or the first."""

from collections.abc import Mapping

from django.db.models import QuerySet

from accounts.viewer import Viewer
from communities.models import Area, CommunityProfile
from core.reference import kept

COOKIE = "community"


def chosen(cookies: Mapping[str, str]) -> int | None:
    """What the device remembers; whether there is such a place says `profile_for`."""
    value = cookies.get(COOKIE, "")
    return int(value) if value.isdecimal() and len(value) < 18 else None


def open_communities() -> "QuerySet[CommunityProfile]":
    profiles = CommunityProfile.objects.filter(area__is_active=True)
    return profiles.select_related("area__parent").order_by("area__position", "area_id")


@kept
def places() -> dict[int, CommunityProfile]:
    """By area, in the order in which they are offered."""
    return {profile.area_id: profile for profile in open_communities()}


@kept
def grids_of(community_ids: tuple[int, ...]) -> tuple[Area, ...]:
    grids = Area.objects.filter(community_id__in=community_ids, level="grid", is_active=True)
    return tuple(grids.select_related("community").grids_in_order())


def profile_at(area_id: int) -> CommunityProfile | None:
    return places().get(area_id)


def profile_for(viewer: Viewer) -> CommunityProfile | None:
    known = places()
    if viewer.community_ids:
        return next((known[pk] for pk in known if pk in viewer.community_ids), None)
    return known.get(viewer.place_id or 0) or next(iter(known.values()), None)
