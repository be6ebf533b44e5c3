"""Keys for programs as their owner sees them, and the choices when he issues one."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.viewer import Viewer
from communities.models import Area, Level
from requests.keys import PREFIX, digest_of, may_issue
from requests.models import ApiToken


def my_tokens(viewer: Viewer) -> list[ApiToken]:
    if not may_issue(viewer):
        raise Http404
    rows = ApiToken.objects.manageable_by(viewer).select_related("area")
    return sorted(rows.order_by("-pk")[:50], key=lambda one: (not one.is_living, -one.pk))


def get_mine(viewer: Viewer, pk: int) -> ApiToken:
    return get_object_or_404(ApiToken.objects.manageable_by(viewer), pk=pk)


def by_secret(secret: str) -> ApiToken | None:
    """Living, or nothing: why a key does not open is nobody's business."""
    if not secret.startswith(PREFIX) or len(secret) > 80:
        return None
    return ApiToken.objects.living().select_related("area").filter(digest=digest_of(secret)).first()


def owner_of(token: ApiToken) -> User | None:
    """Asked before anybody is entered; an account that was closed opens nothing."""
    return User.objects.filter(pk=token.user_id, is_active=True).first()


def communities_in(area: Area) -> set[int]:
    """Those that stand: one that was merged into its neighbour is nobody's to reach."""
    rows = Area.objects.under(area).filter(community__is_active=True)
    return set(rows.values_list("community_id", flat=True))


def places_for(viewer: Viewer) -> list[Area]:
    """Communities a key can be kept to."""
    rows = Area.objects.filter(pk__in=viewer.community_ids, level=Level.COMMUNITY, is_active=True)
    return list(rows.order_by("path"))
