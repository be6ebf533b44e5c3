"""The way to a community that may open: a list read from the real state, with a way to mend."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.viewer import Viewer
from communities.models import Area
from communities.queries import imports as queries
from communities.setup import checklist as checks
from communities.setup import trial
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent


def _office(request: ViewerRequest) -> Viewer:
    viewer: Viewer = request.viewer
    if not viewer.role.manages_registers or viewer.is_grid_bound or not viewer.is_staff:
        raise Http404
    return viewer


def _community(viewer: Viewer, pk: int) -> Area:
    for community in queries.communities_of(viewer):
        if community.pk == pk:
            return community
    raise Http404


@login_required
@require_GET
def checklist(request: ViewerRequest) -> HttpResponse:
    viewer = _office(request)
    places = [
        {"community": community, "lines": checks.lines(community)}
        for community in queries.communities_of(viewer)
    ]
    for place in places:
        place["open"] = sum(not line.is_done for line in place["lines"])  # type: ignore[attr-defined]
    return render(request, "communities/setup.html", {"places": places})


@login_required
@require_POST
def confirm(request: ViewerRequest, community: int) -> HttpResponse:
    viewer = _office(request)
    place = _community(viewer, community)
    try:
        checks.confirm(place, request.POST.get("item", ""), actor=viewer.actor)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("communities:setup")


@login_required
@require_POST
@idempotent
def try_sms(request: ViewerRequest, community: int) -> HttpResponse:
    viewer = _office(request)
    try:
        trial.send_trial(_community(viewer, community), actor=viewer.actor)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("测试短信已发往您自己的手机"))
    return redirect("communities:setup")


@login_required
@require_POST
def sms_received(request: ViewerRequest, community: int) -> HttpResponse:
    viewer = _office(request)
    try:
        trial.receive_trial(_community(viewer, community), actor=viewer.actor)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("communities:setup")
