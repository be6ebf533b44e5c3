"""The board of supply and demand, at the desk of every place and every organisation."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from communities.views.acts import (
    Act,
    ActPage,
    NewPage,
    begin,
    buttons,
    perform,
    posted,
    table,
)
from core.http import ViewerRequest
from core.idempotency import idempotent
from organizations.actions import demands
from organizations.forms import demands as forms
from organizations.queries import demands as queries

DEMAND_ACTS = table(
    Act(
        "offer", gettext_lazy("我们能做"), forms.OfferForm, demands.offer,
        gettext_lazy("应答了，发布的人会联系您"), queries.may_offer, "hands",
    ),
    Act(
        "take-back", gettext_lazy("收回应答"), forms.TakeBackForm, demands.take_back,
        gettext_lazy("收回了，已告诉发布的人"), queries.may_take_back, "undo",
        gettext_lazy("定下对接以前可以收回；以后还可以再应答。"),
    ),
    Act(
        "choose", gettext_lazy("定下和谁对接"), forms.ChooseForm, demands.choose,
        gettext_lazy("定下了，应答的组织都会收到消息"), queries.has_answers, "check",
        gettext_lazy("定下以后这条需求就结束，其他应答的记为这次没接上。"),
    ),
    Act(
        "talk", gettext_lazy("登记对接会"), forms.TalkForm, demands.note_talk,
        gettext_lazy("记下了"), queries.keeps, "talk",
    ),
    Act(
        "close", gettext_lazy("结束需求"), forms.CloseForm, demands.close,
        gettext_lazy("已结束"), queries.keeps, "close", "", True,
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    form = forms.DemandFilterForm(request.GET)
    found = queries.board(request.viewer, form.filters())
    return render(request, "organizations/demands.html", {"board": found, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.places(viewer).exists():
        raise Http404
    form = forms.DemandForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = demands.publish(said.pop("area"), actor=viewer.user, **said)
        return redirect("organizations:demand", made.pk)

    lead = _("所有组织都看得到。14 天没有人应会提醒您，再过 14 天自动结束。")
    page = NewPage(_("供需对接"), reverse("organizations:demands"), _("发布需求"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def demand(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_demand(request.viewer, pk)
    context = {
        "page": queries.demand_page(request.viewer, found),
        "buttons": buttons(request.viewer, found, DEMAND_ACTS, "organizations:demand_act"),
    }
    return render(request, "organizations/demand.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def demand_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_demand(request.viewer, pk)
    back = reverse("organizations:demand", args=[pk])
    return perform(request, ActPage(found, found.title, back, DEMAND_ACTS), slug)
