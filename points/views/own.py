"""The residents' door: what my household has, and why."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.viewer import Viewer
from communities.views.acts import Act, ActPage, do, perform, table
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent
from points.actions import accounts, records
from points.forms.points import AppealForm
from points.models import Record
from points.queries import accounts as queries
from points.queries import records as record_queries
from points.views.desk import further


def _may_be_appealed(_viewer: Viewer, row: Record) -> bool:
    return row.may_be_appealed


APPEAL = table(
    Act(
        "appeal", _("申诉"), AppealForm, records.appeal,
        _("收到了，由居民议事会评议，答复在这一页"), _may_be_appealed, "talk",
        _("写为什么不对就行；申诉不影响办任何事。"),
    ),
)  # fmt: skip


@login_required
@require_GET
def mine(request: ViewerRequest) -> HttpResponse:
    found = queries.mine(request.viewer, before=row_seen(request))
    told = found.statement if found else None
    next_url = further(request, "before", told.next_before if told else None)
    return render(request, "points/mine.html", {"mine": found, "told": told, "next_url": next_url})


@login_required
@require_POST
@idempotent
def join(request: ViewerRequest) -> HttpResponse:
    household = queries.get_my_household(request.viewer)
    done = _("参加了；以后得的分都在这里，一笔一笔说得清")
    return do(request, reverse("points:mine"), done, accounts.take_part, household)


@login_required
@require_POST
@idempotent
def leave(request: ViewerRequest) -> HttpResponse:
    found = queries.get_my_account(request.viewer)
    done = _("已退出，以后不再记分；已有的分还可以兑换")
    return do(request, reverse("points:mine"), done, accounts.leave, found)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def appeal(request: ViewerRequest, pk: int) -> HttpResponse:
    row = record_queries.get_my_record(request.viewer, pk)
    page = ActPage(row, str(row), reverse("points:mine"), APPEAL, "points/say.html")
    return perform(request, page, "appeal")
