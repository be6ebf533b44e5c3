"""Stationed cadres: at the desk of both sides, and the page of one's own."""

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
from organizations.actions import secondments
from organizations.forms import secondments as forms
from organizations.models import Secondment
from organizations.queries import assessments
from organizations.queries import secondments as queries
from organizations.queries.pairings import may_draft, sees_partners
from organizations.views.partner_acts import OWN_ASSESSMENT_ACTS
from organizations.views.secondment_acts import (
    OWN_DAY_ACTS,
    OWN_SECONDMENT_ACTS,
    SECONDMENT_ACTS,
    SECONDMENT_DAY_ACTS,
    SECONDMENT_REPORT_ACTS,
)


# --- the desk -------------------------------------------------------------------------------------
@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    found = queries.board(viewer)
    waiting = [
        (day, buttons(viewer, day, SECONDMENT_DAY_ACTS, "organizations:secondment_day_act"))
        for day in found.waiting
    ]
    context = {"board": found, "waiting": waiting}
    return render(request, "organizations/secondments.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not (sees_partners(viewer) and may_draft(viewer)):
        raise Http404
    form = forms.SecondmentForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        plan = secondments.Plan(**{name: said.pop(name) for name in forms.PLAN})
        unit, place = said.pop("organization"), said.pop("community")
        from_unit = unit.pk in viewer.organization_ids
        made = secondments.propose(
            unit, place, plan, from_unit=from_unit, actor=viewer.user, **said
        )
        return redirect("organizations:secondment", made.pk)

    lead = _("一方提出，另一方同意，就约定好了。居民看得到单位、职务和日子，看不到姓名和号码。")
    page = NewPage(_("挂职驻点"), reverse("organizations:secondments"), _("提出一位"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def secondment(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_secondment(viewer, pk)
    page = queries.secondment_page(viewer, found)
    context = {
        "page": page,
        "buttons": buttons(viewer, found, SECONDMENT_ACTS, "organizations:secondment_act"),
        "assessments": assessments.of_the_cadre(viewer, found),
        "days": [
            (day, buttons(viewer, day, SECONDMENT_DAY_ACTS, "organizations:secondment_day_act"))
            for day in _of(found, page.days)
        ],
    }
    return render(request, "organizations/secondment.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def secondment_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_secondment(request.viewer, pk)
    back = reverse("organizations:secondment", args=[pk])
    page = ActPage(found, f"{found.organization.title} · {found.name}", back, SECONDMENT_ACTS)
    return perform(request, page, slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def day_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_day(request.viewer, pk)
    back = reverse("organizations:secondment", args=[found.secondment_id])
    title = f"{found.secondment.name} · {found.on_day:%Y-%m-%d}"
    return perform(request, ActPage(found, title, back, SECONDMENT_DAY_ACTS), slug)


@login_required
@require_GET
def report(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_report(viewer, pk)
    context = {
        "page": queries.report_page(viewer, found),
        "buttons": buttons(
            viewer, found, SECONDMENT_REPORT_ACTS, "organizations:secondment_report_act"
        ),
    }
    return render(request, "organizations/secondment_report.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def report_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_report(request.viewer, pk)
    back = reverse("organizations:secondment_report", args=[pk])
    title = found.secondment.organization.title
    return perform(request, ActPage(found, title, back, SECONDMENT_REPORT_ACTS), slug)


# --- he himself -----------------------------------------------------------------------------------
@login_required
@require_GET
def mine(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_own(viewer, pk)
    page = queries.own_page(found)
    acts = buttons(viewer, found, OWN_SECONDMENT_ACTS, "organizations:own_secondment_act")
    told = _of(found, assessments.told_of(viewer, found))
    context = {
        "assessments": [
            (row, buttons(viewer, row, OWN_ASSESSMENT_ACTS, "organizations:own_assessment_act"))
            for row in told
        ],
        "page": page,
        "buttons": acts,
        "days": [
            (day, buttons(viewer, day, OWN_DAY_ACTS, "organizations:own_secondment_day_act"))
            for day in _of(found, page.days)
        ],
    }
    return render(request, "organizations/my_secondment.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def own_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_own(request.viewer, pk)
    return _own_page(request, found, found.pk, found.organization.title, OWN_SECONDMENT_ACTS, slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def own_day_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_own_day(request.viewer, pk)
    title = f"{found.on_day:%Y-%m-%d}"
    return _own_page(request, found, found.secondment_id, title, OWN_DAY_ACTS, slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def own_assessment_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = assessments.get_own(request.viewer, pk)
    at = found.secondment_id
    return _own_page(request, found, at, str(found), OWN_ASSESSMENT_ACTS, slug)


def _own_page(
    request: ViewerRequest, subject: Any, pk: int | None, title: str, acts: Any, slug: str
) -> HttpResponse:
    """He stays in his own door."""
    back = reverse("organizations:my_secondment", args=[pk])
    page = ActPage(subject, title, back, acts, template="organizations/own_act.html")
    return perform(request, page, slug)


def _of(row: Secondment, parts: list[Any]) -> list[Any]:
    """The row that was read already: nothing of it asks for it again."""
    for part in parts:
        part.secondment = row
    return parts
