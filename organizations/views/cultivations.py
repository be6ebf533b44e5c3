"""What grows, at the desk: the board, a beginning, one of them step by step."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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
from organizations.actions import cultivation_supports, cultivations
from organizations.cultivation_workflow import FILE, FORM, HAND_IN, REGISTER, SEND_BACK, STOP
from organizations.cultivation_workflow import CultivationStep as Step
from organizations.forms import cultivations as forms
from organizations.forms.organizations import ReasonForm
from organizations.models import Cultivation
from organizations.queries import cultivations as queries


def _when(step: Step, ready: bool = False) -> Any:
    """A step whose papers are not all there is not offered: the page says what is missing."""

    def offered(viewer: Viewer, cultivation: Cultivation) -> bool:
        if not queries.may(viewer, cultivation, step):
            return False
        return not ready or not cultivations.missing(cultivation, step)

    return offered


def _lacks_papers(viewer: Viewer, cultivation: Cultivation) -> bool:
    return queries.sees_papers(viewer, cultivation) and bool(cultivations.missing(cultivation))


CULTIVATION_ACTS = table(
    Act(
        "form", gettext_lazy("成立队伍"), NothingForm, cultivations.form,
        gettext_lazy("成立了，名册里有它了"), _when(FORM, ready=True), "users",
        gettext_lazy("成立以后进名册，由社区管理，居民看得到。"),
    ),
    Act(
        "hand-in", gettext_lazy("递交街道备案"), NothingForm, cultivations.hand_in,
        gettext_lazy("递交了，街道收到消息"), _when(HAND_IN, ready=True), "upload",
    ),
    Act(
        "file", gettext_lazy("准予备案"), forms.FileForm, cultivations.file,
        gettext_lazy("备案了，名册一起改好"), _when(FILE), "check",
    ),
    Act(
        "send-back", gettext_lazy("退回补材料"), forms.SendBackForm, cultivations.send_back,
        gettext_lazy("退回了，递交的人收到消息"), _when(SEND_BACK), "edit",
    ),
    Act(
        "papers", gettext_lazy("登记看过的材料"), forms.PapersForm, cultivations.see_papers,
        gettext_lazy("记下了"), _lacks_papers, "doc",
    ),
    Act(
        "register", gettext_lazy("登记为法人"), forms.RegisterForm, cultivations.register,
        gettext_lazy("登记了，名册一起改好"), _when(REGISTER, ready=True), "flag",
        gettext_lazy("照民政部门发的证书填。"),
    ),
    Act(
        "support", gettext_lazy("登记支持"), forms.SupportForm, cultivation_supports.give,
        gettext_lazy("记下了"), queries.may_support, "gift",
    ),
    Act(
        "strike", gettext_lazy("划掉一笔支持"), forms.StrikeForm, cultivation_supports.strike,
        gettext_lazy("划掉了，原来的还看得到"), queries.may_strike, "close", "", True,
    ),
    Act(
        "stop", gettext_lazy("不办了"), ReasonForm, cultivations.stop,
        gettext_lazy("写明了原因"), _when(STOP), "close",
        gettext_lazy("队伍一起退出名册；以后再来，重新登记一个。"), True,
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    form = forms.CultivationFilterForm(request.GET)
    found = queries.board(request.viewer, form.filters())
    return render(request, "organizations/cultivations.html", {"board": found, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.places(viewer).exists():
        raise Http404
    form = forms.StartForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = cultivations.start(said.pop("community"), actor=viewer.user, **said)
        return redirect("organizations:cultivation", made.pk)

    lead = _("有人想办一个，先记下来；看过材料再一步一步走。")
    page = NewPage(_("组织培育"), reverse("organizations:cultivations"), _("记下一个想法"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def cultivation(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_cultivation(request.viewer, pk)
    context = {
        "page": queries.cultivation_page(request.viewer, found),
        "buttons": buttons(
            request.viewer, found, CULTIVATION_ACTS, "organizations:cultivation_act"
        ),
    }
    return render(request, "organizations/cultivation.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def cultivation_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_cultivation(request.viewer, pk)
    back = reverse("organizations:cultivation", args=[pk])
    return perform(request, ActPage(found, found.name, back, CULTIVATION_ACTS), slug)
