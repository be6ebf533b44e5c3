"""Draw or import a border; see whom it affects; save."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.viewer import Viewer
from communities.models import Area
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from grids import geojson
from grids.actions import boundaries
from grids.forms.boundaries import BorderForm, ImportForm
from grids.geometry import Ring
from grids.queries import boundaries as queries
from grids.queries import grids as grid_queries

SAVE = "save"


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def draw(request: ViewerRequest, pk: int) -> HttpResponse:
    """First what would happen, then, with the same points, the deed."""
    viewer: Viewer = request.viewer
    area = queries.get_drawable(viewer, pk)
    current = queries.ring_of(area)
    if request.method == "GET":
        points = geojson.write_points(current) if current else ""
        form = BorderForm(viewer=viewer, about=area, initial={"points": points})
        return _page(request, area, form, current)
    form = BorderForm(request.POST, request.FILES, viewer=viewer, about=area)
    if not form.is_valid():
        return _page(request, area, form, current, status=422)
    ring: Ring = form.cleaned_data["ring"]
    if SAVE not in request.POST:
        return _page(request, area, form, current, ring=ring)
    try:
        boundaries.redraw(
            area.community or area,
            {area.pk: ring},
            actor=viewer.user,
            seen=request.POST.get("seen", ""),
            accept_overlaps="accept_overlaps" in request.POST,
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return _page(request, area, form, current, ring=ring, status=422)
    messages.success(request, _("新边界从今天起生效"))
    return redirect(_home_of(area))


def _page(
    request: ViewerRequest,
    area: Area,
    form: BorderForm,
    current: Ring | None,
    *,
    ring: Ring | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "area": area,
        "form": form,
        "plan": queries.plan_for(area, ring) if ring else None,
        "points": geojson.write_points(ring) if ring else "",
        "sketch": queries.sketch(area, ring or current, before=current if ring else None),
        "earlier": queries.earlier_borders(request.viewer, area),
        "back": _home_of(area),
    }
    return render(request, "grids/boundary.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def import_borders(request: ViewerRequest, pk: int) -> HttpResponse:
    """All borders of a community at once, all or none."""
    viewer: Viewer = request.viewer
    community = grid_queries.get_community(viewer, pk)
    if not grid_queries.runs_the_community(viewer, community):
        raise Http404
    about = queries.drawable_in(community)
    form = ImportForm(request.POST or None, request.FILES or None, viewer=viewer, about=about)
    if request.method == "POST" and form.is_valid():
        try:
            saved = boundaries.redraw(
                community,
                form.cleaned_data["file"],
                actor=viewer.user,
                accept_overlaps=form.cleaned_data["accept_overlaps"],
                source="imported",
            )
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("导入了 %(n)d 条边界") % {"n": len(saved)})
            return redirect("grids:list")
    context = {"form": form, "community": community}
    status = 422 if form.errors else 200
    return render(request, "grids/import_borders.html", context, status=status)


def _home_of(area: Area) -> str:
    if area.pk == area.community_id:
        return reverse("grids:list")
    return reverse("grids:grid", args=[area.pk])
