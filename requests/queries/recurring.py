"""定期单 of the places somebody works in, each with the days it opened last."""

from dataclasses import dataclass

from django.db.models import Max
from django.http import Http404

from accounts.viewer import Viewer
from communities.models import Area, Level
from requests.models import RecurringOrder
from requests.tiers import Tier, tier_of

SHOWN = 60


@dataclass(frozen=True)
class Rules:
    running: list[RecurringOrder]
    stopped: list[RecurringOrder]
    may_set: bool


def rules(viewer: Viewer) -> Rules:
    if tier_of(viewer) is None or viewer.sleeping:
        raise Http404
    rows = (
        RecurringOrder.objects.manageable_by(viewer)
        .select_related("item", "grid", "community")
        .annotate(last_day=Max("runs__day"))
    )
    return Rules(
        running=list(rows.running()[:SHOWN]),
        stopped=list(rows.filter(stopped_at__isnull=False)[:SHOWN]),
        may_set=place_of(viewer) is not None,
    )


def place_of(viewer: Viewer) -> Area | None:
    """The one community whose desk it is; the street sets none."""
    if tier_of(viewer) != Tier.COMMUNITY or viewer.sleeping:
        return None
    return Area.objects.filter(pk__in=viewer.community_ids, level=Level.COMMUNITY).first()


def get_rule(viewer: Viewer, pk: int) -> RecurringOrder:
    rule = RecurringOrder.objects.manageable_by(viewer).running().filter(pk=pk).first()
    if rule is None:
        raise Http404
    return rule
