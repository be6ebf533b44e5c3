"""The rosters of a street at one look: who is there at a moment, and where nobody will be."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from accounts.viewer import Viewer
from communities.models import Area, DutyPlan, DutyShift
from communities.queries.duty import Line, lines_of, my_communities

AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Roster:
    community: Area
    there: list[Line]
    gaps: int
    """Seats that nobody fills in the two weeks to come."""
    is_published: bool
    """The month in question."""

    @property
    def names(self) -> list[str]:
        return [line.who for line in self.there if line.who and not line.is_away]


@dataclass(frozen=True)
class Rosters:
    at: datetime
    rows: list[Roster]

    @property
    def unmanned(self) -> int:
        return sum(not row.names for row in self.rows)


def rosters(viewer: Viewer, at: datetime) -> Rosters:
    """As many statements for thirty communities as for one. Who may read a roster says `reads`."""
    here = timezone.localtime(at)
    visible = DutyShift.objects.visible_to(viewer).published()
    shifts = visible.at(at).select_related("post", "person")
    there: defaultdict[int, list[Line]] = defaultdict(list)
    found = list(shifts.order_by("post__position", "post", "seat"))
    for shift, line in zip(found, lines_of(viewer, found), strict=True):
        there[shift.community_id].append(line)
    ahead = visible.empty().to_come().filter(period__startswith__lt=timezone.now() + AHEAD)
    gaps: Counter[int] = Counter(
        dict(ahead.order_by().values_list("community").annotate(n=Count("pk")))
    )
    plans = DutyPlan.objects.filter(
        community__in=viewer.community_ids, month=here.date().replace(day=1), status="published"
    )
    published = set(plans.values_list("community_id", flat=True))
    rows = [
        Roster(place, there[place.pk], gaps[place.pk], place.pk in published)
        for place in my_communities(viewer)
    ]
    return Rosters(here, sorted(rows, key=lambda row: bool(row.names)))
