"""Units at the desk: the community's side, and the unit's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from communities.views.acts import ActPage, NewPage, begin, buttons, perform, posted
from core.http import ViewerRequest
from core.idempotency import idempotent
from organizations.actions import unit_checkins
from organizations.forms.unit_checkins import UnitForm
from organizations.queries import unit_checkins as queries
from organizations.views.checkin_acts import UNIT_ACTS


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    found = queries.unit_board(request.viewer)
    return render(request, "organizations/unit_checkins.html", {"board": found})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new_unit(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.sees_units(viewer):
        raise Http404
    form = UnitForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = unit_checkins.register_unit(
            said["organization"], said["community"], form.facts(), actor=viewer.user
        )
        messages.success(request, _("已登记"))
        return redirect("organizations:unit_checkin", made.pk)

    page = NewPage(_("单位报到"), reverse("organizations:unit_checkins"), _("单位报到"))
    return begin(request, form, page, make)


@login_required
@require_GET
def unit(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_unit(viewer, pk)
    context = {
        "page": queries.unit_page(viewer, found),
        "buttons": buttons(viewer, found, UNIT_ACTS, "organizations:unit_act"),
    }
    return render(request, "organizations/unit_checkin.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def unit_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_unit(request.viewer, pk)
    back = reverse("organizations:unit_checkin", args=[pk])
    return perform(request, ActPage(found, found.organization.title, back, UNIT_ACTS), slug)
