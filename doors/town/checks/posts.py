"""Posts of checked-in members and letters to units: of every state, seen by two, adding up."""

from collections import Counter
from typing import Any

from django.db.models import F, Q, Sum

from core.models import TallyDelta
from doors.town.checks.finding import Check, Finding, each, equal
from doors.town.post_list import POSTS
from organizations.models import CheckinPost, PostClaim, PostTurn, QuarterLetter
from organizations.post_workflow import LetterStatus, TurnStatus

MEASURES = ("organizations.post_claims", "organizations.post_minutes")


def promised() -> Finding:
    posts: Any = CheckinPost.objects.with_claims()
    found = {
        "told": CheckinPost.objects.order_by("pk")[: len(POSTS)].count(),
        "full": posts.open().filter(taken__gte=F("places")).exists(),
        "with room": posts.open().filter(taken__lt=F("places"), taken__gt=0).exists(),
        "to come": posts.open().filter(taken=0).exists(),
        "closed": CheckinPost.objects.exclude(reason="").exists(),
        "too many": posts.filter(taken__gt=F("places")).count(),
        "waiting": PostTurn.objects.waiting().exists(),
    }
    flags = ("full", "with room", "to come", "closed", "waiting")
    return equal({"told": len(POSTS)} | dict.fromkeys(flags, True), found, "posts")


def seen_by_two() -> Finding:
    """What counts was looked at by somebody else than who served; on a day he had the post."""

    def wrong(turn: PostTurn) -> str:
        if turn.status == TurnStatus.COUNTED and turn.decided_by_id == turn.checkin.user_id:
            return "looked at his own"
        if turn.served_on < turn.claim.claimed_at.date():
            return "before he had claimed it"
        over = turn.claim.ended_at
        return "after he had stopped" if over and turn.served_on > over.date() else ""

    return each(PostTurn, PostTurn.objects.select_related("claim", "checkin"), wrong)


def added_up() -> Finding:
    """The steps of the tally are the rows."""
    expected: Counter[Any] = Counter()
    found: Counter[Any] = Counter()
    for community in PostClaim.objects.held().values_list("community", flat=True):
        expected["organizations.post_claims", community] += 1
    minutes = PostTurn.objects.counted().values_list("community").annotate(n=Sum("minutes"))
    for community, number in minutes:
        expected["organizations.post_minutes", community] += number
    steps = TallyDelta.objects.filter(measure__in=MEASURES).values_list("measure", "scope")
    for measure, community, number in steps.annotate(n=Sum("delta")):
        found[measure, community] += number
    return equal(expected, found, "tally")


def told_to_units() -> Finding:
    rows = QuarterLetter.objects.all()
    found = {
        **{status: rows.filter(status=status).exists() for status in LetterStatus.values},
        "of nothing": rows.filter(Q(times=0) | Q(served=0)).count(),
        "with a word": rows.exclude(word="").exists(),
    }
    expected = dict.fromkeys([*LetterStatus.values, "with a word"], True)
    return equal(expected, found, "letters")


CHECKS = (
    Check("报到岗位 · posts and who took them", promised),
    Check("服务卡 · times seen by two", seen_by_two),
    Check("认领和到岗 · posts add up", added_up),
    Check("季度反馈 · letters to units", told_to_units),
)
