"""Match meetings at the desk of every place and every organisation."""

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
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent
from organizations.actions import match_meetings
from organizations.actions.match_meetings import Sitting
from organizations.forms import match_meetings as forms
from organizations.forms.organizations import ReasonForm
from organizations.queries import match_meetings as queries

MATCH_ACTS = table(
    Act(
        "come", gettext_lazy("报名来"), forms.ComeForm, match_meetings.come,
        gettext_lazy("报上了，前一天会提醒"), queries.may_come, "plus",
    ),
    Act(
        "hold", gettext_lazy("登记谁到了"), forms.HoldForm, match_meetings.hold,
        gettext_lazy("登记好了，下面一条一条记谈得怎样"), queries.may_hold, "check",
    ),
    Act(
        "talk", gettext_lazy("记一条结果"), forms.OutcomeForm, match_meetings.note_outcome,
        gettext_lazy("记下了"), queries.may_note, "talk",
        gettext_lazy("哪条需求、和谁、谈得怎样；谈成了，再到需求页上定下和谁对接。"),
    ),
    Act(
        "demand", gettext_lazy("加一条需求"), forms.WidenForm, match_meetings.add_demand,
        gettext_lazy("加上了"), queries.may_widen, "edit",
    ),
    Act(
        "away", gettext_lazy("不来了"), forms.StayAwayForm, match_meetings.stay_away,
        gettext_lazy("记下了"), queries.may_stay_away, "out",
    ),
    Act(
        "call_off", gettext_lazy("取消这次会"), ReasonForm, match_meetings.call_off,
        gettext_lazy("取消了，报了名的组织收到消息"), queries.may_call_off, "close", "", True,
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    found = queries.board(request.viewer, row_seen(request))
    further = f"{request.path}?before={found.next_before}" if found.next_before else ""
    context = {"board": found, "next_url": further}
    return render(request, "organizations/match_meetings.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.places_to_meet(viewer).exists():
        raise Http404
    form = forms.MeetingForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        area, demands = said.pop("area"), said.pop("demands")
        made = match_meetings.announce(area, Sitting(**said), demands=demands, actor=viewer.user)
        return redirect("organizations:match_meeting", made.pk)

    lead = _("先选要谈的需求；所有组织都看得到，来不来自己说一声。")
    page = NewPage(_("对接会"), reverse("organizations:match_meetings"), _("发布对接会"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def meeting(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_meeting(request.viewer, pk)
    context = {
        "page": queries.meeting_page(request.viewer, found),
        "buttons": buttons(request.viewer, found, MATCH_ACTS, "organizations:match_meeting_act"),
    }
    return render(request, "organizations/match_meeting.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def meeting_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_meeting(request.viewer, pk)
    back = reverse("organizations:match_meeting", args=[pk])
    return perform(request, ActPage(found, found.title, back, MATCH_ACTS), slug)
