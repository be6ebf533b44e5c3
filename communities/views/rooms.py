"""The desk's calendar of rooms: a week as a table, one day at a time on a phone."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.viewer import Viewer
from communities.forms.rooms import MonthForm
from communities.queries import rooms as room_queries
from communities.views.acts import ActPage, buttons, perform
from communities.views.room_acts import BOOKING_ACTS, ROOM_ACTS
from core.http import ViewerRequest
from core.idempotency import idempotent


@login_required
@require_GET
def week(request: ViewerRequest) -> HttpResponse:
    viewer = _keeper(request)
    asked = _asked(request)
    community = room_queries.get_community(viewer, asked["community"])
    context = {
        "week": room_queries.week(viewer, community, asked["day"] or timezone.localdate()),
        "communities": room_queries.my_communities(viewer),
        "today": timezone.localdate(),
    }
    return render(request, "communities/rooms.html", context)


@login_required
@require_GET
def usage(request: ViewerRequest) -> HttpResponse:
    viewer = _keeper(request)
    asked = _asked(request)
    community = room_queries.get_community(viewer, asked["community"])
    found = room_queries.usage(viewer, community, _month(asked["month"]))
    return render(request, "communities/room_usage.html", {"usage": found})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def room_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    room = room_queries.get_room(_keeper(request), pk)
    return perform(
        request, ActPage(room, room.title, reverse("communities:rooms"), ROOM_ACTS), slug
    )


@login_required
@require_GET
def booking(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = _keeper(request)
    found = room_queries.get_booking(viewer, pk)
    context = {
        "page": room_queries.booking_page(viewer, found),
        "buttons": buttons(viewer, found, BOOKING_ACTS, "communities:booking_act"),
    }
    return render(request, "communities/booking.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def booking_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = room_queries.get_booking(_keeper(request), pk)
    back = reverse("communities:booking", args=[pk])
    return perform(request, ActPage(found, found.room.title, back, BOOKING_ACTS), slug)


def _keeper(request: ViewerRequest) -> Viewer:
    viewer: Viewer = request.viewer
    if not room_queries.keeps(viewer):
        raise Http404
    return viewer


def _asked(request: ViewerRequest) -> dict[str, Any]:
    """What is nonsense in an address counts as not said."""
    form = MonthForm(request.GET)
    form.is_valid()
    return {name: form.cleaned_data.get(name) for name in form.fields}


def _month(month: date | None) -> date:
    """A month that has begun; else this one."""
    today = timezone.localdate()
    if month is None or not date(2000, 1, 1) <= month <= today:
        return today
    return month
