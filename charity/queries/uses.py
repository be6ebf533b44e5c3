"""What was used on one thing, for the page of the room that keeps it."""

from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from charity.models import Allocation, Resource
from charity.models.allocations import share_of
from charity.queries import aid
from charity.queries.gifts import may_record

LINES = 50


def may_use_gifts(viewer: Viewer) -> bool:
    return may_record(viewer)


def sources(viewer: Viewer) -> list[tuple[str, str]]:
    """Of what an order or an activity may use: what aid may, and goods that are here and in no
    storeroom. The codes are read by `aid.source`."""
    here = list(aid.received(viewer).order_by("-received_on", "-pk"))
    goods = [row for row in here if row.resource == Resource.GOODS]
    others = [row for row in here if row.resource != Resource.GOODS]
    loose = [
        (
            f"g{row.pk}",
            _("{gift} · {purpose} · 没入库的 {rest}").format(
                gift=row, purpose=row.get_purpose_display(), rest=share_of(row, row.unstored)
            ),
        )
        for row in goods
        if row.unstored > 0
    ]
    return [*aid.not_used_up(others), *aid.in_store(viewer), *loose]


def used_on(viewer: Viewer, kind: str, reference: int) -> list[Allocation]:
    rows = Allocation.objects.visible_to(viewer).standing()
    rows = rows.filter(kind=kind, reference=reference).select_related("gift", "gift__donor")
    return list(rows.order_by("-used_on", "-pk")[:LINES])
