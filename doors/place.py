"""The community a request speaks for, asked once per request."""

from django.http import HttpRequest

from accounts.viewer import ANONYMOUS, Viewer
from communities.models import CommunityProfile
from communities.queries import place


def profile(request: HttpRequest) -> CommunityProfile | None:
    """The frame and the page both need it."""
    if not hasattr(request, "_place"):
        viewer: Viewer = getattr(request, "viewer", ANONYMOUS)
        request._place = place.profile_for(viewer)  # type: ignore[attr-defined]
    found: CommunityProfile | None = request._place  # type: ignore[attr-defined]
    return found
