"""岗位设岗、认领、服务卡: a post for so many, claimed by who serves, told and looked at by two."""

from datetime import date, timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.exceptions import DomainError
from core.models import AuditEvent, Message, TallyDelta
from organizations.actions import checkins, posts, turns
from organizations.actions.posts import PostFacts
from organizations.models import CheckinPost, MemberCheckin, PostClaim, PostClass, PostTurn
from organizations.panels import todo
from organizations.post_workflow import TELL_WITHIN, ClaimStatus, TurnStatus
from organizations.queries import posts as queries
from organizations.served import Served, tells_service, told_elsewhere
from organizations.tasks import close_posts
from tests.organizations.test_checkins import facts
from tests.organizations.test_visibility import managing, seeing
from tests.races import meet_inside, together
from volunteers.actions import hours
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
PERSON = {"resident": "张桂芳", "neighbour": "王建国", "stranger": "钱路过"}


def refused(act, *args, **values):
    with pytest.raises(DomainError) as raised:
        act(*args, **values)
    return raised.value.field or raised.value.code


def post_facts(**said):
    values = {
        "post_class": PostClass.objects.get(code="safety"), "title": "三号楼傍晚巡逻",
        "when": "每周六傍晚", "places": 1, "starts_on": TODAY() - timedelta(days=200),
        "ends_on": TODAY() + timedelta(days=60),
    }  # fmt: skip
    return PostFacts(**values | said)


def a_post(town, **said):
    return posts.open_post(said.pop("community", town.community), post_facts(**said), actor=None)


def a_member(town, name="resident", **said):
    """In a post of his grid."""
    user = getattr(town, name)
    said = facts(name=PERSON[name], **said)
    made = checkins.register_member(town.community, user, said, actor=user)
    return checkins.confirm_member(made, actor=town.staff, grid=town.grid)


def claimed(town, name="resident", post=None):
    post = post or a_post(town)
    return posts.claim_post(post, checkin=a_member(town, name), actor=getattr(town, name))


def told(claim, actor, **said):
    values = {"served_on": TODAY(), "minutes": 90} | said
    return turns.tell_turn(claim, actor=actor, **values)


# --- posts ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("title", {"title": " "}),
        ("title", {"title": "找 13900001111"}),
        ("when", {"when": " "}),
        ("what", {"what": "找 13900001111"}),
        ("places", {"places": 0}),
        ("places", {"places": 201}),
        ("ends_on", {"ends_on": date(2020, 1, 1), "starts_on": date(2019, 1, 1)}),
        ("ends_on", {"starts_on": date(2100, 1, 1)}),
    ],
)
def test_a_post_says_what_when_for_how_many_until_a_day(town, field, said):
    assert refused(a_post, town, **said) == field


def test_a_post_is_corrected_and_never_below_who_serves_in_it(town):
    post = a_post(town, places=2)
    for name in ("resident", "neighbour"):
        claimed(town, name, post)
    said = vars(post_facts(title="五号楼巡逻"))
    assert refused(posts.correct_post, post, actor=town.staff, **said) == "places"
    said = vars(post_facts(title="五号楼巡逻", places=3))
    assert posts.correct_post(post, actor=town.staff, **said).title == "五号楼巡逻"
    closed = posts.close_post(post, reason="天冷了", actor=town.staff)
    assert refused(posts.correct_post, closed, actor=town.staff, **said) == "closed"


def test_who_serves_hears_that_the_post_is_over(town):
    claim = claimed(town)
    assert refused(posts.close_post, claim.post, reason=" ", actor=town.staff) == "reason"
    posts.close_post(claim.post, reason="天冷了", actor=town.staff)
    claim.refresh_from_db()
    assert (claim.status, claim.reason) == (ClaimStatus.FINISHED, "天冷了")
    message = Message.objects.get(code="organizations.post_over")
    assert message.to_user == town.resident
    assert refused(posts.close_post, claim.post, reason="再撤", actor=town.staff) == "closed"


def test_after_its_last_day_the_clock_closes_it_once(town):
    claim = claimed(town)
    CheckinPost.objects.update(ends_on=TODAY() - timedelta(days=1))
    other = a_post(town, title="还没到期")
    for _run in range(2):
        close_posts()
    assert list(CheckinPost.objects.open()) == [other]
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.FINISHED


# --- claims ---------------------------------------------------------------------------------------
def test_who_serves_here_claims_it_once_while_there_is_room(town):
    post = a_post(town)
    waiting = checkins.register_member(town.community, town.stranger, facts(), actor=town.stranger)
    claim = lambda who, on=post: posts.claim_post(on, checkin=who, actor=town.staff)  # noqa: E731
    assert refused(claim, waiting) == "checkin"
    mine, other = a_member(town), a_member(town, "neighbour")
    assert refused(claim, mine, a_post(town, community=town.sibling)) == "checkin"
    checkins.pause_member(mine, until=TODAY() + timedelta(days=3), actor=town.resident)
    assert refused(claim, mine) == "checkin"
    checkins.resume_member(mine, actor=town.resident)
    assert claim(mine).is_held
    assert refused(claim, other) == "full"
    wide = a_post(town, places=9)
    claim(mine, wide)
    assert refused(claim, mine, wide) == "checkin"
    posts.close_post(wide, reason="不要了", actor=town.staff)
    assert refused(claim, other, wide) == "closed"


def test_he_stops_without_a_reason_and_the_community_gives_one(town):
    left = posts.leave_claim(claimed(town), actor=town.resident)
    assert left.status == ClaimStatus.LEFT
    assert refused(posts.leave_claim, left, actor=town.resident) == "moved_on"
    again = posts.claim_post(left.post, checkin=left.checkin, actor=town.resident)
    assert refused(posts.release_claim, again, reason=" ", actor=town.staff) == "reason"
    assert posts.release_claim(again, reason="换人", actor=town.staff).reason == "换人"
    assert Message.objects.get(code="organizations.post_released").to_user == town.resident


def test_with_his_check_in_his_posts_end_and_the_count_comes_back(town):
    claim = claimed(town)
    checkins.withdraw_member(claim.checkin, actor=town.resident)
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.LEFT
    steps = TallyDelta.objects.filter(measure="organizations.post_claims")
    assert sum(steps.values_list("delta", flat=True)) == 0


def test_the_history_says_it_without_his_name(town):
    claimed(town)
    event = AuditEvent.objects.get(verb="organizations.post_claimed")
    assert (event.actor, event.details["by"]) == (None, "oneself")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_who_claim_at_once_find_one_place(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        post = a_post(town)
        both = [a_member(town, name) for name in ("resident", "neighbour")]
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, posts, "_note")
    outcomes = together(
        *[lambda who=who: posts.claim_post(post, checkin=who, actor=town.staff) for who in both]
    )
    with scope.entered(scope.EVERYTHING):
        assert PostClaim.objects.held().count() == (1 if locked else 2)
    assert [each.error.code for each in outcomes if each.error] == (["full"] if locked else [])
    assert meeting.happened is not locked


# --- each time ------------------------------------------------------------------------------------
def test_what_he_tells_is_of_a_day_he_served_and_of_a_length(town):
    claim = claimed(town)
    assert refused(told, claim, town.resident, served_on=TODAY() + timedelta(days=1)) == "served_on"
    old = TODAY() - TELL_WITHIN - timedelta(days=1)
    assert refused(told, claim, town.resident, served_on=old) == "served_on"
    assert refused(told, claim, town.resident, minutes=10) == "minutes"
    assert refused(told, claim, town.resident, note="找 13900001111") == "note"
    assert told(claim, town.resident).status == TurnStatus.TOLD
    assert refused(told, claim, town.resident) == "served_on"
    yesterday = TODAY() - timedelta(days=1)
    CheckinPost.objects.update(starts_on=TODAY())
    assert refused(told, claim, town.resident, served_on=yesterday) == "served_on"


def test_nothing_is_told_of_the_days_after_he_stopped(town):
    left = posts.leave_claim(claimed(town), actor=town.resident)
    PostClaim.objects.update(ended_at=timezone.now() - timedelta(days=5))
    assert refused(told, left, town.resident) == "served_on"
    assert told(left, town.resident, served_on=TODAY() - timedelta(days=6)).minutes == 90


def test_somebody_else_says_that_it_is_so(town):
    turn = told(claimed(town), town.resident)
    assert refused(turns.confirm_turn, turn, actor=town.resident) == "own"
    assert turns.confirm_turn(turn, actor=town.staff).status == TurnStatus.COUNTED
    assert refused(turns.confirm_turn, turn, actor=town.secretary) == "moved_on"
    minutes = TallyDelta.objects.filter(measure="organizations.post_minutes")
    assert sum(minutes.values_list("delta", flat=True)) == 90


def test_what_was_not_counted_says_why_and_may_be_told_again(town):
    claim = claimed(town)
    turn = told(claim, town.resident)
    assert refused(turns.refuse_turn, turn, reason=" ", actor=town.staff) == "reason"
    turns.refuse_turn(turn, reason="那天没有巡逻", actor=town.staff)
    assert Message.objects.get(code="organizations.turn_refused").to_user == town.resident
    assert told(claim, town.resident).status == TurnStatus.TOLD


def test_what_the_desk_tells_counts_at_once(town):
    assert told(claimed(town), town.staff).status == TurnStatus.COUNTED


# --- the card -------------------------------------------------------------------------------------
def test_the_card_lists_what_counts_here_and_what_other_rooms_tell(town, monkeypatch):
    monkeypatch.setattr("organizations.served._tellers", [])
    claim = claimed(town)
    told(claim, town.staff)
    told(claim, town.resident, served_on=TODAY() - timedelta(days=1))

    @tells_service
    def meals(rows, first, last):
        assert first <= TODAY() <= last
        yield rows[0].pk, Served(TODAY(), "送餐", 30)

    card = queries.service_card(claim.checkin)
    assert sorted(line.what for line in card.lines) == ["三号楼傍晚巡逻", "送餐"]
    assert card.hours == "2"
    assert [(times, hours) for _n, times, hours in card.quarters] == [(2, "2")]
    assert [turn.status for turn in card.waiting] == [TurnStatus.TOLD]


def test_what_he_did_before_he_checked_in_is_not_a_members(town, monkeypatch):
    monkeypatch.setattr("organizations.served._tellers", [])
    member = a_member(town)
    since = timezone.localdate(member.registered_at)

    @tells_service
    def meals(rows, first, last):
        for on in (since - timedelta(days=1), since):
            yield rows[0].pk, Served(on, "送餐", 30)

    first, last = since - timedelta(days=9), since
    assert [line.on for line in told_elsewhere([member], first, last)[member.pk]] == [since]


def test_hours_that_count_stand_on_the_card_too(town):
    """Of a checked-in member who is a volunteer as well: once somebody else has looked at them."""
    user = town.volunteer
    made = checkins.register_member(town.community, user, facts(name="钱志愿"), actor=user)
    at = timezone.now() - timedelta(days=40)
    served = hours.enter(
        Volunteer.objects.get(user=user),
        what="陪老人看病",
        begun_at=at,
        minutes=60,
        actor=town.staff,
    )
    MemberCheckin.objects.update(registered_at=at)
    made.refresh_from_db()
    year = timezone.localtime(at).year
    assert queries.service_card(made, year).lines == []
    hours.approve(served, actor=town.secretary)
    [line] = queries.service_card(made, year).lines
    assert (line.what, line.minutes) == ("陪老人看病", 60)


# --- pages ----------------------------------------------------------------------------------------
def test_a_member_claims_tells_and_stops_on_his_phone(enter, town):
    member, post = a_member(town), a_post(town)
    client = enter("resident")
    listed = client.get(reverse("organizations:my_posts", args=[member.pk]))
    assert [row.title for row in listed.context["page"].open] == [post.title]
    act = lambda slug: reverse("organizations:own_post_act", args=[member.pk, post.pk, slug])  # noqa: E731
    assert client.post(act("turn"), {"idempotency_key": "post-0001"}).status_code == 404
    assert client.post(act("claim"), {"idempotency_key": "post-0002"}).status_code == 302
    said = {"served_on": TODAY(), "minutes": 60, "idempotency_key": "post-0003"}
    assert client.post(act("turn"), said).status_code == 302
    shown = client.get(reverse("organizations:my_post", args=[member.pk, post.pk]))
    assert [str(one["label"]) for one in shown.context["buttons"]] == [
        "记一次到岗",
        "不做这个岗位了",
    ]
    assert client.get(reverse("organizations:service_card", args=[member.pk])).status_code == 200
    assert client.post(act("leave"), {"idempotency_key": "post-0004"}).status_code == 302
    assert PostTurn.objects.get().minutes == 60
    for name in ("neighbour", "stranger"):
        for page in ("organizations:my_posts", "organizations:service_card"):
            assert enter(name).get(reverse(page, args=[member.pk])).status_code == 404


def test_the_desk_opens_a_post_and_looks_at_what_was_told(enter, town):
    client = enter("staff")
    said = vars(post_facts()) | {
        "post_class": post_facts().post_class.pk, "community": town.community.pk,
        "idempotency_key": "post-0011",
    }  # fmt: skip
    assert client.post(reverse("organizations:new_post"), said).status_code == 302
    again = said | {"title": " ", "idempotency_key": "post-0012"}
    assert client.post(reverse("organizations:new_post"), again).status_code == 422
    post = CheckinPost.objects.get()
    member = a_member(town)
    claim_url = reverse("organizations:post_act", args=[post.pk, "claim"])
    answer = client.post(claim_url, {"checkin": member.pk, "idempotency_key": "post-0013"})
    assert answer.status_code == 302
    turn = told(post.claims.get(), town.resident)
    lines = [line["title"] for line in todo(town.viewer("staff"))]
    assert "1 次到岗等您核对" in lines
    board = client.get(reverse("organizations:posts"))
    assert [row.pk for row in board.context["board"].waiting] == [turn.pk]
    url = reverse("organizations:turn_act", args=[turn.pk, "count"])
    assert client.post(url, {"idempotency_key": "post-0014"}).status_code == 302
    assert client.get(reverse("organizations:post", args=[post.pk])).status_code == 200
    card = reverse("organizations:member_card", args=[member.pk])
    assert client.get(card).status_code == 200
    assert AuditEvent.objects.filter(verb="organizations.membercheckin.read").exists()
    for name in ("worker", "sibling_staff", "org_manager", "street_official"):
        assert enter(name).get(reverse("organizations:posts")).status_code in (200, 404)
        assert enter(name).get(reverse("organizations:post", args=[post.pk])).status_code == 404
        assert enter(name).get(card).status_code == 404


def test_who_sees_a_claim_and_a_turn(town):
    claim = claimed(town)
    turn = told(claim, town.resident)
    for row in (claim, turn):
        rows = type(row).objects.all()
        assert seeing(town, rows, row.pk) == {"staff", "secretary", "resident"}
        assert managing(town, rows, row.pk) == {"staff", "secretary"}
    posts_seen = seeing(town, CheckinPost.objects.all(), claim.post_id)
    assert posts_seen == {"staff", "secretary", "resident"}
