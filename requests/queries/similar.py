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
SAYS_NOTHING = frozenset("的了着过是在有我您你他她们这那就也都还和很又把被给让")  # data
SAYS_WHERE = frozenset({
    "号楼", "楼门", "单元", "元门", "门口", "小区", "社区", "楼下", "楼上",  # data
    "楼里", "旁边", "边上", "路边", "附近", "里面", "外面", "院里", "院子",  # data
    "东区", "西区", "东门", "西门", "南门", "北门", "公寓", "老人", "孩子",  # data
    "晚上", "早上", "昨天", "今天", "几天",  # data
})  # fmt: skip
"""What every second sentence holds; two lamps are alike by the lamp, not by the door they hang
at: where it is, the grid says."""


def similar(
    words: str, *, community: Area, grid_id: int | None, item_id: int | None = None
) -> list[ServiceRequest]:
    """Only public matters: nobody learns from here what a neighbour asked for himself. Shown to a
    guest as well, for whom no wall stands open: it opens for this look alone."""
    wanted = _telling(words)
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
        (len(wanted & _telling(f"{row.title} {row.body}")), row)
        for row in rows.select_related("building", "grid", "item").order_by("-created_at")[:200]
    ]
    near = [pair for pair in scored if pair[0] >= LEAST_SHARED]
    return [row for _score, row in sorted(near, key=lambda pair: (-pair[0], -pair[1].pk))[:MOST]]


def _telling(words: str) -> frozenset[str]:
    """The pieces that say what is the matter."""
    return frozenset(
        piece
        for piece in bigrams(words)
        if piece not in SAYS_WHERE and not SAYS_NOTHING.intersection(piece)
    )
