"""Recruiting social workers at the desk: announced, answered, chosen."""

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
from organizations.actions import recruitments
from organizations.actions.recruitments import Wanted
from organizations.forms import recruitments as forms
from organizations.forms.organizations import ReasonForm
from organizations.queries import recruitments as queries

RECRUITMENT_ACTS = table(
    Act(
        "reply", gettext_lazy("报名"), forms.ReplyForm, recruitments.reply,
        gettext_lazy("报上了，选没选上都会告诉您"), queries.may_reply, "hands",
        gettext_lazy("只有招人的一方看得到谁报了名。"),
    ),
    Act(
        "choose", gettext_lazy("挑选"), forms.ChooseForm, recruitments.choose,
        gettext_lazy("选好了，报了名的人都收到消息"), queries.may_choose, "check",
        gettext_lazy("选了就定了；选上的人，请再到“社工”里照常办驻站或建档。"),
    ),
    Act(
        "withdraw", gettext_lazy("退出报名"), forms.TakeBackForm, recruitments.withdraw,
        gettext_lazy("退了"), queries.may_withdraw, "out",
    ),
    Act(
        "cancel", gettext_lazy("不招了"), ReasonForm, recruitments.cancel,
        gettext_lazy("结束了，报了名的人收到消息"), queries.may_cancel, "close", "", True,
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    form = forms.RecruitmentFilterForm(request.GET)
    found = queries.board(request.viewer, form.filters())
    context = {"board": found, "form": form, "may_export": request.viewer.role.exports}
    return render(request, "organizations/recruitments.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.sees_recruitments(viewer) or not queries.seekers(viewer):
        raise Http404
    form = forms.RecruitmentForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = recruitments.announce(said.pop("where"), Wanted(**said), actor=viewer.user)
        return redirect("organizations:recruitment", made.pk)

    lead = _("做社工的人都看得到，自己报名；日子过了再挑，每个人都有回音。")
    page = NewPage(_("招募社工"), reverse("organizations:recruitments"), _("发布招募"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def recruitment(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_recruitment(request.viewer, pk)
    context = {
        "page": queries.recruitment_page(request.viewer, found),
        "buttons": buttons(
            request.viewer, found, RECRUITMENT_ACTS, "organizations:recruitment_act"
        ),
    }
    return render(request, "organizations/recruitment.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def recruitment_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_recruitment(request.viewer, pk)
    back = reverse("organizations:recruitment", args=[pk])
    return perform(request, ActPage(found, found.title, back, RECRUITMENT_ACTS), slug)
