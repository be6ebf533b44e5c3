"""Programmes: at the desk, and what everybody reads of them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.viewer import Viewer
from charity.actions import programmes as actions
from charity.forms.programmes import BeginForm
from charity.queries import gardens
from charity.queries import programmes as queries
from charity.views.act_words import diner_acts, price_acts, programme_acts
from charity.views.gardens import HARVEST_ACTS, PLOT_ACTS
from charity.views.programme_acts import HAND_ACTS, MONTH_ACTS
from communities.queries.past import history_of
from communities.queries.place import profile_for
from communities.views.acts import ActPage, NewPage, begin, buttons, perform, posted
from core.exports.registry import offered
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    tables = ("charity.programme_months", "charity.programme_budgets", "charity.diners")
    context = {
        "rows": queries.board(request.viewer),
        "tables": offered(request.viewer, *tables),
    }
    return render(request, "charity/programmes.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.keeps_programmes(viewer):
        raise Http404
    form = BeginForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        return redirect("charity:programme", actions.begin(actor=viewer.user, **said).pk)

    lead = _("写清为谁、怎么收费、在哪里：居民都看得到。志愿者不收钱。")
    page = NewPage(_("服务项目"), reverse("charity:programmes"), _("办一个项目"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def programme(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_programme(viewer, pk)
    garden = gardens.garden(found) if found.is_garden else None
    page = queries.programme_page(viewer, found)
    context = {
        "page": page,
        "prices": [
            (row, buttons(viewer, row, price_acts(viewer, row), "charity:price_act"))
            for row in page.prices
        ],
        "garden": garden,
        "plots": garden
        and [
            (line, buttons(viewer, line.plot, PLOT_ACTS, "charity:plot_act"))
            for line in garden.plots
        ],
        "harvests": garden and [(line, _to_store(viewer, line)) for line in garden.harvests],
        "buttons": buttons(viewer, found, programme_acts(found), "charity:programme_act"),
    }
    return render(request, "charity/programme.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def programme_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_programme(request.viewer, pk)
    back = reverse("charity:programme", args=[pk])
    return perform(request, ActPage(found, found.name, back, programme_acts(found)), slug)


@login_required
@require_GET
def diners(request: ViewerRequest, pk: int) -> HttpResponse:
    run = queries.get_programme(request.viewer, pk)
    found = queries.table_of(run, after=row_seen(request, "after"))
    next_url = f"?after={found.next_after}" if found.next_after else ""
    return render(request, "charity/diners.html", {"table": found, "next_url": next_url})


@login_required
@require_GET
def diner(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_diner(request.viewer, pk)
    context = {
        "diner": found,
        "history": history_of(request.viewer, found),
        "buttons": buttons(request.viewer, found, diner_acts(found), "charity:diner_act"),
    }
    return render(request, "charity/diner.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def diner_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_diner(request.viewer, pk)
    back = reverse("charity:diner", args=[pk])
    return perform(request, ActPage(found, str(found), back, diner_acts(found)), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def hand_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_hand(request.viewer, pk)
    back = reverse("charity:programme", args=[found.programme_id])
    title = f"{found.get_part_display()} · {found.user.name}"
    return perform(request, ActPage(found, title, back, HAND_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def month_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_month(request.viewer, pk)
    back = reverse("charity:programme", args=[found.programme_id])
    return perform(request, ActPage(found, str(found), back, MONTH_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def price_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_price(request.viewer, pk)
    back = reverse("charity:programme", args=[found.programme_id])
    title = f"{found.programme.name} · {found}"
    acts = price_acts(request.viewer, found)
    return perform(request, ActPage(found, title, back, acts), slug)


# --- for everybody --------------------------------------------------------------------------------
@require_safe
def index(request: ViewerRequest) -> HttpResponse:
    profile = profile_for(request.viewer)
    if profile is None:
        raise Http404
    return redirect("charity:offers", profile.area_id)


@require_safe
def offers(request: ViewerRequest, pk: int) -> HttpResponse:
    return render(request, "charity/offers.html", {"offers": queries.offers(pk)})


# --- inside ---------------------------------------------------------------------------------------
def _to_store(viewer: Viewer, line: gardens.HarvestLine) -> list[dict[str, Any]]:
    if line.stored:
        return []
    return buttons(viewer, line.harvest, HARVEST_ACTS, "charity:harvest_act")
