"""Handing out, at the desk and on paper."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from charity.queries import handouts as queries
from charity.views.acts import HANDOUT_ACTS, LINE_ACTS
from communities.views.acts import ActPage, buttons, perform
from core.http import ViewerRequest
from core.idempotency import idempotent


@login_required
@require_GET
def handout(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_handout(request.viewer, pk)
    context = {
        "page": queries.handout_page(request.viewer, found),
        "buttons": buttons(request.viewer, found, HANDOUT_ACTS, "charity:handout_act"),
    }
    return render(request, "charity/handout.html", context)


@login_required
@require_GET
def sheet(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_handout(request.viewer, pk)
    context = {"page": queries.sheet(request.viewer, found)}
    return render(request, "charity/handout_sheet.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def handout_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_handout(request.viewer, pk)
    back = reverse("charity:handout", args=[pk])
    return perform(request, ActPage(found, found.title, back, HANDOUT_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def line_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_line(request.viewer, pk)
    back = reverse("charity:handout", args=[found.handout_id])
    title = f"{found.name} · {found.handout.share}"
    return perform(request, ActPage(found, title, back, LINE_ACTS), slug)
