"""八有: at the desk, on the phone of those it is for, and for everybody."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, buttons, perform, table
from core.exports.registry import offered
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent
from points.actions import incentives
from points.forms import incentives as forms
from points.models import IncentiveGrant, IncentivePolicy
from points.queries import incentives as queries
from points.views.desk import further, write_down
from points.workflow import GRANT_STEPS, GrantStatus


def _open(_viewer: Viewer, policy: IncentivePolicy) -> bool:
    return policy.is_open


def _in_force(_viewer: Viewer, policy: IncentivePolicy) -> bool:
    return policy.ended_on is None


POLICY_ACTS = table(
    Act(
        "tell", _("替他登记申请"), forms.TellForm, incentives.apply,
        _("登记了，请另一位同事审核"), _open, "plus",
        _("本人到服务台说，或没有手机的，在这里登记。登记的人不能自己审核。"),
    ),
    Act(
        "end", _("结束办法"), NothingForm, incentives.end,
        _("不再收申请；已批准的照样送到"), _in_force, "close",
        _("办法不改：要改就结束它，另定一个。"), True,
    ),
)  # fmt: skip


def _to(target: GrantStatus, *, by_another: bool = False) -> Any:
    def offered(viewer: Viewer, row: IncentiveGrant) -> bool:
        own = viewer.user_id in {row.recorded_by_id, row.user_id}
        return target in GRANT_STEPS[GrantStatus(row.status)] and not (by_another and own)

    return offered


GRANT_ACTS = table(
    Act(
        "approve", _("批准"), forms.ApproveForm, incentives.approve,
        _("批准了，已从预算里留出"), _to(GrantStatus.APPROVED, by_another=True), "check",
    ),
    Act(
        "refuse", _("不批准"), forms.ReasonForm, incentives.refuse,
        _("已告诉他原因"), _to(GrantStatus.REFUSED, by_another=True), "close",
        _("原因申请的人会看到。"),
    ),
    Act(
        "deliver", _("送到了"), forms.DeliverForm, incentives.deliver,
        _("记下了"), _to(GrantStatus.DELIVERED), "gift",
    ),
    Act(
        "cancel", _("没送成"), forms.ReasonForm, incentives.cancel,
        _("已退回预算"), _to(GrantStatus.CANCELLED), "undo", "", True,
    ),
)  # fmt: skip

MY_GRANT_ACTS = table(
    Act(
        "withdraw", _("撤回"), NothingForm, incentives.withdraw,
        _("已撤回"), _to(GrantStatus.WITHDRAWN), "undo", "", True,
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    found = queries.board(request.viewer, row_seen(request))
    next_url = further(request, "before", found.next_before)
    tables = offered(request.viewer, "points.policies", "points.incentives")
    context = {"board": found, "next_url": next_url, "tables": tables}
    return render(request, "points/incentives.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    lead = _("照会议通过的登记。批准的加起来不会超过预算；谁都看得到花了多少，看不到给了谁。")
    label, run = _("登记一个激励办法"), incentives.adopt
    return write_down(request, forms.PolicyForm, run, label, lead, "points:incentives")


@login_required
@require_GET
def policy(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_policy(viewer, pk)
    page = queries.policy_page(viewer, found, row_seen(request))
    context = {
        "page": page,
        "rows": [
            (row, buttons(viewer, row, GRANT_ACTS, "points:grant_act")) for row in page.grants
        ],
        "buttons": buttons(viewer, found, POLICY_ACTS, "points:policy_act"),
        "next_url": further(request, "before", page.next_before),
    }
    return render(request, "points/incentive.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def policy_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_policy(request.viewer, pk)
    back = reverse("points:policy", args=[pk])
    return perform(request, ActPage(found, found.name, back, POLICY_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def grant_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_grant(request.viewer, pk)
    back = reverse("points:policy", args=[found.policy_id])
    return perform(request, ActPage(found, str(found), back, GRANT_ACTS), slug)


# --- on the phone of those it is for --------------------------------------------------------------
@login_required
@require_GET
def mine(request: ViewerRequest) -> HttpResponse:
    found = queries.mine(request.viewer)
    rows = [
        (row, buttons(request.viewer, row, MY_GRANT_ACTS, "points:my_grant_act"))
        for row in found.grants
    ]
    return render(request, "points/incentives_mine.html", {"mine": found, "rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def apply(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_open(viewer, pk)
    me = viewer.actor
    act = Act(
        "apply", _("申请"), forms.ApplyForm,
        lambda policy, **said: incentives.apply(policy, user=me, name=me.name.open(), **said),
        _("收到了，社区看过告诉您"), lambda viewer, policy: True, "star", found.what,
    )  # fmt: skip
    back = reverse("points:my_incentives")
    page = ActPage(found, found.name, back, table(act), "points/incentive_say.html")
    return perform(request, page, "apply")


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def my_grant_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_my_grant(request.viewer, pk)
    back = reverse("points:my_incentives")
    page = ActPage(found, found.policy.name, back, MY_GRANT_ACTS, "points/incentive_say.html")
    return perform(request, page, slug)


# --- for everybody --------------------------------------------------------------------------------
@require_safe
def public(request: ViewerRequest, pk: int) -> HttpResponse:
    return render(request, "points/incentives_open.html", {"page": queries.page(pk)})
