"""The storeroom, at the desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from charity.forms.stock import StockFilter
from charity.queries import stock as queries
from charity.views.acts import LOT_ACTS
from communities.views.acts import ActPage, buttons, perform
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    form = StockFilter(request.GET)
    form.is_valid()
    said = {name: form.cleaned_data.get(name, "") for name in form.fields}
    found = queries.board(request.viewer, after=row_seen(request, "after"), **said)
    next_url = ""
    if found.next_after:
        asked = request.GET.copy()
        asked["after"] = str(found.next_after)
        next_url = f"{reverse('charity:stock')}?{asked.urlencode()}"
    context = {"board": found, "form": form, "next_url": next_url}
    return render(request, "charity/stock.html", context)


@login_required
@require_GET
def lot(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_lot(request.viewer, pk)
    context = {
        "page": queries.lot_page(found),
        "buttons": buttons(request.viewer, found, LOT_ACTS, "charity:lot_act"),
    }
    return render(request, "charity/lot.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def lot_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_lot(request.viewer, pk)
    back = reverse("charity:lot", args=[pk])
    return perform(request, ActPage(found, f"{found} · {found.left}", back, LOT_ACTS), slug)
