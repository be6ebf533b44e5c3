"""Who may accept gifts, at the desk of who works with the register of organisations."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from charity.actions import recipients
from charity.forms.gifts import AdmitForm
from charity.queries import recipients as queries
from charity.views.acts import RECIPIENT_ACTS
from communities.views.acts import ActPage, NewPage, begin, buttons, perform, posted
from core.exports.registry import offered
from core.http import ViewerRequest
from core.idempotency import idempotent


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    rows = list(queries.recipients(viewer))
    kept = queries.kept_ids(viewer)
    context = {
        "rows": [
            (
                row,
                buttons(viewer, row, RECIPIENT_ACTS, "charity:recipient_act")
                if row.pk in kept
                else [],
            )
            for row in rows
        ],
        "may_admit": queries.may_admit(viewer),
        "tables": offered(viewer, "charity.recipients"),
    }
    return render(request, "charity/recipients.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def admit(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.may_admit(viewer):
        raise Http404
    form = AdmitForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        recipients.admit(actor=viewer.user, **said)
        return redirect("charity:recipients")

    page = NewPage(
        _("受赠单位"), reverse("charity:recipients"), _("列入一个单位"), _("看过证书原件再列入。")
    )
    return begin(request, form, page, make)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def recipient_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_kept(request.viewer, pk)
    back = reverse("charity:recipients")
    return perform(request, ActPage(found, found.organization.title, back, RECIPIENT_ACTS), slug)
