"""What can be done with a check-in, by whom: the desk, and the member himself."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import Act, table
from organizations.actions import checkin_accounts, checkins, unit_checkins
from organizations.checkin_workflow import (
    ACCEPTED,
    COMMUNITY,
    CONFIRM,
    DECLINE,
    END,
    PLACE,
    TRANSFER,
    WITHDRAW,
    CheckinStep,
)
from organizations.forms import checkins as forms
from organizations.forms.social_workers import LinkForm
from organizations.forms.unit_checkins import CorrectUnitForm
from organizations.models import MemberCheckin, UnitCheckin
from organizations.queries.checkins import keeps_members


def _open(step: CheckinStep) -> Callable[[Viewer, Any], bool]:
    """The table of states says whether there is a way, and whether it is the desk's."""

    def offered(viewer: Viewer, checkin: Any) -> bool:
        if COMMUNITY in step.by and not keeps_members(viewer):
            return False
        return checkin.status in step.sources

    return offered


def _own(step: CheckinStep) -> Callable[[Viewer, Any], bool]:
    return lambda _viewer, checkin: checkin.status in step.sources


def _works(_viewer: Viewer, checkin: MemberCheckin) -> bool:
    return checkin.status in ACCEPTED and not checkin.is_paused


def _rests(_viewer: Viewer, checkin: MemberCheckin) -> bool:
    return checkin.is_paused


def _has_no_account(viewer: Viewer, checkin: MemberCheckin) -> bool:
    return checkin.user_id is None and checkin.is_standing and keeps_members(viewer)


def _stands(_viewer: Viewer, checkin: MemberCheckin | UnitCheckin) -> bool:
    return checkin.is_standing


MEMBER_ACTS = table(
    Act(
        CONFIRM.name, _("确认报到"), forms.ConfirmForm, checkins.confirm_member,
        _("已确认，也告诉他了"), _open(CONFIRM), "check",
    ),
    Act(
        DECLINE.name, _("接不上"), forms.KindReasonForm, checkins.decline_member,
        _("已回复"), _open(DECLINE), "close", _("他会收到您写的原因，以后还可以再报到。"),
    ),
    Act(
        PLACE.name, _("编入网格"), forms.GridForm, checkins.place_member,
        _("已安排"), _open(PLACE), "map",
    ),
    Act(
        "account", _("关联账号"), LinkForm, checkin_accounts.link_account,
        _("关联好了，以后他自己看得到、改得了"), _has_no_account, "link",
        _("他当面用手机登录过，就填他登录的号码。请先看过是他本人。"),
    ),
    Act(
        "pause", _("歇一阵"), forms.PauseForm, checkins.pause_member,
        _("记下了，到时候自动恢复"), _works, "pause",
    ),
    Act(
        "resume", _("回来了"), NothingForm, checkins.resume_member,
        _("已恢复"), _rests, "undo",
    ),
    Act(
        TRANSFER.name, _("转到别的社区"), forms.TransferForm, checkins.transfer_member,
        _("已转出，那边的社区确认后继续"), _open(TRANSFER), "out",
    ),
    Act(
        END.name, _("结束报到"), forms.KindReasonForm, checkins.end_member,
        _("已结束"), _open(END), "close", "", True,
    ),
    Act(
        WITHDRAW.name, _("他不再报到"), NothingForm, checkins.withdraw_member,
        _("已结束"), _has_no_account, "close",
        _("他没有账号，自己点不了：他说不再报到，就在这里替他点。"), True,
    ),
)  # fmt: skip


OWN_ACTS = table(
    Act(
        "correct", _("改一改"), forms.CorrectForm, checkins.correct_member,
        _("改好了"), _stands, "edit",
    ),
    Act(
        "pause", _("歇一阵"), forms.PauseForm, checkins.pause_member,
        _("好的，到时候自动恢复"), _works, "pause", _("这段时间不会给您派活动，也不用请假。"),
    ),
    Act(
        "resume", _("我回来了"), NothingForm, checkins.resume_member,
        _("欢迎回来"), _rests, "undo",
    ),
    Act(
        TRANSFER.name, _("我搬家了"), forms.TransferForm, checkins.transfer_member,
        _("已转过去，等那边的社区确认"), _own(TRANSFER), "out",
    ),
    Act(
        WITHDRAW.name, _("不再报到"), NothingForm, checkins.withdraw_member,
        _("已结束。谢谢您，随时欢迎再来"), _own(WITHDRAW), "close",
        _("社区不会再联系您做报到的事。以后可以再报到。"), True,
    ),
)  # fmt: skip


# --- units ----------------------------------------------------------------------------------------
def _speaks_for_it(step: CheckinStep) -> Callable[[Viewer, Any], bool]:
    return lambda viewer, checkin: (
        checkin.organization_id in viewer.organization_ids and checkin.status in step.sources
    )


UNIT_ACTS = table(
    Act(
        CONFIRM.name, _("确认报到"), NothingForm, unit_checkins.confirm_unit,
        _("已确认，也告诉单位了"), _open(CONFIRM), "check",
    ),
    Act(
        DECLINE.name, _("接不上"), forms.KindReasonForm, unit_checkins.decline_unit,
        _("已回复"), _open(DECLINE), "close",
    ),
    Act(
        PLACE.name, _("岗位开始了"), NothingForm, unit_checkins.start_unit,
        _("已记下"),
        lambda viewer, checkin: checkin.status == "confirmed" and keeps_members(viewer), "flag",
    ),
    Act(
        "correct", _("改资料"), CorrectUnitForm, unit_checkins.correct_unit,
        _("改好了"), _stands, "edit",
    ),
    Act(
        END.name, _("结束报到"), forms.KindReasonForm, unit_checkins.end_unit,
        _("已结束"), _open(END), "close", "", True,
    ),
    Act(
        WITHDRAW.name, _("撤回报到"), NothingForm, unit_checkins.withdraw_unit,
        _("已撤回"), _speaks_for_it(WITHDRAW), "out", "", True,
    ),
)  # fmt: skip
