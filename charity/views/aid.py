"""Aid, at the desk."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from charity.actions import aid as actions
from charity.forms.aid import AidFilter, ProposeForm
from charity.queries import aid as queries
from charity.views.aid_acts import AID_ACTS
from communities.views.acts import ActPage, NewPage, begin, buttons, perform, posted
from core.exports.registry import offered
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    form = AidFilter(request.GET)
    form.is_valid()
    status = form.cleaned_data.get("status", "")
    found = queries.board(request.viewer, status=status, before=row_seen(request))
    next_url = f"?status={status}&before={found.next_before}" if found.next_before else ""
    context = {
        "board": found,
        "form": form,
        "next_url": next_url,
        "tables": offered(request.viewer, "charity.aid"),
    }
    return render(request, "charity/aid.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.keeps_aid(viewer):
        raise Http404
    form = ProposeForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = actions.propose(said["gift"].community, actor=viewer.user, **said)
        return redirect("charity:aid_record", made.pk)

    page = NewPage(
        _("帮扶"),
        reverse("charity:aid"),
        _("提出一件帮扶"),
        _("写下帮谁、凭什么、从哪里出；由另一位同事决定。"),
    )
    return begin(request, form, page, make)


@login_required
@require_GET
def record(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_aid(viewer, pk)
    context = {
        "aid": found,
        "history": queries.history(viewer, found),
        "buttons": buttons(viewer, found, AID_ACTS, "charity:aid_act"),
        "is_mine": found.proposed_by_id == viewer.user_id,
    }
    return render(request, "charity/aid_record.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def aid_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_aid(request.viewer, pk)
    back = reverse("charity:aid_record", args=[pk])
    title = f"{found.get_kind_display()} · {found.name} · {found.share}"
    return perform(request, ActPage(found, title, back, AID_ACTS), slug)
