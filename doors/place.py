"""The community a request speaks for, asked once per request."""

from django.http import HttpRequest

from accounts.viewer import ANONYMOUS, Viewer
from communities.models import CommunityProfile
from communities.queries import place
from communities.queries.answering import Answering
from communities.queries.answering import answering as who_answers


def profile(request: HttpRequest) -> CommunityProfile | None:
    """The frame and the page both need it."""
    if not hasattr(request, "_place"):
        viewer: Viewer = getattr(request, "viewer", ANONYMOUS)
        request._place = place.profile_for(viewer)  # type: ignore[attr-defined]
    found: CommunityProfile | None = request._place  # type: ignore[attr-defined]
    return found


def answering(request: HttpRequest) -> Answering | None:
    """Which number to ring now; None where there is none."""
    if not hasattr(request, "_answering"):
        request._answering = who_answers(profile(request))  # type: ignore[attr-defined]
    found: Answering | None = request._answering  # type: ignore[attr-defined]
    return found
