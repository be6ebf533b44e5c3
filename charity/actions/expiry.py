"""Goods run out: who keeps the storeroom hears a month and a week before, once each, while there is
still something of them to give away."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from charity.models import Lot
from charity.models.stock import REMIND_AT
from core import messaging
from organizations.actions.readers import KEEPERS, readers, staff_of


@transaction.atomic
def remind(today: date | None = None) -> int:
    """Once for each lot, day and reader, however often it runs. A lot that came in late is spoken
    of at once, not twice."""
    day = today or timezone.localdate()
    soon = list(Lot.objects.expiring(day).order_by("expires_on", "pk"))
    keepers = {
        place: readers(staff_of(place, KEEPERS)) for place in {lot.community_id for lot in soon}
    }
    return sum(_remind(lot, keepers[lot.community_id], day) for lot in soon)


# --- inside ---------------------------------------------------------------------------------------
def _remind(lot: Lot, keepers: list[int], today: date) -> int:
    if lot.expires_on is None or not keepers:
        return 0
    left = (lot.expires_on - today).days
    stage = min(days for days in REMIND_AT if days >= left)
    return messaging.send_many(
        "charity.lot_expiring",
        to_users=keepers,
        scope=lot.community_id,
        context={
            "lot": lot.name,
            "number": lot.number,
            "left": lot.left,
            "day": lot.expires_on.isoformat(),
        },
        dedup_key=f"charity.lot_expiring:{lot.pk}:{lot.expires_on.isoformat()}:{stage}",
        link=reverse("charity:lot", args=[lot.pk]),
    )
