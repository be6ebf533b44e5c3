"""More posts, claims and times served, and letters of earlier quarters."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from organizations.actions import checkins, posts, turns
from organizations.actions.posts import PostFacts
from organizations.models import CheckinPost, MemberCheckin, PostClass, QuarterLetter
from tests.town import Town


def a_post(town: Town, title: str) -> CheckinPost:
    today = timezone.localdate()
    kind = PostClass.objects.all()[0]
    begun = today - timedelta(days=90)
    facts = PostFacts(kind, title, "每周六", 200, begun, today + timedelta(days=90))
    return posts.open_post(town.community, facts, actor=town.staff)


def a_serving_member(grown: Any) -> MemberCheckin:
    made = grown.member(grown.town.neighbour, "王建国")
    return checkins.confirm_member(made, actor=grown.town.staff, grid=grown.town.grid)


def a_letter(grown: Any, n: int = 0) -> QuarterLetter:
    return QuarterLetter.objects.create(
        community=grown.town.community, organization=grown.organization,
        quarter=date(2020 - n, 1, 1), members=3, served=2, times=4, minutes=300,
        drafted_on=timezone.localdate(),
    )  # fmt: skip


def posts_of_all_states(grown: Any, n: int) -> None:
    """One more to claim, one more that is claimed, one that is over, times of each state."""
    town, today = grown.town, timezone.localdate()
    a_post(town, f"空岗{n}")
    taken = a_post(town, f"在岗{n}")
    mine = posts.claim_post(taken, checkin=grown.serving, actor=town.neighbour)
    turns.tell_turn(mine, served_on=today, minutes=30, actor=town.neighbour)
    day = today - timedelta(days=n % 25 + 1)
    turns.tell_turn(mine, served_on=day, minutes=60, actor=town.staff)
    user = town.account(f"post{n}", f"邓{n}", f"1344777{n:04d}")
    other = checkins.confirm_member(grown.member(user, f"邓{n}"), actor=town.staff)
    other = checkins.place_member(other, grid=town.grid, actor=town.staff)
    claim = posts.claim_post(grown.post, checkin=other, actor=town.staff)
    turns.tell_turn(claim, served_on=today, minutes=60, actor=town.staff)
    a_letter(grown, n)
    posts.close_post(a_post(town, f"旧岗{n}"), reason="天冷了", actor=town.staff)
