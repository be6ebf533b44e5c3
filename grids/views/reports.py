"""What the leaders told, on the level where one works: heard, settled, sent up."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.views.acts import ActPage, do, perform
from core.http import ViewerRequest
from core.idempotency import idempotent
from grids.actions import reports
from grids.queries import groups as group_queries
from grids.queries import reports as report_queries
from grids.views.acts import REPORT_ACTS
from grids.views.desk import at_the_desk


@login_required
@require_GET
def report_list(request: ViewerRequest) -> HttpResponse:
    found = report_queries.get_reports(at_the_desk(request))
    return render(request, "grids/reports.html", {"page": found})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def report_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    report = report_queries.get_answerable(at_the_desk(request), pk)
    title = f"{report.grid.title} · {report.group.name}"
    return perform(request, ActPage(report, title, reverse("grids:reports"), REPORT_ACTS), slug)


@login_required
@require_POST
@idempotent
def see_report(request: ViewerRequest, pk: int) -> HttpResponse:
    report = group_queries.get_report(at_the_desk(request), pk)
    back = reverse("grids:group", args=[report.group_id])
    return do(request, back, _("已告诉联户长：收到了"), reports.acknowledge_report, report)
