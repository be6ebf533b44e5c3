"""Organisations at the desk: the register, one of them, what can be done."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.viewer import Viewer
from communities.views.acts import ActPage, buttons, perform, posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from organizations.access import keeps_register
from organizations.actions import organizations
from organizations.actions.facts import FACT_NAMES, Facts
from organizations.forms.organizations import FilterForm, NewForm
from organizations.queries import counts
from organizations.queries import hubs as hub_queries
from organizations.queries import managers as manager_queries
from organizations.queries import organizations as queries
from organizations.queries.places import places_for
from organizations.views.acts import MANAGER_ACTS, ORGANIZATION_ACTS, SERVICE_ACTS
from organizations.views.hubs import HUB_ACTS

FACTS = "organizations/facts.html"
"""The long form, asked in parts."""


@login_required
@require_safe
def register(request: ViewerRequest) -> HttpResponse:
    viewer = _reader(request)
    form = FilterForm(request.GET or None, viewer=viewer)
    page = queries.register(viewer, form.filters())
    context = {
        "form": form,
        "page": page,
        "counted": counts.organizations(viewer),
        "next_url": form.url_after(page.next_after) if page.next_after else "",
        "may_enter": places_for(viewer).exists(),
        "keeps": keeps_register(viewer),
    }
    return render(request, "organizations/register.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    """Who keeps the register enters it; who works here proposes it."""
    viewer = _reader(request)
    if not places_for(viewer).exists():
        raise Http404
    keeps = keeps_register(viewer)
    form = NewForm(posted(request), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        enter = organizations.register if keeps else organizations.propose
        try:
            made = enter(form.cleaned_data["area"], _facts(form.cleaned_data), actor=viewer.actor)
        except DomainError as error:
            refuse(form, error)
        else:
            return redirect("organizations:organization", made.pk)
    lead = "" if keeps else _("您提出来，管名册的同事核对以后收进去。")
    context = {
        "form": form,
        "title": _("组织和单位"),
        "back": reverse("organizations:register"),
        "act": {"label": _("登记") if keeps else _("提出"), "lead": lead, "final": False},
    }
    return render(request, FACTS, context, status=422 if form.errors else 200)


@login_required
@require_safe
def organization(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = _reader(request)
    found = queries.get_at_desk(viewer, pk)
    page = queries.organization_page(viewer, found)
    together = hub_queries.memberships(viewer, found)
    works_inside = found.is_kept or found.is_own
    context = {
        "page": page,
        "buttons": buttons(viewer, found, ORGANIZATION_ACTS, "organizations:organization_act"),
        "services": [
            (service, buttons(viewer, service, SERVICE_ACTS, "organizations:service_act"))
            if works_inside and not found.is_closed
            else (service, [])
            for service in page.services
        ],
        "hubs": [
            (row, buttons(viewer, row, HUB_ACTS, "organizations:hub_membership_act"))
            for row in together
        ],
        "may_dismiss": manager_queries.may_dismiss(viewer, found),
    }
    return render(request, "organizations/organization.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def organization_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_at_desk(_reader(request), pk)
    page = ActPage(
        found, found.title, _page_of(found), ORGANIZATION_ACTS,
        template=FACTS if slug == "correct" else ActPage.template,
    )  # fmt: skip
    return perform(request, page, slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def service_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    service = queries.get_service(_reader(request), pk)
    back = _page_of(service.organization)
    return perform(request, ActPage(service, service.title, back, SERVICE_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def manager_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    scope = manager_queries.get_kept(_reader(request), pk)
    back = _page_of(scope.organization)
    return perform(request, ActPage(scope, scope.organization.title, back, MANAGER_ACTS), slug)


def _reader(request: ViewerRequest) -> Viewer:
    viewer: Viewer = request.viewer
    if not queries.has_register(viewer):
        raise Http404
    return viewer


def _page_of(organization: Any) -> str:
    return reverse("organizations:organization", args=[organization.pk])


def _facts(cleaned: dict[str, Any]) -> Facts:
    return Facts(**{name: cleaned[name] for name in FACT_NAMES})
