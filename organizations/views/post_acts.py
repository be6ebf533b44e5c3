"""What can be done with a post, a claim, a time served, a letter: by whom."""

from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import Act, table
from organizations.actions import letters, posts, turns
from organizations.checkin_workflow import CheckinStatus
from organizations.forms import posts as forms
from organizations.forms.checkins import KindReasonForm
from organizations.models import CheckinPost, MemberCheckin, PostClaim, PostTurn, QuarterLetter
from organizations.post_workflow import CLOSE, COUNT, RECEIVE, SEND, PostStep
from organizations.queries.checkins import keeps_members

Own = tuple[MemberCheckin, CheckinPost]
"""What a member's act is about: his check-in, and the post."""


# --- the member himself ---------------------------------------------------------------------------
def _mine(own: Own) -> PostClaim | None:
    found: PostClaim | None = own[1].claim_of_mine  # type: ignore[attr-defined]
    return found


def _may_claim(_viewer: Viewer, own: Own) -> bool:
    checkin, post = own
    free = post.is_claimable and post.taken < post.places  # type: ignore[attr-defined]
    serves = checkin.status == CheckinStatus.ACTIVE and not checkin.is_paused
    return bool(free and serves and _mine(own) is None)


def _holds(_viewer: Viewer, own: Own) -> bool:
    return _mine(own) is not None


def _claim(own: Own, *, actor: User) -> Any:
    return posts.claim_post(own[1], checkin=own[0], actor=actor)


def _tell(own: Own, *, actor: User, **said: Any) -> Any:
    return turns.tell_turn(_held(own), actor=actor, **said)


def _leave(own: Own, *, actor: User) -> Any:
    return posts.leave_claim(_held(own), actor=actor)


def _held(own: Own) -> PostClaim:
    """Offered only to who has one."""
    return cast(PostClaim, _mine(own))


OWN_POST_ACTS = table(
    Act(
        "claim", _("认领这个岗位"), NothingForm, _claim,
        _("认领了，谢谢您。到了日子去就行，做完在这里记一笔"), _may_claim, "check",
        _("认领以后社区就算上您了。来不了可以随时不做，不用说原因。"),
    ),
    Act(
        "turn", _("记一次到岗"), forms.TurnForm, _tell,
        _("记下了，社区核对后上您的服务卡"), _holds, "edit",
    ),
    Act(
        "leave", _("不做这个岗位了"), NothingForm, _leave,
        _("好的。做过的都留在服务卡上"), _holds, "out", _("不用说原因，以后还可以再认领。"), True,
    ),
)  # fmt: skip


# --- the desk -------------------------------------------------------------------------------------
def _when(step: PostStep) -> Any:
    return lambda viewer, row: keeps_members(viewer) and row.status in step.sources


def _has_room(viewer: Viewer, post: CheckinPost) -> bool:
    taken: int = post.taken  # type: ignore[attr-defined]
    return keeps_members(viewer) and post.is_claimable and taken < post.places


POST_ACTS = table(
    Act(
        "claim", _("代他认领"), forms.MemberForm, posts.claim_post,
        _("记下了"), _has_room, "user", _("当面或电话里说好的，替他认领。"),
    ),
    Act(
        "correct", _("改岗位"), forms.CorrectPostForm, posts.correct_post,
        _("改好了"), _when(CLOSE), "edit",
    ),
    Act(
        CLOSE.name, _("撤岗"), KindReasonForm, posts.close_post,
        _("撤了，认领的人会知道"), _when(CLOSE), "close", "", True,
    ),
)  # fmt: skip


def _stands(viewer: Viewer, claim: PostClaim) -> bool:
    return keeps_members(viewer) and claim.is_held


CLAIM_ACTS = table(
    Act(
        "turn", _("记一次到岗"), forms.TurnForm, turns.tell_turn,
        _("记下了，上了他的服务卡"), _stands, "edit",
    ),
    Act(
        "release", _("调整下来"), KindReasonForm, posts.release_claim,
        _("调整了，也告诉他了"), _stands, "close", "", True,
    ),
)  # fmt: skip


def _anothers(viewer: Viewer, turn: PostTurn) -> bool:
    own = viewer.user_id in (turn.checkin.user_id, turn.told_by_id)
    return keeps_members(viewer) and turn.status in COUNT.sources and not own


TURN_ACTS = table(
    Act(
        COUNT.name, _("算数"), NothingForm, turns.confirm_turn,
        _("核对了，上了他的服务卡"), _anothers, "check",
    ),
    Act(
        "refuse", _("不算"), KindReasonForm, turns.refuse_turn,
        _("已回复"), _anothers, "close",
    ),
)  # fmt: skip


# --- the letter of a quarter ----------------------------------------------------------------------
def _keeps(viewer: Viewer, letter: QuarterLetter) -> bool:
    here = letter.community_id in viewer.community_ids
    return keeps_members(viewer) and here and letter.status in SEND.sources


def _reads(viewer: Viewer, letter: QuarterLetter) -> bool:
    return letter.organization_id in viewer.organization_ids and letter.status in RECEIVE.sources


LETTER_ACTS = table(
    Act(
        SEND.name, _("签发"), NothingForm, letters.send,
        _("发给单位了"), _keeps, "check", _("落您的姓名；单位的负责人会收到消息。"), True,
    ),
    Act(
        "word", _("写几句话"), forms.WordForm, letters.add_word,
        _("写好了"), _keeps, "edit",
    ),
    Act(
        RECEIVE.name, _("收到了"), NothingForm, letters.receive,
        _("社区知道您看过了"), _reads, "check",
    ),
)  # fmt: skip
