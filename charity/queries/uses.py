"""What was used on one thing, for the page of the room that keeps it."""

from accounts.viewer import Viewer
from charity.models import Allocation
from charity.queries.gifts import may_record

LINES = 50


def may_use_gifts(viewer: Viewer) -> bool:
    return may_record(viewer)


def used_on(viewer: Viewer, kind: str, reference: int) -> list[Allocation]:
    rows = Allocation.objects.visible_to(viewer).standing()
    rows = rows.filter(kind=kind, reference=reference).select_related("gift", "gift__donor")
    return list(rows.order_by("-used_on", "-pk")[:LINES])
