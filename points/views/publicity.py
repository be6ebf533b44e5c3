"""The month's list: at the desk, at home, for everybody."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.viewer import Viewer
from communities.views.acts import Act, ActPage, buttons, do, perform, table
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent
from points.actions import publicity
from points.forms import publicity as forms
from points.models import Publicity
from points.queries import accounts
from points.queries import publicity as queries
from points.views.desk import further


def _is_draft(_viewer: Viewer, draft: Publicity) -> bool:
    return draft.release is None


def _is_out(_viewer: Viewer, draft: Publicity) -> bool:
    return draft.release is not None and not hasattr(draft.release, "redrafted")


PUBLICITY_ACTS = table(
    Act(
        "release", _("公布"), forms.ReleaseForm, publicity.release,
        _("已公布，署您的名"), _is_draft, "check",
        _("公布那一刻照账再算一遍。公布后不能改，有错只能再发一份更正。"), True,
    ),
    Act(
        "correct", _("更正这一份"), forms.ExplainForm, publicity.correct,
        _("更正稿在公示页面上，看过再公布"), _is_out, "undo",
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    found = queries.board(request.viewer, row_seen(request))
    next_url = further(request, "before", found.next_before)
    return render(request, "points/publicity.html", {"board": found, "next_url": next_url})


@login_required
@require_GET
def draft(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_draft(request.viewer, pk)
    context = {
        "page": queries.draft_page(request.viewer, found),
        "buttons": buttons(request.viewer, found, PUBLICITY_ACTS, "points:draft_act"),
    }
    return render(request, "points/draft.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def draft_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_draft(request.viewer, pk)
    back = reverse("points:draft", args=[pk])
    if slug == "correct":
        back = reverse("points:publicity")
    return perform(request, ActPage(found, found.title, back, PUBLICITY_ACTS), slug)


# --- at home --------------------------------------------------------------------------------------
@login_required
@require_POST
@idempotent
def agree(request: ViewerRequest) -> HttpResponse:
    found = accounts.get_my_account(request.viewer)
    done = _("从下一份公示起，您家会写姓氏和户编号；随时可以收回")
    return do(request, reverse("points:mine"), done, publicity.agree, found)


@login_required
@require_POST
@idempotent
def withdraw(request: ViewerRequest) -> HttpResponse:
    found = accounts.get_my_account(request.viewer)
    done = _("收回了：以前公布的各月里也不再有您家")
    return do(request, reverse("points:mine"), done, publicity.withdraw, found)


# --- for everybody --------------------------------------------------------------------------------
@require_safe
def public(request: ViewerRequest, pk: int) -> HttpResponse:
    return render(request, "points/open.html", {"page": queries.page(pk)})


@require_safe
def release(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.release(pk, row_seen(request, "after"))
    next_url = further(request, "after", found.next_after)
    return render(request, "points/open_list.html", {"page": found, "next_url": next_url})
