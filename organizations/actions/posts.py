"""Posts for checked-in members: opened and closed by the community, claimed by who serves.

Topics published: `organizations.post_claimed` {claim_id, community_id}.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from communities.models import Area
from core import audit, messaging, outbox, tally
from core.exceptions import DomainError
from core.refusals import refusing
from organizations import person_history as history
from organizations.actions.guards import words_of
from organizations.checkin_workflow import CheckinStatus
from organizations.models import CheckinPost, MemberCheckin, PostClaim, PostClass
from organizations.post_workflow import (
    CLOSE,
    FINISH,
    LEAVE,
    MOST_PLACES,
    RELEASE,
    PostStep,
)


@dataclass(frozen=True)
class PostFacts:
    """What the community writes about a post."""

    post_class: PostClass
    title: str
    when: str
    places: int
    starts_on: date
    ends_on: date
    what: str = ""


@transaction.atomic
def open_post(community: Area, facts: PostFacts, *, actor: User | None) -> CheckinPost:
    post = CheckinPost(community=community, opened_by=actor)
    _write(post, facts)
    post.save(force_insert=True)
    audit.record("organizations.post_opened", post, actor=actor)
    return post


@transaction.atomic
def correct_post(post: CheckinPost, *, actor: User | None, **said: object) -> CheckinPost:
    """Another hour, more people; never fewer than have claimed it."""
    post = lock_post(post)
    if not post.is_open:
        raise _over(post)
    _write(post, PostFacts(**said))  # type: ignore[arg-type]
    held = post.claims.held().count()
    if post.places < held:
        raise DomainError(_("已经有 {n} 个人在岗，不能少于这个数").format(n=held), field="places")
    post.save()
    audit.record("organizations.post_corrected", post, actor=actor)
    return post


@transaction.atomic
def close_post(
    post: CheckinPost, *, reason: str, actor: User | None, day: date | None = None
) -> CheckinPost:
    """Whoever serves in it hears why."""
    post = lock_post(post)
    if post.status not in CLOSE.sources:
        raise _over(post)
    post.status, post.closed_on = CLOSE.target, day or timezone.localdate()
    post.reason = words_of(reason, "reason", _("请写一句为什么撤，认领的人看得到"))
    post.save(update_fields=["status", "closed_on", "reason"])
    audit.record("organizations.post_closed", post, actor=actor, details={"reason": post.reason})
    for claim in _held(post):
        _end(claim, FINISH, actor, reason=post.reason)
        _tell(claim, "organizations.post_over")
    return post


@transaction.atomic
def claim_post(post: CheckinPost, *, checkin: MemberCheckin, actor: User) -> PostClaim:
    """By the member, or by the desk for who asks there. The lock on the post keeps the count."""
    post = lock_post(post)
    checkin = MemberCheckin.objects.select_for_update(of=("self",), no_key=True).get(pk=checkin.pk)
    if checkin.community_id != post.community_id:
        raise DomainError(_("这个岗位在别的社区"), code="elsewhere", field="checkin")
    if checkin.status != CheckinStatus.ACTIVE:
        raise DomainError(_("社区编好网格以后就能认领"), code="not_placed", field="checkin")
    if checkin.is_paused:
        raise DomainError(_("歇着的时候不认领，回来了再选"), code="paused", field="checkin")
    if not post.is_claimable:
        raise _over(post)
    if post.claims.held().count() >= post.places:
        raise DomainError(_("这个岗位人满了，谢谢您，看看别的吧"), code="full")
    claim = PostClaim(community=post.community, post=post, checkin=checkin)
    twice = DomainError(_("这个岗位已经认领了"), code="twice", field="checkin")
    with refusing(post_claimed_once_by_each=twice):
        claim.save(force_insert=True)
    _note("claimed", claim, actor)
    tally.add("organizations.post_claims", claim.community_id)
    outbox.publish(
        "organizations.post_claimed",
        key=f"organizations.post_claimed:{claim.pk}",
        payload={"claim_id": claim.pk, "community_id": claim.community_id},
    )
    return claim


@transaction.atomic
def leave_claim(claim: PostClaim, *, actor: User | None) -> PostClaim:
    """He stops; nobody asks why."""
    return _end(_lock(claim), LEAVE, actor)


@transaction.atomic
def release_claim(claim: PostClaim, *, reason: str, actor: User | None) -> PostClaim:
    claim = _lock(claim)
    words = words_of(reason, "reason", _("请写一句原因，他看得到"))
    _end(claim, RELEASE, actor, reason=words)
    _tell(claim, "organizations.post_released")
    return claim


def end_claims(checkin: MemberCheckin, *, actor: User | None) -> None:
    """His check-in is over, so are his posts: part of that transaction."""
    rows = checkin.claims.held().select_for_update(of=("self",), no_key=True)
    for claim in rows.select_related("post", "checkin__user").order_by("pk"):
        _end(claim, LEAVE, actor)


def close_over(today: date | None = None) -> int:
    """Posts whose last day is past."""
    day = today or timezone.localdate()
    rows = list(CheckinPost.objects.over(day).order_by("pk"))
    for post in rows:
        close_post(post, reason=_("到期"), actor=None, day=day)
    return len(rows)


# --- inside ---------------------------------------------------------------------------------------
def lock_post(post: CheckinPost) -> CheckinPost:
    """Whoever claims, corrects or closes comes through here one at a time."""
    rows = CheckinPost.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("community").get(pk=post.pk)


def _lock(claim: PostClaim) -> PostClaim:
    lock_post(claim.post)
    rows = PostClaim.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("post", "community", "checkin__user").get(pk=claim.pk)


def _held(post: CheckinPost) -> list[PostClaim]:
    rows = post.claims.held().select_related("post", "community", "checkin__user")
    return list(rows.order_by("pk"))


def _write(post: CheckinPost, facts: PostFacts) -> None:
    if not 1 <= facts.places <= MOST_PLACES:
        raise DomainError(
            _("人数写 1 到 {most}").format(most=MOST_PLACES), field="places"
        )  # fmt: skip
    if facts.ends_on < facts.starts_on:
        raise DomainError(_("结束日期早于开始日期"), field="ends_on")
    if facts.ends_on < timezone.localdate():
        raise DomainError(_("请选今天以后的日子"), field="ends_on")
    post.post_class = facts.post_class
    post.title = words_of(facts.title, "title", _("请写岗位的名称"))
    post.when = words_of(facts.when, "when", _("请写什么时候，如“每周六上午”"))
    post.what = clean_text(facts.what, field="what")
    post.places, post.starts_on, post.ends_on = facts.places, facts.starts_on, facts.ends_on


def _end(claim: PostClaim, step: PostStep, actor: User | None, reason: str = "") -> PostClaim:
    if claim.status not in step.sources:
        raise DomainError(
            _("这份认领现在是“{status}”").format(status=claim.get_status_display()),
            code="moved_on",
        )
    claim.status, claim.reason, claim.ended_at = step.target, reason, timezone.now()
    claim.save(update_fields=["status", "reason", "ended_at"])
    tally.add("organizations.post_claims", claim.community_id, delta=-1)
    _note(step.name, claim, actor)
    return claim


def _over(post: CheckinPost) -> DomainError:
    return DomainError(_("这个岗位已经结束了"), code="closed")


def _note(verb: str, claim: PostClaim, actor: User | None) -> None:
    said = {"post": claim.post_id, "what": claim.post.title}
    history.note_member(f"organizations.post_{verb}", claim.checkin, actor=actor, details=said)


def _tell(claim: PostClaim, kind: str) -> None:
    """Who has no account is called up."""
    if claim.checkin.user_id is None:
        return
    place = claim.community
    messaging.send(
        kind,
        to_user=claim.checkin.user_id,
        scope=claim.community_id,
        context={
            "community": place.name,
            "community_en": place.name_en or place.name,
            "title": claim.post.title,
        },
        dedup_key=f"{kind}:{claim.pk}",
        link=f"/checkin/{claim.checkin_id}/posts/",
    )
