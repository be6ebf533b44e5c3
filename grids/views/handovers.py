"""The handover list: read it together, add a word, sign."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.viewer import Viewer
from communities.views.acts import do
from core import scope
from core.http import ViewerRequest
from core.idempotency import idempotent
from grids.actions import handovers
from grids.models import Handover
from grids.queries import appointments as queries


@login_required
@require_GET
def handover(request: ViewerRequest, pk: int) -> HttpResponse:
    found = _open(request, pk)
    is_outgoing = found.appointment.worker_id == request.user.pk
    is_incoming = found.incoming_id == request.user.pk
    context = {
        "handover": found,
        "items": queries.items_of(found),
        "may_note": found.outgoing_signed_at is None and not is_incoming,
        "may_sign": found.outgoing_signed_at is None and not is_incoming,
        "by_proxy": not is_outgoing,
        "may_take": is_incoming and found.incoming_signed_at is None,
    }
    return render(request, "grids/handover.html", context)


@login_required
@require_POST
@idempotent
def note(request: ViewerRequest, pk: int, item_id: int) -> HttpResponse:
    found = _open(request, pk)
    item = next((item for item in found.items.all() if item.pk == item_id), None)
    if item is None:
        raise Http404
    words = request.POST.get("note", "")[:500]
    return do(request, _url(pk), _("记下了"), handovers.note_item, item, note=words)


@login_required
@require_POST
@idempotent
def sign(request: ViewerRequest, pk: int) -> HttpResponse:
    found = _open(request, pk)
    reason = request.POST.get("proxy_reason", "")[:200]
    return do(
        request,
        _url(pk),
        _("交出方已签字"),
        handovers.sign_over,
        found,
        proxy_reason=reason,
    )


@login_required
@require_POST
@idempotent
def take(request: ViewerRequest, pk: int) -> HttpResponse:
    found = _open(request, pk)
    return do(request, _url(pk), _("交接完成"), handovers.take_over, found)


def _open(request: ViewerRequest, pk: int) -> Handover:
    """An incoming worker has no role here yet: for this one list he enters its community."""
    viewer: Viewer = request.viewer
    community = queries.community_of_handover(viewer, pk)
    scope.declare({*viewer.community_ids, community}, user_id=viewer.user_id)
    return queries.get_handover(viewer, pk)


def _url(pk: int) -> str:
    return reverse("grids:handover", args=[pk])
