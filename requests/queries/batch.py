"""成批匹配 at the desk: what waits, what is proposed, what came of the last one."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area
from core.quiet import end_of_quiet
from requests.dispatching import waiting
from requests.models import DispatchProposal, DispatchRun
from requests.namesakes import apart
from requests.tiers import Tier, tier_of
from requests.words import what_of


@dataclass(frozen=True)
class Pair:
    pk: int
    order_pk: int
    number: str
    title: str
    what: str
    grid: str
    name: str
    reasons: list[str]
    answer: str
    note: str


@dataclass(frozen=True)
class Board:
    community: Area
    waiting: int
    run: DispatchRun | None
    """The open one, else the last."""
    pairs: list[Pair] = field(default_factory=list)
    morning: datetime | None = None
    """By night: when people are asked again. What is worked out now finds hardly anybody."""

    @property
    def is_open(self) -> bool:
        return self.run is not None and self.run.status in DispatchRun.OPEN


def board(viewer: Viewer) -> Board:
    community = get_community(viewer)
    run = DispatchRun.objects.visible_to(viewer).filter(community=community).first()
    pairs = _pairs(run) if run else []
    return Board(community, waiting(community).count(), run, pairs, end_of_quiet(timezone.now()))


def get_community(viewer: Viewer) -> Area:
    """Whoever has the desk of a whole community; the first, where he has several."""
    if tier_of(viewer) != Tier.COMMUNITY or viewer.sleeping or not viewer.community_ids:
        raise Http404
    return get_object_or_404(Area, pk=viewer.community_ids[0])


def get_run(viewer: Viewer, pk: int) -> DispatchRun:
    return get_object_or_404(DispatchRun.objects.visible_to(viewer), pk=pk)


def outcome(run: DispatchRun) -> str:
    """What came of a confirmation, in a sentence."""
    said = Counter(run.proposals.values_list("answer", flat=True))
    sent, stale = said[DispatchProposal.Answer.SENT], said[DispatchProposal.Answer.STALE]
    words = _("邀请了 {n} 位").format(n=sent) if sent else _("这一批一位也没有邀请")
    if stale:
        words += _("；{n} 件情况变了，没有发，下面写着为什么").format(n=stale)
    return words


def _pairs(run: DispatchRun) -> list[Pair]:
    rows = DispatchProposal.objects.filter(run=run).select_related(
        "service_request__item", "service_request__grid", "volunteer"
    )
    found = list(rows.order_by("service_request__due_at", "pk"))
    names = apart({one.user_id: one.volunteer.name.open() for one in found})
    return [_pair(one, names[one.user_id]) for one in found]


def _pair(one: DispatchProposal, name: str) -> Pair:
    row = one.service_request
    return Pair(
        pk=one.pk,
        order_pk=row.pk,
        number=row.number,
        title=row.title,
        what=what_of(row),
        grid=row.grid.title if row.grid else "",
        name=name,
        reasons=one.why,
        answer=str(one.get_answer_display()) if one.answer else "",
        note=one.note,
    )
