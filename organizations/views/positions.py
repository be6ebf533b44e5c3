"""Posts of social workers at the desk."""

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
from organizations.actions import positions
from organizations.actions.positions import Post
from organizations.forms import positions as forms
from organizations.forms.organizations import ReasonForm
from organizations.queries import positions as queries

POSITION_ACTS = table(
    Act(
        "take", gettext_lazy("安排上岗"), forms.TakeForm, positions.take,
        gettext_lazy("安排好了"), queries.may_take, "user",
    ),
    Act(
        "give-up", gettext_lazy("办离开岗位"), forms.GiveUpForm, positions.give_up,
        gettext_lazy("空出来了"), queries.may_give_up, "out",
    ),
    Act(
        "change", gettext_lazy("改岗位"), forms.PostForm, positions.change,
        gettext_lazy("改好了"), queries.may_change, "edit",
        gettext_lazy("津贴的幅度只有发津贴的看得到，每次查看都有记录。"),
    ),
    Act(
        "close", gettext_lazy("撤岗位"), ReasonForm, positions.close,
        gettext_lazy("撤了"), queries.may_close, "close", "", True,
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    return render(request, "organizations/positions.html", {"board": queries.board(request.viewer)})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.may_open(viewer):
        raise Http404
    form = forms.NewPostForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        post = Post(**{name: said[name] for name in forms.FACTS})
        made = positions.open_post(
            said["community"], post, organization=said["organization"],
            opened_on=said["opened_on"], actor=viewer.user,
        )  # fmt: skip
        return redirect("organizations:position", made.pk)

    page = NewPage(_("社工岗位"), reverse("organizations:positions"), _("设一个岗位"))
    return begin(request, form, page, make)


@login_required
@require_GET
def position(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_position(request.viewer, pk)
    context = {
        "page": queries.position_page(request.viewer, found),
        "buttons": buttons(request.viewer, found, POSITION_ACTS, "organizations:position_act"),
    }
    return render(request, "organizations/position.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def position_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_position(request.viewer, pk)
    back = reverse("organizations:position", args=[pk])
    return perform(request, ActPage(found, found.title, back, POSITION_ACTS), slug)
