"""The field page: what is planned for today, what was done, which papers wait to be fetched."""

from dataclasses import dataclass
from datetime import datetime, time

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.models import Resident
from communities.queries.minors import closed_minors
from requests.affair_steps import Status as AffairStatus
from requests.models import Affair, Outing
from requests.models.outings import OutingQuerySet
from requests.tiers import Tier, tier_of

SHOWN = 40
GOES_OUT = frozenset({Tier.GRID, Tier.COMMUNITY})


@dataclass(frozen=True)
class Day:
    due: list[Outing]
    """Today's, and what was left lying."""
    ahead: list[Outing]
    done: list[Outing]
    papers: list[Affair]


def goes_out(viewer: Viewer) -> bool:
    return viewer.is_staff and not viewer.sleeping and tier_of(viewer) in GOES_OUT


def my_day(viewer: Viewer) -> Day:
    if not goes_out(viewer):
        raise Http404
    today = timezone.localdate()
    rows = _named(Outing.objects.mine(viewer))
    waiting = _called(viewer, rows.waiting().order_by("planned_on", "kind", "pk")[:SHOWN])
    began = timezone.make_aware(datetime.combine(today, time()))
    done = rows.filter(done_at__gte=began).prefetch_related("findings__service_request")
    return Day(
        due=[one for one in waiting if one.planned_on <= today],
        ahead=[one for one in waiting if one.planned_on > today],
        done=_called(viewer, done.order_by("-done_at", "pk")[:SHOWN]),
        papers=papers_to_fetch(viewer),
    )


def due_count(viewer: Viewer) -> int:
    if not goes_out(viewer):
        return 0
    today = timezone.localdate()
    return Outing.objects.mine(viewer).waiting().filter(planned_on__lte=today).count()


def papers_to_fetch(viewer: Viewer) -> list[Affair]:
    rows = Affair.objects.manageable_by(viewer).filter(
        status=AffairStatus.FETCHING, worker_id=viewer.user_id or 0
    )
    return list(rows.select_related("guide", "grid").order_by("pk")[:SHOWN])


def get_outing(viewer: Viewer, pk: int) -> Outing:
    if not goes_out(viewer):
        raise Http404
    return get_object_or_404(_named(Outing.objects.visible_to(viewer)), pk=pk)


def get_mine(viewer: Viewer, pk: int) -> Outing:
    if not goes_out(viewer):
        raise Http404
    return get_object_or_404(_named(Outing.objects.mine(viewer)), pk=pk)


def _called(viewer: Viewer, rows: OutingQuerySet) -> list[Outing]:
    found = list(rows)
    by_name(viewer, [row.resident for row in found if row.resident is not None])
    return found


def by_name(viewer: Viewer, people: list[Resident]) -> list[Resident]:
    """Whom one goes to see goes by his name, as in the register; a child's stays closed."""
    closed = closed_minors(viewer, people)
    for one in people:
        if one.pk not in closed and viewer.sees(DataClass.PERSONAL):
            one.name.disclose()
    return people


def _named(rows: OutingQuerySet) -> OutingQuerySet:
    return rows.select_related("grid", "resident__household__dwelling__building")
