"""What is past its time on somebody's own desk, as a first page names it: so many, and where."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import CharField, Count, Q, Value
from django.utils import timezone

from accounts.viewer import Viewer
from communities.models import Area
from requests.models import ServiceRequest, WhistleCall
from requests.models.service_requests import PRESSING
from requests.models.whistles import Whistle
from requests.queries.queue import COUNTED, TABS
from requests.tiers import tier_of

WHISTLES = "whistles"


@dataclass(frozen=True)
class Overdue:
    tabs: "Counter[str]" = field(default_factory=Counter)
    """Orders past their last day, by the tab of the desk they stand in."""
    whistles: int = 0
    """Blown, and a department has neither signed for it nor reported in time."""


def overdue(viewer: Viewer, place: Area) -> Overdue:
    """One statement, and none for who has no desk; of orders it reads the most pressing only, as
    the desk's own count does."""
    if not viewer.is_staff or viewer.sleeping or tier_of(viewer) is None:
        return Overdue()
    here = Q(community__path__startswith=place.path)
    now = timezone.now()
    pressing = ServiceRequest.objects.manageable_by(viewer).open().filter(here)
    pressing = pressing.annotate(pressing=PRESSING).order_by("pressing", "pk")[:COUNTED]
    late = ServiceRequest.objects.filter(pk__in=pressing.values("pk"), due_at__lt=now)
    silent = WhistleCall.objects.filter(
        Q(acknowledged_at__isnull=True) | Q(report_by__lt=now),
        here,
        reported_at__isnull=True,
        whistle__issued_at__isnull=False,
        whistle__in=Whistle.objects.visible_to(viewer).standing(),
    )
    orders = late.order_by().values_list("status").annotate(n=Count("pk"))
    blown = silent.order_by().annotate(what=Value(WHISTLES, CharField())).values_list("what")
    found = dict(orders.union(blown.annotate(n=Count("whistle", distinct=True)), all=True))
    tabs = {
        tab: sum(found.get(state, 0) for state in states) for tab, (_label, states) in TABS.items()
    }
    return Overdue(Counter({tab: n for tab, n in tabs.items() if n}), found.get(WHISTLES, 0))
