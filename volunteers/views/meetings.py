"""Meetings of volunteers: at the desk, and for those who serve here."""

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
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent
from volunteers.actions import meetings
from volunteers.forms import meetings as forms
from volunteers.models import Meeting, Opinion
from volunteers.queries import meetings as queries
from volunteers.queries import own


def _always(_viewer: Viewer, _meeting: Meeting) -> bool:
    return True


def _open(_viewer: Viewer, row: Opinion) -> bool:
    return row.is_open


MEETING_ACTS = table(
    Act(
        "say", gettext_lazy("记一条意见"), forms.SayForm, meetings.say,
        gettext_lazy("记下了"), _always, "talk",
        gettext_lazy("一句话一条：以后转成诉求或答复，各有各的结果。"),
    ),
)  # fmt: skip


def opinion_acts(viewer: Viewer) -> dict[str, Act]:
    return table(
        Act(
            "order", gettext_lazy("转成诉求"), NothingForm,
            lambda row, actor: meetings.turn_into_order(row, by=viewer),
            gettext_lazy("转好了，办到哪一步写在这里"), _open, "send",
            gettext_lazy("作为议事会上说的登记一张诉求，照样分派、限时、评价。"),
        ),
        Act(
            "answer", gettext_lazy("当场答复了"), forms.AnswerForm, meetings.answer,
            gettext_lazy("记下了"), _open, "check",
        ),
    )  # fmt: skip


def _further(request: ViewerRequest, before: int | None) -> str:
    return f"{request.path}?before={before}" if before else ""


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    found = queries.board(request.viewer, row_seen(request))
    context = {
        "board": found,
        "next_url": _further(request, found.next_before),
        "may_export": request.viewer.role.exports,
    }
    return render(request, "volunteers/meetings.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.keeps_meetings(viewer):
        raise Http404

    def make(said: dict[str, Any]) -> HttpResponse:
        made = meetings.write_down(actor=viewer.user, **said)
        return redirect("volunteers:meeting", made.pk)

    lead = _("先记谁到了会，再一条一条记意见；每条都有下文。")
    page = NewPage(_("志愿者会"), reverse("volunteers:meetings"), _("记一次会"), lead)
    return begin(request, forms.MeetingForm(posted(request), viewer=viewer), page, make)


@login_required
@require_GET
def meeting(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_at_desk(viewer, pk)
    page, acts = queries.page(viewer, found), opinion_acts(viewer)
    context = {
        "page": page,
        "rows": [
            (told, buttons(viewer, told.opinion, acts, "volunteers:opinion_act"))
            for told in page.opinions
        ],
        "buttons": buttons(viewer, found, MEETING_ACTS, "volunteers:meeting_act"),
    }
    return render(request, "volunteers/meeting.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def meeting_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_at_desk(request.viewer, pk)
    back = reverse("volunteers:meeting", args=[pk])
    return perform(request, ActPage(found, found.title, back, MEETING_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def opinion_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_opinion(request.viewer, pk)
    back = reverse("volunteers:meeting", args=[found.meeting_id])
    page = ActPage(found, found.words, back, opinion_acts(request.viewer))
    return perform(request, page, slug)


# --- for those who serve here ---------------------------------------------------------------------
@login_required
@require_GET
def mine(request: ViewerRequest) -> HttpResponse:
    me = own.get_mine(request.viewer)
    with own.at_home(me, request.viewer):
        found = queries.mine(me, row_seen(request))
        context = {"board": found, "next_url": _further(request, found.next_before)}
        return render(request, "volunteers/meetings_mine.html", context)


@login_required
@require_GET
def my_meeting(request: ViewerRequest, pk: int) -> HttpResponse:
    me = own.get_mine(request.viewer)
    with own.at_home(me, request.viewer):
        page = queries.my_page(queries.get_mine(me, pk))
        return render(request, "volunteers/meeting_mine.html", {"page": page})
