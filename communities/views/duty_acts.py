"""What can be done to the duty roster: to a community's month, to one shift, to a swap."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.actions import duty, duty_plans, duty_swaps
from communities.forms.base import NothingForm
from communities.forms.duty import AddShiftForm, AskSwapForm, PlanForm, SeatForm, TakeOffForm
from communities.forms.staff import ReasonForm
from communities.models import DutyPlan, DutyPost, DutyShift, ShiftSwap
from communities.queries import duty as queries
from communities.views.acts import Act, table
from communities.workflow import (
    AGREE_SWAP,
    APPROVE_SWAP,
    DECLINE_SWAP,
    REFUSE_SWAP,
    WITHDRAW_SWAP,
    SwapStep,
)


def _keeps(viewer: Viewer, _subject: Any) -> bool:
    return queries.keeps(viewer)


def _is_draft(viewer: Viewer, plan: DutyPlan) -> bool:
    return queries.keeps(viewer) and not plan.is_published


def _is_empty(viewer: Viewer, shift: DutyShift) -> bool:
    return queries.keeps(viewer) and shift.is_empty and not shift.is_over


def _is_filled(viewer: Viewer, shift: DutyShift) -> bool:
    return queries.keeps(viewer) and not shift.is_empty and not shift.is_over


def _is_spare(viewer: Viewer, shift: DutyShift) -> bool:
    return queries.keeps(viewer) and shift.is_empty and not shift.plan.is_published


def _is_own(viewer: Viewer, shift: DutyShift) -> bool:
    own = shift.person_id is not None and shift.person_id == viewer.user_id
    return own and shift.plan.is_published and not shift.has_begun


def _add(_plan: DutyPlan, *, post: DutyPost, actor: User, **values: Any) -> DutyShift:
    return duty.add_shift(post, actor=actor, **values)


def _step(step: SwapStep) -> Any:
    def offered(viewer: Viewer, swap: ShiftSwap) -> bool:
        return duty_swaps.may(step, swap, viewer.user_id, keeps=queries.keeps(viewer))

    return offered


COMMUNITY_DUTY_ACTS = table(
    Act(
        "plan", _("排一个月"), PlanForm, duty_plans.plan_month,
        _("排好了，看过再公布"), _keeps, "calendar",
        _("按岗位的时间排出每个班，轮给选中的人。已经有人的班不动，可以分几次排。"),
    ),
)  # fmt: skip

PLAN_ACTS = table(
    Act(
        "publish", _("公布这个月"), NothingForm, duty_plans.publish_plan,
        _("公布了，也告诉了每个有班的人"), _is_draft, "horn",
        _("同事马上看得到，服务中心页面和门上的表也按它来。空着的班会标出来，以后还能补。"),
    ),
    Act(
        "add", _("加一个班"), AddShiftForm, _add,
        _("加上了"), _keeps, "plus",
    ),
    Act(
        "clear", _("清空重排"), NothingForm, duty_plans.clear_plan,
        _("清空了"), _is_draft, "close", _("这个月草稿里的班全部删掉。"), True,
    ),
)  # fmt: skip

SHIFT_ACTS = table(
    Act(
        "assign", _("安排人"), SeatForm, duty.assign,
        _("安排好了"), _is_empty, "user",
    ),
    Act(
        "swap", _("想换班"), AskSwapForm, duty_swaps.ask_swap,
        _("已经告诉对方，答应了再由书记批"), _is_own, "switch",
    ),
    Act(
        "take-off", _("空出来"), TakeOffForm, duty.take_off,
        _("空出来了"), _is_filled, "close", _("值班的人会收到消息；这个班要再安排人。"), True,
    ),
    Act(
        "remove", _("删掉这个班"), NothingForm, duty.remove_shift,
        _("删掉了"), _is_spare, "trash", "", True,
    ),
)  # fmt: skip

SWAP_ACTS = table(
    Act(
        "agree", _("答应换"), NothingForm, duty_swaps.agree,
        _("答应了，等书记批准"), _step(AGREE_SWAP), "check",
    ),
    Act(
        "approve", _("批准换班"), NothingForm, duty_swaps.approve,
        _("换好了，也告诉了两个人"), _step(APPROVE_SWAP), "check",
    ),
    Act(
        "refuse", _("不换"), ReasonForm, duty_swaps.refuse,
        _("已回复"), _step(REFUSE_SWAP), "close",
    ),
    Act(
        "decline", _("不批准"), ReasonForm, duty_swaps.decline,
        _("已回复两个人"), _step(DECLINE_SWAP), "close",
    ),
    Act(
        "withdraw", _("撤回"), NothingForm, duty_swaps.withdraw,
        _("撤回了"), _step(WITHDRAW_SWAP), "undo",
    ),
)  # fmt: skip
