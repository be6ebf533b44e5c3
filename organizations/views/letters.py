"""The letter of a quarter: the community's desk, and the unit's."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from communities.views.acts import ActPage, buttons, perform
from core.http import ViewerRequest
from core.idempotency import idempotent
from organizations.queries import letters as queries
from organizations.views.post_acts import LETTER_ACTS


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    found = queries.letter_board(request.viewer)
    return render(request, "organizations/letters.html", {"board": found})


@login_required
@require_GET
def letter(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_letter(viewer, pk)
    context = {
        "page": queries.letter_page(viewer, found),
        "buttons": buttons(viewer, found, LETTER_ACTS, "organizations:letter_act"),
    }
    return render(request, "organizations/letter.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def letter_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_letter(request.viewer, pk)
    back = reverse("organizations:letter", args=[pk])
    return perform(request, ActPage(found, found.organization.title, back, LETTER_ACTS), slug)
