"""The tree of places with its counters, and a community's profile."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from communities.queries import areas as area_queries
from communities.queries import profile
from communities.queries.past import history_of
from communities.views.acts import ActPage, buttons, perform
from communities.views.area_acts import AREA_ACTS
from core.http import ViewerRequest
from core.idempotency import idempotent


@login_required
@require_GET
def tree(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    tops = area_queries.get_top_areas(viewer)
    context = {
        "tables": [profile.area_table(viewer, area) for area in tops],
        "columns": profile.COLUMN_LABELS,
    }
    return render(request, "communities/areas.html", context)


@login_required
@require_GET
def area(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    place = area_queries.get_visible(viewer, pk)
    context = {
        "page": area_queries.area_page(viewer, place),
        "table": profile.area_table(viewer, place),
        "columns": profile.COLUMN_LABELS,
        "hides_small": profile.smallest_shown(viewer),
        "buttons": buttons(viewer, place, AREA_ACTS, "communities:area_act"),
        "history": history_of(viewer, place),
    }
    return render(request, "communities/area.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def area_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    place = area_queries.get_visible(request.viewer, pk)
    back = reverse("communities:area", args=[pk])
    return perform(request, ActPage(place, place.title, back, AREA_ACTS), slug)
