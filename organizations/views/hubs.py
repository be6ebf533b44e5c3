"""What the hub and its members can do about their belonging together."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, perform, table
from core.http import ViewerRequest
from core.idempotency import idempotent
from organizations.actions import hubs
from organizations.forms.organizations import ReasonForm
from organizations.queries import hubs as queries

HUB_ACTS = table(
    Act(
        "take", _("接收"), NothingForm, hubs.take,
        _("是成员了，以后可以替它递交备案材料"), queries.may_answer, "check",
    ),
    Act(
        "decline", _("不接"), ReasonForm, hubs.decline,
        _("已回复"), queries.may_answer, "close",
    ),
    Act(
        "take-back", _("不加入了"), ReasonForm, hubs.leave,
        _("撤回了"), queries.may_take_back, "undo",
    ),
    Act(
        "leave", _("退出枢纽"), ReasonForm, hubs.leave,
        _("退出了，枢纽收到消息"), queries.may_leave, "out", "", True,
    ),
    Act(
        "end", _("结束成员关系"), ReasonForm, hubs.leave,
        _("结束了，它收到消息"), queries.may_end, "out", "", True,
    ),
)  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def membership_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_membership(request.viewer, pk)
    own = found.member_id in request.viewer.organization_ids
    back = reverse("organizations:organization", args=[found.member_id if own else found.hub_id])
    title = f"{found.member.title} · {found.hub.title}"
    return perform(request, ActPage(found, title, back, HUB_ACTS), slug)
