"""Agreements and assessments at the desk: for the community, for the unit, for the street."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from communities.views.acts import ActPage, NewPage, begin, buttons, perform, posted
from core.http import ViewerRequest
from core.idempotency import idempotent
from organizations.actions import assessments, pairings
from organizations.forms.partners import AssessmentForm, PairingForm
from organizations.queries import assessments as assessment_queries
from organizations.queries import pairings as queries
from organizations.views.partner_acts import ASSESSMENT_ACTS, LINE_ACTS, PAIRING_ACTS


@login_required
@require_GET
def pairing_board(request: ViewerRequest) -> HttpResponse:
    found = queries.board(request.viewer)
    return render(request, "organizations/pairings.html", {"board": found})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new_pairing(request: ViewerRequest) -> HttpResponse:
    viewer = _drafter(request)
    form = PairingForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = pairings.draft(
            said.pop("organization"), said.pop("community"), actor=viewer.user, **said
        )
        return redirect("organizations:pairing", made.pk)

    lead = _("先拟协议、列三张清单，两边签了再登记签订。")
    page = NewPage(_("结对共建"), reverse("organizations:pairings"), _("拟一份协议"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def pairing(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_pairing(viewer, pk)
    page = queries.pairing_page(viewer, found)
    context = {
        "page": page,
        "lists": [(name, [(line, _line_acts(request, line)) for line in lines])
                  for _code, name, lines in page.lists],
        "buttons": buttons(viewer, found, PAIRING_ACTS, "organizations:pairing_act"),
    }  # fmt: skip
    return render(request, "organizations/pairing.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def pairing_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_pairing(request.viewer, pk)
    back = reverse("organizations:pairing", args=[pk])
    return perform(request, ActPage(found, found.title, back, PAIRING_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def line_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    line = queries.get_line(request.viewer, pk)
    back = reverse("organizations:pairing", args=[line.pairing_id])
    return perform(request, ActPage(line, line.text, back, LINE_ACTS), slug)


@login_required
@require_GET
def assessment_board(request: ViewerRequest) -> HttpResponse:
    found = assessment_queries.board(request.viewer)
    return render(request, "organizations/assessments.html", {"board": found})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new_assessment(request: ViewerRequest) -> HttpResponse:
    viewer = _drafter(request)
    form = AssessmentForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = assessments.write(
            said["organization"],
            said["community"],
            direction=said["direction"],
            year=said["year"],
            scores=form.scores(),
            comment=said["comment"],
            actor=viewer.user,
        )
        return redirect("organizations:assessment", made.pk)

    lead = _("写好交给街道，街道公布后对方才看得到。")
    page = NewPage(_("双向评价"), reverse("organizations:assessments"), _("写一份评价"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def assessment(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = assessment_queries.get_assessment(viewer, pk)
    context = {
        "row": found,
        "days": assessment_queries.days_there(found),
        "history": assessment_queries.past(viewer, found),
        "buttons": buttons(viewer, found, ASSESSMENT_ACTS, "organizations:assessment_act"),
    }
    return render(request, "organizations/assessment.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def assessment_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = assessment_queries.get_assessment(request.viewer, pk)
    back = reverse("organizations:assessment", args=[pk])
    return perform(request, ActPage(found, found.organization.title, back, ASSESSMENT_ACTS), slug)


def _drafter(request: ViewerRequest) -> Any:
    if not queries.may_draft(request.viewer):
        raise Http404
    return request.viewer


def _line_acts(request: ViewerRequest, line: Any) -> list[dict[str, Any]]:
    return buttons(request.viewer, line, LINE_ACTS, "organizations:line_act")
