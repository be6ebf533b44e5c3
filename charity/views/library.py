"""What is lent: the shelf at the desk, and what everybody sees of it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.viewer import Viewer
from charity.actions import library
from charity.forms.library import BackForm, LendForm, ThingForm
from charity.models import SharedThing
from charity.queries import library as queries
from communities.access import keeps_lists
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


def _in(_viewer: Viewer, thing: SharedThing) -> bool:
    return thing.ended_on is None and queries.out_of(thing) is None


def _out(_viewer: Viewer, thing: SharedThing) -> bool:
    return queries.out_of(thing) is not None


THING_ACTS = table(
    Act(
        "lend", gettext_lazy("借出"), LendForm, library.lend,
        gettext_lazy("已借出"), _in, "out",
    ),
    Act(
        "back", gettext_lazy("还回来了"), BackForm, library.take_back,
        gettext_lazy("已归还"), _out, "in",
    ),
    Act(
        "end", gettext_lazy("不再外借"), NothingForm, library.end,
        gettext_lazy("已停借"), _in, "close", gettext_lazy("坏了、丢了、送人了。"), True,
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    things = queries.board(request.viewer)
    return render(request, "charity/library.html", {"things": things})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not keeps_lists(viewer):
        raise Http404
    form = ThingForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = library.add(actor=viewer.user, **said)
        return redirect("charity:thing", made.pk)

    page = NewPage(
        _("共享物品"), reverse("charity:library"), _("添一件"), _("贴上编号，谁借都登记。")
    )
    return begin(request, form, page, make)


@login_required
@require_GET
def thing(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_thing(request.viewer, pk)
    context = {
        "page": queries.thing_page(request.viewer, found),
        "buttons": buttons(request.viewer, found, THING_ACTS, "charity:thing_act"),
    }
    return render(request, "charity/thing.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def thing_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_thing(request.viewer, pk)
    back = reverse("charity:library")
    return perform(request, ActPage(found, str(found), back, THING_ACTS), slug)


@require_safe
def shelf(request: ViewerRequest, pk: int) -> HttpResponse:
    return render(request, "charity/shelf.html", {"shelf": queries.shelf(pk)})
