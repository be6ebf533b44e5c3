"""Paper: dispatch slip, receipt, what to bring, the poster, the month; one A4 page each."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core import qr
from core.http import ViewerRequest
from requests.queries import papers as queries
from requests.queries import queue
from requests.queries.place import place_of
from requests.queries.promise import promised
from requests.queries.rates import this_month


@login_required
@require_safe
def dispatch_slip(request: ViewerRequest, pk: int) -> HttpResponse:
    """For who goes out without a telephone: what, where, by when; who it is stays masked."""
    row = queue.get_case(request.viewer, pk)
    address = request.build_absolute_uri(reverse("requests:case", args=[row.pk]))
    context = {"paper": queries.paper(request.viewer, row), "qr": qr.drawn(address)}
    return render(request, "requests/paper_dispatch.html", context)


@login_required
@require_safe
def receipt(request: ViewerRequest, pk: int) -> HttpResponse:
    """For who came to the counter: his number, by when, whom to call."""
    row = queue.get_case(request.viewer, pk)
    address = request.build_absolute_uri(reverse("requests:mine_one", args=[row.public_id]))
    context = {"paper": queries.paper(request.viewer, row), "qr": qr.drawn(address)}
    return render(request, "requests/paper_receipt.html", context)


@require_safe
def materials(request: ViewerRequest, code: str) -> HttpResponse:
    place = place_of(request.viewer)
    item = queries.item_paper(place.community.pk if place.community else None, code)
    address = request.build_absolute_uri(reverse("requests:order_item", args=[item.code]))
    context = {
        "item": item,
        "profile": place.profile,
        "promise": promised(item),
        "qr": qr.drawn(address),
    }
    return render(request, "requests/paper_materials.html", context)


@require_safe
def poster(request: ViewerRequest, pk: int) -> HttpResponse:
    address = request.build_absolute_uri(reverse("requests:order"))
    context = {"profile": queries.poster(pk), "qr": qr.drawn(address), "address": address}
    return render(request, "requests/paper_poster.html", context)


@login_required
@require_safe
def month(request: ViewerRequest) -> HttpResponse:
    sheet = queries.month_sheet(request.viewer, this_month())
    return render(request, "requests/paper_month.html", {"sheet": sheet})
