"""Policy targets: what is asked, what is there, what is missing; and the same one place below."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.http import ViewerRequest
from insights import access
from insights.queries import targets as queries


@require_safe
@login_required
def board(request: ViewerRequest) -> HttpResponse:
    if not access.looks_at_figures(request.viewer):
        raise Http404
    with access.seeing_far(request.viewer) as viewer:
        area = access.chosen(viewer, request.GET.get("area", ""))
        rows = queries.standings(area) if area else []
    reached = sum(row.is_reached for row in rows)
    context = {"area": area, "rows": rows, "reached": reached}
    return render(request, "insights/targets.html", context)


@require_safe
@login_required
def target(request: ViewerRequest, pk: int) -> HttpResponse:
    if not access.looks_at_figures(request.viewer):
        raise Http404
    with access.seeing_far(request.viewer) as viewer:
        area = access.chosen(viewer, request.GET.get("area", ""))
        if area is None:
            raise Http404
        page = queries.target_page(viewer, area, pk)
    heads = [
        {"label": _("地方")},
        {"label": _("现在"), "num": True},
        {"label": _("目标"), "num": True},
        {"label": _("还差"), "num": True},
        {"label": _("怎么样")},
    ]
    rows = [
        [
            {"text": one.area.title, "url": f"?area={one.area.pk}"}
            if one.leads_on
            else one.area.title,
            one.standing.shown_actual,
            one.standing.shown_goal,
            one.standing.shown_gap,
            one.standing.verdict,
        ]
        for one in page.below
    ]
    return render(request, "insights/target.html", {"page": page, "heads": heads, "rows": rows})
