"""Open requests near by that sound the same: joining one is kinder than asking twice."""

from contextlib import nullcontext

from django.db.models import Q

from communities.models import Area
from core import scope
from requests import opening
from requests.bigrams import bigrams
from requests.models import ServiceRequest
from requests.workflow import OPEN

MOST = 3
LEAST_SHARED = 2


def similar(
    words: str, *, community: Area, grid_id: int | None, item_id: int | None = None
) -> list[ServiceRequest]:
    """Only public matters: nobody learns from here what a neighbour asked for himself. Shown to a
    guest as well, for whom no wall stands open: it opens for this look alone."""
    wanted = bigrams(words)
    if not wanted:
        return []
    with nullcontext() if opening.is_open(community.pk) else scope.entered([community.pk]):
        return _near(wanted, community, grid_id, item_id)


def _near(
    wanted: frozenset[str], community: Area, grid_id: int | None, item_id: int | None
) -> list[ServiceRequest]:
    rows = ServiceRequest.objects.filter(
        community=community, is_public=True, is_confidential=False, status__in=OPEN
    )
    if grid_id:
        rows = rows.filter(Q(grid_id=grid_id) | Q(grid__isnull=True))
    if item_id:
        rows = rows.filter(Q(item_id=item_id) | Q(item__isnull=True))
    scored = [
        (len(wanted & bigrams(f"{row.title} {row.body}")), row)
        for row in rows.select_related("building", "grid", "item").order_by("-created_at")[:200]
    ]
    near = [pair for pair in scored if pair[0] >= LEAST_SHARED]
    return [row for _score, row in sorted(near, key=lambda pair: (-pair[0], -pair[1].pk))[:MOST]]
