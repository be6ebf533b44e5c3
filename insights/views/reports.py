"""Reports of months and quarters: what is out, what waits, one of them and what is done with it."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, buttons, perform, table
from core import files
from core.http import ViewerRequest
from core.idempotency import idempotent
from insights import report_charts as charts
from insights.actions import reports
from insights.actions.report_files import withdrawn_paper
from insights.forms import reports as forms
from insights.models import InsightReport
from insights.queries import reports as queries
from insights.queries.report_figures import frozen
from insights.report_sheet import Sheet

REPORT_ACTS = table(
    Act(
        "release", _("发布"), forms.ReleaseForm, reports.release,
        _("已发布，正文和附表可以下载"), queries.may_send_out, "check",
        _("发布以后不能改；有错只能再发一版更正，两版都看得到。"), True,
    ),
    Act(
        "write", _("写开头的话"), forms.OpeningForm, reports.write_opening,
        _("写好了"), queries.may_edit, "edit",
    ),
    Act(
        "take", _("重新取数"), NothingForm, partial(reports.take_again, reads=frozen),
        _("按现在的记录重新算过了"), queries.may_edit, "refresh",
        _("起草以后又有人评价、更正的，重新取数才算进来。"),
    ),
    Act(
        "correct", _("更正这一份"), forms.ExplanationForm, partial(reports.correct, reads=frozen),
        _("更正稿起草好了，看过再发布"), queries.may_correct, "undo",
        _("原来那一版一直看得到，写着已更正。"),
    ),
    Act(
        "withdraw", _("撤回"), forms.ReasonForm, reports.withdraw,
        _("已撤回"), queries.may_withdraw, "close",
        _("撤回以后还看得到，写着为什么。"), True,
    ),
)  # fmt: skip


@login_required
@require_safe
def board(request: ViewerRequest) -> HttpResponse:
    form = forms.ReportFilterForm(request.GET)
    found = queries.board(request.viewer, form.filters(request.GET.get("before", "")))
    return render(request, "insights/reports.html", {"board": found, "form": form})


@login_required
@require_safe
def report(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer: Viewer = request.viewer
    found = queries.get_report(viewer, pk)
    page = queries.report_page(viewer, found)
    context = {
        "page": page,
        "buttons": buttons(viewer, found, REPORT_ACTS, "insights:report_act"),
        **_figures(page.sheet),
    }
    return render(request, "insights/report.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_report(request.viewer, pk)
    back = reverse("insights:reports" if slug == "correct" else "insights:report",
                   args=[] if slug == "correct" else [pk])  # fmt: skip
    page = ActPage(found, found.title, back, REPORT_ACTS, template="insights/act.html")
    return perform(request, page, slug)


@login_required
@require_safe
def file(request: ViewerRequest, pk: int, kind: str) -> HttpResponse:
    found: InsightReport = queries.get_report(request.viewer, pk)
    stored = queries.file_of(found, kind)
    reports.note_download(found, kind, actor=request.viewer.actor)
    if marked := withdrawn_paper(found, stored):
        return files.made_response(marked, kind=stored.kind, name=stored.safe_name)  # type: ignore[return-value]
    return files.file_response(stored)  # type: ignore[return-value]


# --- inside ---------------------------------------------------------------------------------------
def _figures(sheet: Sheet) -> dict[str, Any]:
    trend, kinds, spread = charts.trend(sheet), charts.kinds(sheet), charts.spread(sheet)
    number = {"num": True}
    return {
        "trend": trend,
        "kinds": kinds if sheet.kinds else None,
        "spread": spread,
        "heads": [
            {"label": _("指标")},
            *({"label": name, **number} for name in
              (_("这段时间"), _("上一段"), _("去年同期"), _("分子 ÷ 分母"))),
        ],
        "themes": [(label, [_cells(row) for row in rows]) for label, rows in sheet.themes],
    }  # fmt: skip


def _cells(row: Any) -> list[Any]:
    unit = "" if row.is_share else row.unit
    return [
        {"text": row.name, "sub": unit},
        row.shown, row.shown_before, row.shown_a_year_ago, row.fraction,
    ]  # fmt: skip
