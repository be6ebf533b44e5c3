"""A day's meals: at the desk, in the kitchen and on the way, on one's own page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from charity.actions import meals as actions
from charity.queries import meals as queries
from charity.views.act_words import day_acts, meal_acts
from charity.views.programme_acts import ROUND_ACTS
from communities.access import keeps_lists
from communities.views.acts import ActPage, buttons, do, perform
from core.http import ViewerRequest
from core.idempotency import idempotent

OWN = "charity/own_act.html"


@login_required
@require_GET
def day(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_day(viewer, pk)
    sheet = queries.sheet(viewer, found)
    acts = keeps_lists(viewer)
    rows = [
        (each, buttons(viewer, each.meal, meal_acts(found), "charity:meal_act") if acts else [])
        for each in sheet.plates
    ]
    context = {
        "sheet": sheet,
        "rows": rows,
        "buttons": buttons(viewer, found, day_acts(found), "charity:day_act"),
    }
    return render(request, "charity/meal_day.html", context)


@login_required
@require_GET
def sheet(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    context = {"sheet": queries.sheet(viewer, queries.get_day(viewer, pk))}
    return render(request, "charity/meal_sheet.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def day_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_day(request.viewer, pk)
    back = reverse("charity:meal_day", args=[pk])
    return perform(request, ActPage(found, str(found), back, day_acts(found)), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def meal_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_meal(request.viewer, pk)
    back = reverse("charity:meal_day", args=[found.day_id])
    title = f"{found.day} · {found.diner.resident.name}"
    return perform(request, ActPage(found, title, back, meal_acts(found.day)), slug)


# --- who cooks and who carries --------------------------------------------------------------------
@login_required
@require_GET
def work(request: ViewerRequest) -> HttpResponse:
    with queries.at_work(request.viewer):
        found = queries.round_of(request.viewer)
        return render(request, "charity/meal_round.html", {"round": found})


@login_required
@require_GET
def kitchen(request: ViewerRequest, pk: int) -> HttpResponse:
    with queries.at_work(request.viewer):
        found = queries.get_cooked(request.viewer, pk)
        context = {"sheet": queries.sheet(request.viewer, found)}
        return render(request, "charity/meal_kitchen.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def round_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    with queries.at_work(request.viewer):
        found = queries.get_carried(request.viewer, pk)
        back = reverse("charity:meal_round")
        page = ActPage(found, str(found.diner.resident.name), back, ROUND_ACTS, OWN)
        return perform(request, page, slug)


# --- one's own ------------------------------------------------------------------------------------
@login_required
@require_GET
def mine(request: ViewerRequest) -> HttpResponse:
    return render(request, "charity/meals_mine.html", {"tables": queries.mine(request.viewer)})


@login_required
@require_POST
@idempotent
def order(request: ViewerRequest, pk: int, day: int) -> HttpResponse:
    diner = queries.get_own_diner(request.viewer, pk)
    wanted = queries.get_own_day(diner, day)
    back = reverse("charity:my_meals")
    return do(request, back, _("订好了"), actions.order, wanted, diner=diner)


@login_required
@require_POST
@idempotent
def stop(request: ViewerRequest, pk: int) -> HttpResponse:
    meal = queries.get_own_meal(request.viewer, pk)
    done = _("这一天不吃，已经记下；别的日子照旧")
    return do(request, reverse("charity:my_meals"), done, actions.cancel, meal)
