"""What happened to a thing of this room, for whoever was given the thing."""

from django.db.models import Model

from accounts.viewer import Viewer
from communities.history import Event
from communities.queries.past import history_of
from core import scope


def past_of(viewer: Viewer, obj: Model, book: int) -> list[Event]:
    """Its lines stand in one book (`history.book_of`): of a community, or of the street or the
    district a thing belongs to. The caller has decided that this viewer may read them, and he may
    work beside that place or above it."""
    if book in viewer.community_ids:
        return history_of(viewer, obj)
    with scope.entered({*viewer.community_ids, book}, user_id=viewer.user_id):
        return history_of(viewer, obj)
