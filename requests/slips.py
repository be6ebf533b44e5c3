"""Which step is fresh enough to be taken back, and by whom: its own taker, within minutes."""

from datetime import timedelta

from django.utils import timezone

from accounts.viewer import Viewer
from requests.models import RequestEvent, ServiceRequest

WITHIN = timedelta(minutes=10)
UNDOABLE = frozenset({"classify", "ask", "refuse", "redirect", "merge"})


def last_slip(viewer: Viewer, row: ServiceRequest) -> RequestEvent | None:
    return slip(viewer, RequestEvent.objects.filter(service_request=row).order_by("-id").first())


def slip(viewer: Viewer, event: RequestEvent | None) -> RequestEvent | None:
    """The step just taken, while its own taker may still take it back."""
    if event is None or event.step not in UNDOABLE or event.actor_id != viewer.user_id:
        return None
    return event if event.at > timezone.now() - WITHIN else None
