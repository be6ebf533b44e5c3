"""Groups in the incubation bases, at the desk of the base and of the group."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.viewer import Viewer
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
from organizations.actions import incubations
from organizations.forms import incubations as forms
from organizations.forms.organizations import ReasonForm
from organizations.incubation_workflow import (
    ADMIT,
    GRADUATE,
    LEAVE,
    MOVE_IN,
    REFUSE,
    REVIEWERS,
    IncubationStep,
)
from organizations.models import Incubation
from organizations.queries import incubations as queries


def _when(step: IncubationStep, scored: bool = False) -> Any:
    """Nothing is decided before two have given points; the page says so."""

    def offered(viewer: Viewer, incubation: Incubation) -> bool:
        if not queries.may(viewer, incubation, step):
            return False
        return not scored or incubation.scores.count() >= REVIEWERS

    return offered


INCUBATION_ACTS = table(
    Act(
        "score", gettext_lazy("打分"), forms.ScoreForm, incubations.score,
        gettext_lazy("记下了"), queries.may_score, "star",
        gettext_lazy("四项各 25 分，平均 60 分通过。和它有关系的不打分。"),
    ),
    Act(
        "admit", gettext_lazy("通过评审"), NothingForm, incubations.admit,
        gettext_lazy("通过了，它收到消息"), _when(ADMIT, scored=True), "check",
    ),
    Act(
        "refuse", gettext_lazy("不通过"), ReasonForm, incubations.refuse,
        gettext_lazy("写明了原因"), _when(REFUSE, scored=True), "close", "", True,
    ),
    Act(
        "move-in", gettext_lazy("签协议入驻"), forms.MoveInForm, incubations.move_in,
        gettext_lazy("入驻了"), _when(MOVE_IN), "key",
    ),
    Act(
        "note", gettext_lazy("登记辅导或评估"), forms.NoteForm, incubations.note,
        gettext_lazy("记下了"), queries.may_note, "edit",
    ),
    Act(
        "graduate", gettext_lazy("出壳"), forms.OutcomeForm, incubations.graduate,
        gettext_lazy("出壳了"), _when(GRADUATE), "flag",
    ),
    Act(
        "leave", pgettext_lazy("incubation", "退出"), ReasonForm, incubations.leave,
        gettext_lazy("退出了"), _when(LEAVE), "close",
        gettext_lazy("住进去的，15 个工作日内交还场地。"), True,
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    form = forms.IncubationFilterForm(request.GET)
    found = queries.board(request.viewer, form.filters())
    return render(request, "organizations/incubations.html", {"board": found, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.applicants(viewer).exists():
        raise Http404
    form = forms.ApplyForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = incubations.apply(said.pop("organization"), actor=viewer.user, **said)
        return redirect(queries.page_after(viewer, made))

    lead = _("至少两个人打分，和申请的组织没有关系；结果和原因都会告诉您。")
    page = NewPage(_("孵化基地"), reverse("organizations:incubations"), _("申请入驻"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def incubation(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_incubation(request.viewer, pk)
    context = {
        "page": queries.incubation_page(request.viewer, found),
        "buttons": buttons(
            request.viewer, found, INCUBATION_ACTS, "organizations:incubation_act"
        ),
    }  # fmt: skip
    return render(request, "organizations/incubation.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def incubation_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_incubation(request.viewer, pk)
    back = reverse("organizations:incubation", args=[pk])
    return perform(request, ActPage(found, found.organization.title, back, INCUBATION_ACTS), slug)
