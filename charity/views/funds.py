"""A community fund: at the desk, and for everybody."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from charity.actions import funds
from charity.forms.funds import FoundForm
from charity.queries import fund_public
from charity.queries import funds as queries
from charity.views.fund_acts import (
    BOOK_ACTS,
    FUND_ACTS,
    FUND_REPORT_ACTS,
    PROPOSAL_ACTS,
    SEAT_ACTS,
)
from communities.views.acts import ActPage, NewPage, begin, buttons, perform, posted
from core.exports.registry import offered
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent


@login_required
@require_GET
def desk(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    found = queries.desk(queries.funds(viewer), _number(request, "fund"), row_seen(request))
    if found is None:
        return render(request, "charity/fund.html", {"desk": None, "tables": []})
    context = {
        "tables": offered(viewer, "charity.fund_book"),
        "desk": found,
        "buttons": buttons(viewer, found.fund, FUND_ACTS, "charity:fund_act"),
        "members": [
            (row, buttons(viewer, row, SEAT_ACTS, "charity:member_act")) for row in found.members
        ],
        "proposals": [
            (row, buttons(viewer, row, PROPOSAL_ACTS, "charity:proposal_act"))
            for row in found.proposals
        ],
        "lines": [
            (row, buttons(viewer, row, BOOK_ACTS, "charity:book_act")) for row in found.lines
        ],
    }
    return render(request, "charity/fund.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.keeps_funds(viewer):
        raise Http404
    form = FoundForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        funds.found(actor=viewer.user, **said)
        return redirect("charity:desk_fund")

    page = NewPage(
        _("社区公益基金"),
        reverse("charity:desk_fund"),
        _("设一个基金"),
        _("它不是法人，没有自己的账户：钱在托管的慈善组织账上。"),
    )
    return begin(request, form, page, make)


@login_required
@require_GET
def report(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_report(viewer, pk)
    context = {
        "report": found,
        "figures": found.release or queries.figures(found),
        "due_on": queries.due_on(found),
        "buttons": buttons(viewer, found, FUND_REPORT_ACTS, "charity:report_act"),
    }
    return render(request, "charity/fund_report.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def fund_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_fund(request.viewer, pk)
    return perform(request, ActPage(found, found.name, _back(found.pk), FUND_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def member_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_member(request.viewer, pk)
    return perform(request, ActPage(found, str(found), _back(found.fund_id), SEAT_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def proposal_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_proposal(request.viewer, pk)
    return perform(request, ActPage(found, str(found), _back(found.fund_id), PROPOSAL_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def book_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_line(request.viewer, pk)
    return perform(request, ActPage(found, str(found), _back(found.fund_id), BOOK_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def report_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_report(request.viewer, pk)
    back = reverse("charity:report", args=[found.pk])
    if slug == "correct":
        back = _back(found.fund_id)
    return perform(request, ActPage(found, found.title, back, FUND_REPORT_ACTS), slug)


@require_safe
def public(request: ViewerRequest, pk: int) -> HttpResponse:
    page = fund_public.page(pk, _number(request, "fund"))
    return render(request, "charity/fund_public.html", {"page": page})


@require_safe
def release(request: ViewerRequest, pk: int) -> HttpResponse:
    return render(request, "charity/fund_release.html", {"page": fund_public.release(pk)})


# --- inside ---------------------------------------------------------------------------------------
def _back(fund_id: int) -> str:
    return f"{reverse('charity:desk_fund')}?fund={fund_id}"


def _number(request: ViewerRequest, name: str) -> int | None:
    said = request.GET.get(name, "")
    return int(said) if said.isdigit() and len(said) < 18 else None
