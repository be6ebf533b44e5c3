"""What says the same as another request: for the desk to judge, and to put into one."""

from accounts.viewer import Viewer
from requests.bigrams import bigrams
from requests.models import ServiceRequest
from requests.workflow import OPEN

ALIKE, SAME = 0.35, 0.1
POLITE = bigrams("想请人帮忙帮着能不能怎么办麻烦一下我们家里人一个")  # data
"""What everybody says, whatever he asks for."""


def alike(viewer: Viewer, row: ServiceRequest) -> list[ServiceRequest]:
    """In the same community, open, with words in common: for the desk to judge."""
    wanted = bigrams(f"{row.title} {row.body}")
    if not wanted:
        return []
    rows = ServiceRequest.objects.manageable_by(viewer).filter(
        community_id=row.community_id, status__in=OPEN
    )
    scored = [
        (_likeness(wanted, bigrams(f"{other.title} {other.body}"), row, other), other)
        for other in rows.exclude(pk=row.pk).select_related("grid").order_by("-created_at")[:200]
    ]
    near = [pair for pair in scored if pair[0] >= ALIKE and pair[1].split_from_id != row.pk]
    return [other for _n, other in sorted(near, key=lambda pair: (-pair[0], -pair[1].pk))[:3]]


def _likeness(
    one: frozenset[str], two: frozenset[str], row: ServiceRequest, other: ServiceRequest
) -> float:
    """How much of the shorter one the other says as well; the same item and grid lend weight."""
    one, two = one - POLITE, two - POLITE
    shared = len(one & two)
    if shared < 2:
        return 0
    same = (row.item_id is not None and row.item_id == other.item_id) + (
        row.grid_id is not None and row.grid_id == other.grid_id
    )
    return shared / min(len(one), len(two)) + same * SAME
