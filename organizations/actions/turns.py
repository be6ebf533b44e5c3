"""A member served in his post: he says so, somebody else confirms it. It makes his service card."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from core import messaging, tally
from core.exceptions import DomainError
from core.refusals import refusing
from organizations import person_history as history
from organizations.actions.guards import words_of
from organizations.models import PostClaim, PostTurn
from organizations.post_workflow import (
    COUNT,
    LONGEST,
    REFUSE,
    SHORTEST,
    TELL_WITHIN,
    PostStep,
    TurnStatus,
)


@transaction.atomic
def tell_turn(
    claim: PostClaim, *, served_on: date, minutes: int, note: str = "", actor: User
) -> PostTurn:
    """The member tells it, and a colleague of the community looks at it. What the desk tells of
    him has its second person already: him."""
    rows = PostClaim.objects.select_for_update(of=("self",), no_key=True)
    claim = rows.select_related("post", "checkin__user").get(pk=claim.pk)
    today = timezone.localdate()
    if served_on > today:
        raise DomainError(_("还没到那天，做过了再记"), field="served_on")
    if served_on < today - TELL_WITHIN:
        raise DomainError(_("过了一个月的不补记，请和社区说"), field="served_on")
    if served_on < claim.post.starts_on:
        raise DomainError(_("这个岗位那天还没有开始"), field="served_on")
    if claim.ended_at is not None and served_on > timezone.localdate(claim.ended_at):
        raise DomainError(_("那天您已经不在这个岗位"), field="served_on")
    if not SHORTEST <= minutes <= LONGEST:
        raise DomainError(_("请写 15 分钟到 12 小时"), field="minutes")
    turn = PostTurn(
        community_id=claim.community_id,
        checkin=claim.checkin,
        claim=claim,
        served_on=served_on,
        minutes=minutes,
        note=clean_text(note, field="note"),
        told_by=actor,
    )
    if actor.pk != claim.checkin.user_id:
        _decide(turn, COUNT, actor)
    twice = DomainError(_("那天已经记过了"), code="twice", field="served_on")
    with refusing(post_served_once_a_day=twice):
        turn.save(force_insert=True)
    _note("told", turn, actor)
    if turn.status == TurnStatus.COUNTED:
        _count(turn)
    return turn


@transaction.atomic
def confirm_turn(turn: PostTurn, *, actor: User) -> PostTurn:
    turn = _at(turn, COUNT, actor)
    _decide(turn, COUNT, actor)
    turn.save()
    _note("counted", turn, actor)
    _count(turn)
    return turn


@transaction.atomic
def refuse_turn(turn: PostTurn, *, reason: str, actor: User) -> PostTurn:
    turn = _at(turn, REFUSE, actor)
    turn.reason = words_of(reason, "reason", _("请写一句原因，他看得到"))
    _decide(turn, REFUSE, actor)
    turn.save()
    _note("refused", turn, actor)
    _tell(turn)
    return turn


# --- inside ---------------------------------------------------------------------------------------
def _at(turn: PostTurn, step: PostStep, actor: User) -> PostTurn:
    rows = PostTurn.objects.select_for_update(of=("self",), no_key=True)
    turn = rows.select_related("claim__post", "checkin__user", "community").get(pk=turn.pk)
    if turn.status not in step.sources:
        raise DomainError(
            _("这一次现在是“{status}”").format(status=turn.get_status_display()), code="moved_on"
        )
    if actor.pk in (turn.checkin.user_id, turn.told_by_id):
        raise DomainError(_("自己记的要请同事核对"), code="own")
    return turn


def _decide(turn: PostTurn, step: PostStep, actor: User) -> None:
    turn.status, turn.decided_by, turn.decided_at = step.target, actor, timezone.now()


def _count(turn: PostTurn) -> None:
    tally.add("organizations.post_minutes", turn.community_id, delta=turn.minutes)


def _note(verb: str, turn: PostTurn, actor: User) -> None:
    said = {"turn": turn.pk, "what": turn.claim.post.title, "on": turn.served_on.isoformat()}
    history.note_member(f"organizations.turn_{verb}", turn.checkin, actor=actor, details=said)


def _tell(turn: PostTurn) -> None:
    if turn.checkin.user_id is None:
        return
    place = turn.community
    messaging.send(
        "organizations.turn_refused",
        to_user=turn.checkin.user_id,
        scope=turn.community_id,
        context={
            "community": place.name,
            "community_en": place.name_en or place.name,
            "title": turn.claim.post.title,
        },
        dedup_key=f"organizations.turn_refused:{turn.pk}",
        link=f"/checkin/{turn.checkin_id}/card/",
    )
