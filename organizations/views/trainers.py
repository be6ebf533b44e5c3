"""Bases of training and who teaches there, at the desk."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from communities.forms.base import NothingForm
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
from organizations.actions import trainers, training_bases
from organizations.forms import trainers as forms
from organizations.forms.organizations import ReasonForm
from organizations.queries import trainers as queries
from organizations.supervision_workflow import Topic

BASE_ACTS = table(
    Act(
        "end", gettext_lazy("不再是基地"), ReasonForm, training_bases.take_down,
        gettext_lazy("撤下了"), queries.may_end, "out", "", True,
    ),
)  # fmt: skip
TRAINER_ACTS = table(
    Act(
        "correct", gettext_lazy("更正资料"), forms.CorrectTrainerForm, trainers.correct,
        gettext_lazy("已更正"), queries.may_change, "edit",
    ),
    Act(
        "end", gettext_lazy("移出师资库"), NothingForm, trainers.take_out,
        gettext_lazy("移出了，他讲过的课留着"), queries.may_change, "out", "", True,
    ),
)  # fmt: skip


@login_required
@require_GET
def bases(request: ViewerRequest) -> HttpResponse:
    found = queries.base_board(request.viewer)
    rows = [
        (row, buttons(request.viewer, row, BASE_ACTS, "organizations:training_base_act"))
        for row in found.rows
    ]
    return render(request, "organizations/training_bases.html", {"board": found, "rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new_base(request: ViewerRequest) -> HttpResponse:
    if not queries.places(request.viewer).exists():
        raise Http404
    form = forms.BaseForm(posted(request), viewer=request.viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        training_bases.name(said.pop("where"), actor=request.viewer.user, **said)
        return redirect("organizations:training_bases")

    page = NewPage(_("培训基地"), reverse("organizations:training_bases"), _("登记一处基地"))
    return begin(request, form, page, make)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def base_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_base(request.viewer, pk)
    back = reverse("organizations:training_bases")
    return perform(request, ActPage(found, found.title, back, BASE_ACTS), slug)


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    found = queries.trainer_board(request.viewer, request.GET.get("topic", ""))
    here = reverse("organizations:trainers")
    tabs = [
        {
            "label": label,
            "url": f"{here}?topic={code}" if code else here,
            "current": code == found.topic,
        }
        for code, label in [("", _("全部")), *Topic.choices]
    ]
    return render(request, "organizations/trainers.html", {"board": found, "tabs": tabs})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new_trainer(request: ViewerRequest) -> HttpResponse:
    if not queries.places(request.viewer).exists():
        raise Http404
    form = forms.TrainerForm(posted(request), viewer=request.viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = trainers.register(said.pop("area"), actor=request.viewer.user, **said)
        return redirect("organizations:trainer", made.pk)

    page = NewPage(_("师资库"), reverse("organizations:trainers"), _("登记一位老师"))
    return begin(request, form, page, make)


@login_required
@require_GET
def trainer(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_trainer(request.viewer, pk)
    context = {
        "page": queries.trainer_page(request.viewer, found),
        "buttons": buttons(request.viewer, found, TRAINER_ACTS, "organizations:trainer_act"),
    }
    return render(request, "organizations/trainer.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def trainer_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_trainer(request.viewer, pk)
    back = reverse("organizations:trainer", args=[pk])
    return perform(request, ActPage(found, str(found.name), back, TRAINER_ACTS), slug)
