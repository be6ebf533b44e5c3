"""What a community earns: at the desk, and for everybody."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from charity.queries import earnings as queries
from charity.views.earning_acts import (
    ASSET_ACTS,
    INCOME_ACTS,
    MOVE_ACTS,
    PLACE_ACTS,
    POT_ACTS,
    PROJECT_ACTS,
)
from communities.views.acts import Act, ActPage, buttons, perform
from core.exports.registry import offered
from core.http import ViewerRequest
from core.idempotency import idempotent


@login_required
@require_GET
def desk(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    said = request.GET.get("place", "")
    chosen = int(said) if said.isdigit() and len(said) < 18 else None
    found = queries.desk(viewer, chosen)

    def rows(subjects: Iterable[Any], acts: dict[str, Act], route: str) -> list[tuple[Any, Any]]:
        return [(row, buttons(viewer, row, acts, route)) for row in subjects]

    tables = ("charity.operating_projects", "charity.incomes", "charity.pot_lines")
    context = {
        "tables": offered(viewer, *tables),
        "desk": found,
        "buttons": buttons(viewer, found.community, PLACE_ACTS, "charity:earnings_act"),
        "projects": rows(found.projects, PROJECT_ACTS, "charity:project_act"),
        "assets": rows(found.assets, ASSET_ACTS, "charity:asset_act"),
        "pots": rows(found.pots, POT_ACTS, "charity:pot_act"),
        "incomes": rows(found.incomes, INCOME_ACTS, "charity:income_act"),
        "moves": rows(found.moves, MOVE_ACTS, "charity:move_act"),
    }
    return render(request, "charity/earnings.html", context)


@require_safe
def public(request: ViewerRequest, pk: int) -> HttpResponse:
    return render(request, "charity/earnings_public.html", {"page": queries.page(pk)})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def place_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_place(request.viewer, pk)
    title = _("造血自给")
    return perform(request, ActPage(found, title, _back(found.pk), PLACE_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def project_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_project(request.viewer, pk)
    back = _back(found.community_id)
    return perform(request, ActPage(found, found.name, back, PROJECT_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def asset_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_asset(request.viewer, pk)
    return perform(request, ActPage(found, found.name, _back(found.community_id), ASSET_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def pot_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_pot(request.viewer, pk)
    return perform(request, ActPage(found, str(found), _back(found.community_id), POT_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def income_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_income(request.viewer, pk)
    back = _back(found.community_id)
    return perform(request, ActPage(found, str(found), back, INCOME_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def move_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_move(request.viewer, pk)
    return perform(request, ActPage(found, str(found), _back(found.community_id), MOVE_ACTS), slug)


# --- inside ---------------------------------------------------------------------------------------
def _back(community_id: int) -> str:
    return f"{reverse('charity:desk_earnings')}?place={community_id}"
