"""Teams: on the page of who belongs to one or leads it, and at the desk."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.views.acts import ActPage, buttons, do, perform
from core.http import ViewerRequest
from core.idempotency import idempotent
from volunteers.access import is_keeper
from volunteers.actions import teams as actions
from volunteers.models import TeamMembership
from volunteers.queries import own as own_queries
from volunteers.queries import teams as queries
from volunteers.queries import volunteers as volunteer_queries
from volunteers.views.acts import COMMUNITY_ACTS, TEAM_ACTS
from volunteers.views.desk import reader

MINE = "volunteers:teams"


# --- the residents' door -------------------------------------------------------------------------
@login_required
@require_GET
def mine(request: ViewerRequest) -> HttpResponse:
    found = own_queries.get_mine(request.viewer)
    with own_queries.at_home(found, request.viewer):
        context = {
            "mine": queries.teams_of(found),
            "others": queries.teams_to_join(found),
            "may_join": found.status == "active",
        }
        return render(request, "volunteers/teams.html", context)


@login_required
@require_GET
def led(request: ViewerRequest, pk: int) -> HttpResponse:
    """My team, for its leader: who belongs to it, what they can do, when."""
    found = own_queries.get_mine(request.viewer)
    with own_queries.at_home(found, request.viewer):
        team = queries.get_led(request.viewer, pk)
        led_team = queries.led_page(request.viewer, team)
        context = {"led": led_team, "page": led_team.page}
        return render(request, "volunteers/led_team.html", context)


@login_required
@require_POST
@idempotent
def join(request: ViewerRequest, pk: int) -> HttpResponse:
    found = own_queries.get_mine(request.viewer)
    with own_queries.at_home(found, request.viewer):
        team = queries.get_to_join(found, pk)
        done = _("已告诉队长，答复了会通知您")
        return do(request, reverse(MINE), done, actions.ask_to_join, team, found)


@login_required
@require_POST
@idempotent
def leave(request: ViewerRequest, pk: int) -> HttpResponse:
    found = own_queries.get_mine(request.viewer)
    with own_queries.at_home(found, request.viewer):
        membership = queries.get_own_membership(found, pk)
        return do(request, reverse(MINE), _("已离队"), actions.leave_team, membership)


@login_required
@require_POST
@idempotent
def answer(request: ViewerRequest, pk: int, membership: int) -> HttpResponse:
    found = own_queries.get_mine(request.viewer)
    with own_queries.at_home(found, request.viewer):
        team = queries.get_led(request.viewer, pk)
        asked = queries.get_asked(team, membership)
        return _answer(request, reverse("volunteers:led_team", args=[pk]), asked)


# --- the desk ------------------------------------------------------------------------------------
@login_required
@require_GET
def desk_list(request: ViewerRequest) -> HttpResponse:
    viewer = reader(request)
    kind, past = request.GET.get("kind", ""), request.GET.get("show") == "past"
    places = list(volunteer_queries.my_communities(viewer))
    context = {
        "teams": queries.desk_list(viewer, kind=kind, dissolved=past),
        "kinds": queries.kinds(),
        "kind": kind,
        "past": past,
        "founding": [
            button | {"place": place.title if len(places) > 1 else ""}
            for place in places
            for button in buttons(viewer, place, COMMUNITY_ACTS, "volunteers:community_act")
        ],
    }
    return render(request, "volunteers/team_list.html", context)


@login_required
@require_GET
def team(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = reader(request)
    found = queries.get_at_desk(viewer, pk)
    keeps = queries.may_manage(viewer, found)
    context = {
        "page": queries.team_page(viewer, found, at_desk=True),
        "buttons": buttons(viewer, found, TEAM_ACTS, "volunteers:team_act") if keeps else [],
    }
    return render(request, "volunteers/team.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def team_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_manageable(reader(request), pk)
    back = reverse("volunteers:team", args=[pk])
    return perform(request, ActPage(found, found.title, back, TEAM_ACTS), slug)


@login_required
@require_POST
@idempotent
def desk_answer(request: ViewerRequest, pk: int, membership: int) -> HttpResponse:
    found = queries.get_manageable(reader(request), pk)
    asked = queries.get_asked(found, membership)
    return _answer(request, reverse("volunteers:team", args=[pk]), asked)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def community_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    viewer = reader(request)
    place = volunteer_queries.my_communities(viewer).filter(pk=pk).first()
    if place is None or not is_keeper(viewer):
        raise Http404
    back = reverse("volunteers:team_list")
    return perform(request, ActPage(place, place.title, back, COMMUNITY_ACTS), slug)


def _answer(request: ViewerRequest, back: str, asked: TeamMembership) -> HttpResponse:
    if request.POST.get("answer") == "no":
        return do(request, back, _("已记下"), actions.turn_down, asked)
    return do(request, back, _("入队了，也告诉他了"), actions.admit, asked)
