"""What somebody kept for himself."""

from django.http import Http404

from accounts.viewer import Viewer
from insights.models import SavedView


def saved_views(viewer: Viewer) -> list[SavedView]:
    """At most as many as one may keep."""
    return list(SavedView.objects.visible_to(viewer))


def get_own(viewer: Viewer, pk: int) -> SavedView:
    row = SavedView.objects.visible_to(viewer).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
