"""The register of gifts, at the desk."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from charity.actions import gifts
from charity.forms.gifts import FilterForm, GiftForm
from charity.queries import gifts as queries
from charity.queries import traces
from charity.views.acts import ALLOCATION_ACTS, GIFT_ACTS
from communities.views.acts import ActPage, NewPage, begin, buttons, perform, posted
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent


@login_required
@require_GET
def register(request: ViewerRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    page = queries.register(request.viewer, form.filters(row_seen(request)))
    context = {
        "page": page,
        "form": form,
        "next_url": _further(request, page.next_before),
        "may_record": queries.may_record(request.viewer),
    }
    return render(request, "charity/gifts.html", context)


def _further(request: ViewerRequest, before: int | None) -> str:
    if before is None:
        return ""
    asked = request.GET.copy()
    asked["before"] = str(before)
    return f"{reverse('charity:gifts')}?{asked.urlencode()}"


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.may_record(viewer):
        raise Http404
    form = GiftForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        gift = gifts.record(
            said["community"],
            said["organization"],
            form.facts(),
            donor=form.donor(),
            brought=form.brought(),
            actor=viewer.user,
        )
        return redirect("charity:gift", gift.pk)

    lead = _("记下谁想捐什么、捐给哪个单位。收到以后由另一位同事或受赠单位确认。平台不收款。")
    page = NewPage(_("慈善资源"), reverse("charity:gifts"), _("登记捐赠"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def gift(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_gift(request.viewer, pk)
    context = {
        "page": queries.gift_page(request.viewer, found),
        "buttons": buttons(request.viewer, found, GIFT_ACTS, "charity:gift_act"),
        "is_mine": found.recorded_by_id == request.viewer.user_id,
        "uses": [
            (row, buttons(request.viewer, row, ALLOCATION_ACTS, "charity:allocation_act"))
            for row in traces.uses_of(found)
        ],
    }
    return render(request, "charity/gift.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def allocation_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = traces.get_allocation(request.viewer, pk)
    back = reverse("charity:gift", args=[found.gift_id])
    return perform(request, ActPage(found, str(found), back, ALLOCATION_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def gift_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_gift(request.viewer, pk)
    back = reverse("charity:gift", args=[pk])
    return perform(request, ActPage(found, str(found), back, GIFT_ACTS), slug)
