"""What a leader of ten households does himself, in whichever role he came."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, perform, table
from core.http import ViewerRequest
from core.idempotency import idempotent
from grids.actions import groups, reports
from grids.forms.groups import RefuseForm, ReportForm
from grids.queries import groups as group_queries

LEADER_ACTS = table(
    Act(
        "report", _("报情况"), ReportForm, reports.report_from_group,
        _("已报给网格员，他看过会告诉您"), lambda _viewer, _group: True, "talk",
        _("写地点和情况就行。着急的事请直接打 110、119、120。"),
    ),
)  # fmt: skip

ASKED_ACTS = table(
    Act(
        "yes", _("我愿意"), NothingForm, groups.accept,
        _("谢谢您！您现在是联户长了"), lambda _viewer, _group: True, "check",
        _("联户长做两件事：把通知转告邻居，看到什么情况报给网格员。不想当了随时可以说。"),
    ),
    Act(
        "no", _("我不愿意"), RefuseForm, groups.refuse,
        _("知道了，不勉强，我们另请一位"), lambda _viewer, _group: True, "close",
    ),
)  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def report(request: ViewerRequest, pk: int) -> HttpResponse:
    group = group_queries.get_led_group(request.viewer, pk)
    back = reverse("grids:group", args=[pk])
    return perform(request, ActPage(group, group.name, back, LEADER_ACTS), "report")
