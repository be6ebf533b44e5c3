"""The public board. No sign-in, nothing to fill in, and it prints."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from core import qr
from grids.map import draw_map
from grids.queries import board as queries


@require_GET
def communities(request: HttpRequest) -> HttpResponse:
    found = queries.communities_with_grids()
    if len(found) == 1:
        return redirect("grids:board", found[0].pk)
    return render(request, "grids/board_index.html", {"communities": found})


@require_GET
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """All grids of a community; `building` leads from one's own building to its grid."""
    found = queries.get_board(pk)
    chosen = request.GET.get("building", "")
    if chosen:
        grid_id = next((g for b, _name, g in found.buildings if str(b) == chosen), None)
        if grid_id is not None:
            return redirect("grids:grid_board", grid_id)
    context = {
        "board": found,
        "asked_in_vain": bool(chosen),
        "map": draw_map(
            found.rings,
            {},
            title=found.community.title,
            description="",
            unit="",
            outline=found.outline,
            urls={c.grid.pk: reverse("grids:grid_board", args=[c.grid.pk]) for c in found.contacts},
        ),
    }
    return render(request, "grids/board.html", context)


@require_GET
def grid_board(request: HttpRequest, pk: int) -> HttpResponse:
    found, contact = queries.get_grid_contact(pk)
    return render(request, "grids/grid_board.html", {"board": found, "contact": contact})


@require_GET
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """One A4 sheet for the stairwell."""
    found, contact = queries.get_grid_contact(pk)
    address = request.build_absolute_uri(reverse("grids:grid_board", args=[pk]))
    context = {"board": found, "contact": contact, "address": address, "qr": qr.drawn(address)}
    return render(request, "grids/poster.html", context)
