"""What the desk can do to a notice; the states stand in `communities.workflow`."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.viewer import Viewer
from communities import workflow
from communities.actions import notices
from communities.forms.base import NothingForm
from communities.forms.notices import ReasonForm
from communities.models import Notice
from communities.queries.notices import may_correct, may_move
from communities.views.acts import Act, table
from communities.workflow import Transition


def _open(transition: Transition) -> Callable[[Viewer, Any], bool]:
    return lambda viewer, notice: may_move(viewer, notice, transition)


def _correct(notice: Notice, *, actor: User) -> Notice:
    return notices.draft_correction(notice, actor=actor)


NOTICE_ACTS = table(
    Act(
        "submit",
        _("交核对"),
        NothingForm,
        notices.submit_notice,
        _("已交给同事核对"),
        _open(workflow.SUBMIT),
        icon="send",
        lead=_("交出后不能再改；要改先退回。核对由另一位同事做。"),
    ),
    Act(
        "publish",
        _("发布"),
        NothingForm,
        notices.publish_notice,
        _("已发布，正在通知大家"),
        _open(workflow.PUBLISH),
        icon="send",
        lead=_("发布后文字不能改，只能更正或撤下。"),
    ),
    Act(
        "send_back",
        _("退回修改"),
        ReasonForm,
        notices.send_back_notice,
        _("已退回草稿"),
        _open(workflow.SEND_BACK),
        icon="undo",
    ),
    Act(
        "correct",
        _("写更正"),
        NothingForm,
        _correct,
        _("更正的草稿写好了，改完照样要核对"),
        may_correct,
        lead=_("照原文起一份新草稿。新的一份发布时，旧的自动撤下，并注明已更正。"),
    ),
    Act(
        "withdraw",
        _("撤下"),
        ReasonForm,
        notices.withdraw_notice,
        _("已撤下"),
        _open(workflow.WITHDRAW),
        icon="close",
        final=True,
    ),
    Act(
        "discard",
        _("作废草稿"),
        ReasonForm,
        notices.withdraw_notice,
        _("草稿已作废"),
        _open(workflow.DISCARD),
        icon="close",
        final=True,
    ),
)
