"""Posts for checked-in members, who serves in them, and what their units were told of it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from communities.models import Area
from core.models import TallyDelta
from core.spans import next_quarter, quarter_before, quarter_of
from doors.town.account import find
from doors.town.bulk import number, write
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI_CODE
from doors.town.post_list import POSTS, WORDS, PostPlan
from doors.town.register import morning
from organizations.actions import letters
from organizations.models import (
    CheckinPost,
    MemberCheckin,
    PostClaim,
    PostClass,
    PostTurn,
    QuarterLetter,
)
from organizations.post_workflow import ClaimStatus, PostStatus, TurnStatus

WAITING = 3
"""Told in the last days, and nobody has looked at them yet."""


def tell_posts(told_on: date) -> None:
    home = Area.objects.get(code=WUTONGLI_CODE)
    clerk = find("周予安")
    classes = {each.code: each for each in PostClass.objects.all()}
    posts = [_post(each, home, classes[each.code], clerk, told_on) for each in POSTS]
    number(posts)
    write(posts)
    members = MemberCheckin.objects.filter(community=home, status="active", paused_until=None)
    people = list(members.select_related("user").order_by("registered_at", "pk"))
    claims: list[PostClaim] = []
    plans = []
    for each, post in zip(POSTS, posts, strict=True):
        for _turn in range(each.takers):
            checkin = people[len(claims) % len(people)]
            claims.append(_claim(each, post, checkin))
            plans.append(each)
    number(claims)
    write(claims)
    turns = [
        turn
        for each, claim in zip(plans, claims, strict=True)
        for turn in _turns(each, claim, clerk, told_on)
    ]
    for turn in sorted(turns, key=lambda row: row.served_on)[-WAITING:]:
        turn.status, turn.decided_by, turn.decided_at = TurnStatus.TOLD, None, None
        turn.told_by = turn.checkin.user
    number(turns)
    write(turns)
    remember(_history(posts, claims, clerk, home))
    write(_tally(claims, turns, home))


def tell_letters(told_on: date) -> None:
    """The quarter before last is in the units' hands, of the last one some are still drafts."""
    secretary = find("顾明")
    last = quarter_before(told_on)
    for quarter in (quarter_of(last - timedelta(days=1)), last):
        letters.draft_due(next_quarter(quarter))
    rows = list(QuarterLetter.objects.order_by("quarter", "organization__name_key", "pk"))
    for at, letter in enumerate(rows):
        if letter.quarter == last and at % 2:
            continue
        day = morning(letter.drafted_on + timedelta(days=5))
        letters.add_word(letter, word=WORDS[at % len(WORDS)], actor=secretary)
        letters.send(letter, actor=secretary)
        if letter.quarter != last:
            letters.receive(letter, actor=None)
        received = day + timedelta(days=2) if letter.quarter != last else None
        mine = QuarterLetter.objects.filter(pk=letter.pk)
        mine.update(released_at=day, received_at=received)


# --- inside ---------------------------------------------------------------------------------------
def _post(
    each: PostPlan, home: Area, kind: PostClass, clerk: User, told_on: date
) -> CheckinPost:  # fmt: skip
    ends = told_on + timedelta(days=each.lasts)
    over = each.lasts < 0
    starts = told_on - timedelta(days=each.begun)
    return CheckinPost(
        community=home,
        post_class=kind,
        title=each.title,
        what=each.what,
        when=each.when,
        places=each.places,
        starts_on=starts,
        ends_on=ends,
        status=PostStatus.CLOSED if over else PostStatus.OPEN,
        closed_on=ends if over else None,
        reason=each.reason,
        opened_by=clerk,
        opened_on=min(starts, told_on - timedelta(days=2)),
    )


def _claim(each: PostPlan, post: CheckinPost, checkin: MemberCheckin) -> PostClaim:
    over = post.closed_on is not None
    since = max(morning(post.starts_on), checkin.decided_at or checkin.registered_at)
    return PostClaim(
        community=post.community,
        post=post,
        checkin=checkin,
        status=ClaimStatus.FINISHED if over else ClaimStatus.HELD,
        reason=each.reason if over else "",
        claimed_at=since + timedelta(hours=5),
        ended_at=_evening(post.closed_on) if post.closed_on else None,
    )


def _turns(each: PostPlan, claim: PostClaim, clerk: User, told_on: date) -> Iterator[PostTurn]:
    last = (claim.post.closed_on or told_on) - timedelta(days=1)
    day = claim.claimed_at.date() + timedelta(days=1 + claim.pk % 5)
    while day <= last:
        at = _evening(day)
        yield PostTurn(
            community=claim.community,
            checkin=claim.checkin,
            claim=claim,
            served_on=day,
            minutes=each.minutes,
            status=TurnStatus.COUNTED,
            told_by=claim.checkin.user or clerk,
            told_at=at,
            decided_by=clerk,
            decided_at=at + timedelta(hours=14),
        )
        day += timedelta(days=each.every)


def _evening(day: date) -> datetime:
    return morning(day) + timedelta(hours=10)


def _history(
    posts: list[CheckinPost], claims: list[PostClaim], clerk: User, home: Area
) -> Iterator[Event]:
    for post in posts:
        yield Event("organizations.post_opened", post, clerk, morning(post.opened_on), home.pk)
        if post.closed_on is not None:
            said = {"reason": post.reason}
            at = _evening(post.closed_on)
            yield Event("organizations.post_closed", post, clerk, at, home.pk, said)
    for claim in claims:
        told: dict[str, Any] = {"post": claim.post_id, "what": claim.post.title, "by": "oneself"}
        at = claim.claimed_at
        yield Event("organizations.post_claimed", claim.checkin, None, at, home.pk, told)


def _tally(claims: list[PostClaim], turns: list[PostTurn], home: Area) -> Iterator[TallyDelta]:
    for claim in claims:
        yield step("organizations.post_claims", home.pk, claim.claimed_at, 1)
        if claim.ended_at is not None:
            yield step("organizations.post_claims", home.pk, claim.ended_at, -1)
    for turn in turns:
        if turn.status == TurnStatus.COUNTED:
            at = turn.decided_at or turn.told_at
            yield step("organizations.post_minutes", home.pk, at, turn.minutes)
