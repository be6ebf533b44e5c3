"""Which community a page speaks for: one's own, the one chosen on this device, or the first."""

from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.viewer import ANONYMOUS, Viewer
from communities.models import CommunityProfile

COOKIE = "community"


def open_communities() -> "QuerySet[CommunityProfile]":
    profiles = CommunityProfile.objects.filter(area__is_active=True)
    return profiles.select_related("area__parent").order_by("area__position", "area_id")


def profile(request: HttpRequest) -> CommunityProfile | None:
    """Asked once per request: the frame and the page both need it."""
    if not hasattr(request, "_place"):
        request._place = _find(request)  # type: ignore[attr-defined]
    found: CommunityProfile | None = request._place  # type: ignore[attr-defined]
    return found


def _find(request: HttpRequest) -> CommunityProfile | None:
    """One statement: the wished one first, whatever else after it."""
    viewer: Viewer = getattr(request, "viewer", ANONYMOUS)
    profiles = open_communities()
    if viewer.community_ids:
        return profiles.filter(area__in=viewer.community_ids).first()
    chosen = request.COOKIES.get(COOKIE, "")
    if chosen.isdigit() and (found := profiles.filter(area=int(chosen)).first()):
        return found
    return profiles.first()
