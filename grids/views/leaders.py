"""What a leader of ten households does himself, in whichever role he came."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from communities.views.acts import Act, ActPage, perform, table
from core.http import ViewerRequest
from core.idempotency import idempotent
from grids.actions import reports
from grids.forms.groups import ReportForm
from grids.queries import groups as group_queries

LEADER_ACTS = table(
    Act(
        "report", _("报情况"), ReportForm, reports.report_from_group,
        _("已报给网格员，他看过会告诉您"), lambda _viewer, _group: True, "talk",
        _("写地点和情况就行。着急的事请直接打 110、119、120。"),
    ),
)  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def report(request: ViewerRequest, pk: int) -> HttpResponse:
    group = group_queries.get_led_group(request.viewer, pk)
    back = reverse("grids:group", args=[pk])
    return perform(request, ActPage(group, group.name, back, LEADER_ACTS), "report")
