"""派单目录 at the desk: read it, write a draft, try it on last month, put it in force."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, buttons, do, perform, table
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import catalogue as actions
from requests.forms.catalogue import LimitsForm, RuleForm
from requests.models import DispatchCatalogue, DispatchRule
from requests.queries import catalogue as queries


def _writes(viewer: Viewer, catalogue: DispatchCatalogue) -> bool:
    return catalogue.is_draft and catalogue.area_id in viewer.area_ids


def _writes_rule(viewer: Viewer, rule: DispatchRule) -> bool:
    return _writes(viewer, rule.catalogue)


CATALOGUE_ACTS = table(
    Act(
        "put-in-force", _("启用这一版"), NothingForm, actions.put_in_force,
        _("启用了，从现在起照这一版派"), _writes, "check",
        _("已经派出去的不变；原来那一版停用，留着可查。"),
    ),
    Act("add", _("加一条"), RuleForm, actions.add_rule, _("加好了"), _writes, "plus"),
    Act("limits", _("限度和提醒"), LimitsForm, actions.set_limits, _("记下了"), _writes, "gear"),
    Act(
        "discard", _("作废草稿"), NothingForm, actions.discard, _("作废了，在用的那一版没有动"),
        _writes, "trash", _("草稿里的改动不再用；在用的那一版不受影响。"), True,
    ),
)  # fmt: skip

RULE_ACTS = table(
    Act("change", _("改这一条"), RuleForm, actions.change_rule, _("改好了"), _writes_rule),
    Act(
        "drop", _("删掉这一条"), NothingForm, actions.drop_rule, _("删掉了"), _writes_rule, "trash",
        _("落到这一条的诉求，会由后面的规则接着。"), True,
    ),
)  # fmt: skip


@login_required
@require_safe
def index(request: ViewerRequest) -> HttpResponse:
    context = {
        "places": queries.places(request.viewer),
        "alerts": queries.alerts(request.viewer),
    }
    return render(request, "requests/catalogues.html", context)


@login_required
@require_safe
def catalogue(request: ViewerRequest, pk: int) -> HttpResponse:
    row = queries.get_visible(request.viewer, pk)
    context: dict[str, Any] = {
        "sheet": queries.sheet(request.viewer, row),
        "buttons": buttons(request.viewer, row, CATALOGUE_ACTS, "requests:catalogue_act"),
    }
    return render(request, "requests/catalogue.html", context)


@login_required
@require_safe
def rehearse(request: ViewerRequest, pk: int) -> HttpResponse:
    draft = queries.get_visible(request.viewer, pk)
    found = queries.rehearse(request.viewer, draft)
    context = {"draft": draft, "found": found, "title": queries.title_of(draft)}
    return render(request, "requests/catalogue_test.html", context)


@login_required
@require_POST
@idempotent
def begin(request: ViewerRequest, area: int) -> HttpResponse:
    place = queries.get_area(request.viewer, area)
    try:
        draft = actions.begin_draft(place, actor=request.viewer.actor)
    except DomainError as error:
        messages.info(request, str(error))
        return redirect("requests:catalogues")
    return redirect("requests:catalogue", draft.pk)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def catalogue_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    row = queries.get_manageable(request.viewer, pk)
    back = reverse("requests:catalogue", args=[row.pk])
    return perform(request, ActPage(row, queries.title_of(row), back, CATALOGUE_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def rule_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    rule = queries.get_rule(request.viewer, pk)
    back = reverse("requests:catalogue", args=[rule.catalogue_id])
    return perform(request, ActPage(rule, str(rule), back, RULE_ACTS), slug)


@login_required
@require_POST
@idempotent
def raise_rule(request: ViewerRequest, pk: int) -> HttpResponse:
    rule = queries.get_rule(request.viewer, pk)
    back = reverse("requests:catalogue", args=[rule.catalogue_id])
    return do(request, back, _("往前挪了一条"), actions.raise_rule, rule)
