"""Posts for checked-in members: what one may claim, his service card, the desk's list."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core import audit
from core.spans import in_hours, quarter_of
from organizations.checkin_workflow import CheckinStatus
from organizations.models import CheckinPost, MemberCheckin, PostClaim, PostTurn
from organizations.post_workflow import ClaimStatus, PostStatus, TurnStatus
from organizations.queries.checkins import get_manageable_member, get_mine, keeps_members
from organizations.served import told_elsewhere

SHOWN, QUEUE = 100, 60


# --- the member himself ---------------------------------------------------------------------------
@dataclass(frozen=True)
class MyPosts:
    checkin: MemberCheckin
    mine: list[PostClaim]
    open: list[CheckinPost]
    """With how many have claimed each; his own stand above."""


def my_posts(viewer: Viewer, pk: int) -> MyPosts:
    checkin = get_mine(viewer, pk)
    mine = PostClaim.objects.held().filter(checkin=checkin)
    rows = CheckinPost.objects.visible_to(viewer).claimable().with_claims()
    free = rows.filter(community=checkin.community).exclude(claims__in=mine)
    return MyPosts(
        checkin=checkin,
        mine=list(mine.select_related("post").order_by("post__ends_on", "pk")),
        open=list(free.select_related("post_class").order_by("starts_on", "pk")[:SHOWN]),
    )


def get_post_for(viewer: Viewer, checkin: MemberCheckin, pk: int) -> CheckinPost:
    """With his own claim on it, and how many have one: the page of one post asks for both."""
    rows = CheckinPost.objects.visible_to(viewer).filter(community=checkin.community)
    post = get_object_or_404(_whole(rows.with_claims()), pk=pk)
    held = PostClaim.objects.held().filter(post=post, checkin=checkin)
    post.claim_of_mine = held.select_related("post", "checkin").first()  # type: ignore[attr-defined]
    return post


@dataclass(frozen=True)
class CardLine:
    on: date
    what: str
    minutes: int
    turn: PostTurn | None = None
    """Of a post; what other rooms told has none."""


@dataclass(frozen=True)
class ServiceCard:
    checkin: MemberCheckin
    year: int
    years: list[int]
    lines: list[CardLine]
    """Newest first."""
    waiting: list[PostTurn]
    """Told and not looked at yet, or not counted."""

    @property
    def hours(self) -> str:
        return in_hours(sum(line.minutes for line in self.lines))

    @property
    def quarters(self) -> list[tuple[int, int, str]]:
        """Of each with something in it: its number, how often, how long."""
        times, minutes = Counter[int](), Counter[int]()
        for line in self.lines:
            number = (quarter_of(line.on).month + 2) // 3
            times[number] += 1
            minutes[number] += line.minutes
        return [(n, times[n], in_hours(minutes[n])) for n in sorted(times)]


def service_card(checkin: MemberCheckin, year: int | None = None) -> ServiceCard:
    """服务登记卡 of one year: what he did in his posts, and what the house knows elsewhere."""
    today = timezone.localdate()
    begun = timezone.localdate(checkin.registered_at).year
    years = list(range(today.year, begun - 1, -1))
    shown = year if year in years else today.year
    first, last = date(shown, 1, 1), date(shown, 12, 31)
    turns = checkin.turns.filter(served_on__range=(first, last)).select_related("claim__post")
    turns = turns.order_by("-served_on", "-pk")
    lines = [_line(turn) for turn in turns if turn.status == TurnStatus.COUNTED]
    told = told_elsewhere([checkin], first, last).get(checkin.pk, [])
    lines += [CardLine(line.on, line.what, line.minutes) for line in told]
    return ServiceCard(
        checkin=checkin,
        year=shown,
        years=years,
        lines=sorted(lines, key=lambda line: line.on, reverse=True),
        waiting=[turn for turn in turns if turn.status != TurnStatus.COUNTED],
    )


# --- the desk -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PostBoard:
    waiting: list[PostTurn]
    rows: list[CheckinPost]
    status: str


def post_board(viewer: Viewer, status: str) -> PostBoard:
    if not keeps_members(viewer):
        raise Http404
    seen = CheckinPost.objects.manageable_by(viewer)
    found = seen.filter(status=status).with_claims().select_related("post_class", "community")
    order = ("ends_on", "pk") if status == PostStatus.OPEN else ("-closed_on", "-pk")
    waiting = _turns(waiting_turns(viewer))[:QUEUE]
    return PostBoard(
        waiting=[_named(turn) for turn in waiting],
        rows=list(found.order_by(*order)[:SHOWN]),
        status=status,
    )


def waiting_turns(viewer: Viewer) -> "QuerySet[PostTurn]":
    """Told by members, the oldest first; one's own is for a colleague."""
    rows = PostTurn.objects.manageable_by(viewer).waiting()
    return rows.exclude(checkin__user_id=viewer.user_id or 0).order_by("told_at", "pk")


@dataclass(frozen=True)
class PostPage:
    post: CheckinPost
    claims: list[PostClaim]
    past: list[PostClaim]


def get_post(viewer: Viewer, pk: int) -> CheckinPost:
    rows = CheckinPost.objects.manageable_by(viewer).with_claims()
    return get_object_or_404(_whole(rows), pk=pk)


def post_page(viewer: Viewer, post: CheckinPost) -> PostPage:
    counted = PostTurn.objects.counted().order_by("-served_on")
    rows = PostClaim.objects.manageable_by(viewer).filter(post=post)
    rows = rows.select_related("checkin__grid", "post").prefetch_related(
        Prefetch("turns", counted, to_attr="counted")
    )
    claims = [_named(row) for row in rows.order_by("claimed_at", "pk")]
    return PostPage(
        post=post,
        claims=[row for row in claims if row.is_held],
        past=[row for row in claims if not row.is_held],
    )


def get_member_for_card(viewer: Viewer, pk: int) -> MemberCheckin:
    """The card says what he did as a member: opening it is written down as his page is."""
    checkin = get_manageable_member(viewer, pk)
    audit.read(checkin, ["membership", "service"], viewer.user, _("打印服务登记卡"))
    return checkin


def get_claim(viewer: Viewer, pk: int) -> PostClaim:
    """The desk's: to take him off, or to write down that he came."""
    rows = PostClaim.objects.manageable_by(viewer).select_related("post", "checkin", "community")
    return _named(get_object_or_404(rows, pk=pk))


def get_turn(viewer: Viewer, pk: int) -> PostTurn:
    return _named(get_object_or_404(_turns(PostTurn.objects.manageable_by(viewer)), pk=pk))


def members_to_choose(viewer: Viewer, post: CheckinPost) -> "QuerySet[MemberCheckin]":
    """Whom the desk may write down for it: in a post here, and not in this one."""
    held = PostClaim.objects.filter(
        post=post, checkin=OuterRef("pk"), status=ClaimStatus.HELD
    )  # fmt: skip
    rows = MemberCheckin.objects.manageable_by(viewer).filter(
        ~Exists(held), community=post.community, status=CheckinStatus.ACTIVE
    )
    return rows.order_by("name_key", "pk")


# --- inside ---------------------------------------------------------------------------------------
def _whole(rows: "QuerySet[CheckinPost]") -> "QuerySet[CheckinPost]":
    return rows.select_related("post_class", "community")


def _turns(rows: "QuerySet[PostTurn]") -> "QuerySet[PostTurn]":
    return rows.select_related("claim__post", "checkin", "community")


def _line(turn: PostTurn) -> CardLine:
    return CardLine(turn.served_on, turn.note or turn.claim.post.title, turn.minutes, turn)


_Row = TypeVar("_Row", PostClaim, PostTurn)


def _named(row: _Row) -> _Row:
    """The queryset has decided that he may read whose it is."""
    row.checkin.name.disclose()
    return row
