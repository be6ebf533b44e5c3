"""The leader of a team chooses who comes to his team's shift: on his own door."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from communities.views.acts import ActPage, buttons, perform
from core.http import ViewerRequest
from core.idempotency import idempotent
from volunteers.queries import own, recruiting
from volunteers.queries import shifts as queries
from volunteers.views.shifts import SHIFT_ACTS

LED_ACTS = {slug: SHIFT_ACTS[slug] for slug in ("choose", "thank")}
"""What else there is to do with a shift is the desk's."""


@login_required
@require_GET
def led_shift(request: ViewerRequest, pk: int) -> HttpResponse:
    with own.at_home(own.get_mine(request.viewer), request.viewer):
        found = recruiting.get_led(request.viewer, pk)
        context = {
            "page": queries.desk_page(request.viewer, found),
            "buttons": buttons(request.viewer, found, LED_ACTS, "volunteers:led_shift_act"),
        }
        return render(request, "volunteers/led_shift.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def led_shift_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    with own.at_home(own.get_mine(request.viewer), request.viewer):
        found = recruiting.get_led(request.viewer, pk)
        back = reverse("volunteers:led_shift", args=[pk])
        page = ActPage(found, str(found), back, LED_ACTS, "organizations/own_act.html")
        return perform(request, page, slug)
