"""Part-time commissioners at the desk, and the meetings they are called to."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from communities.access import keeps_lists
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
from organizations.actions import commissioners, committee_meetings
from organizations.forms import commissioners as forms
from organizations.forms.organizations import ReasonForm
from organizations.queries import commissioners as queries

COMMISSIONER_ACTS = table(
    Act(
        "renew", gettext_lazy("连任"), forms.TermForm, commissioners.renew,
        gettext_lazy("任期改好了"), queries.may_change, "calendar",
    ),
    Act(
        "year", gettext_lazy("年度评定"), forms.YearForm, committee_meetings.judge,
        gettext_lazy("评好了，到会次数一起记下"), queries.may_judge, "star",
        gettext_lazy("写明这一年表现怎样；到会次数照会议记录算。"),
    ),
    Act(
        "unseat", gettext_lazy("办卸任"), ReasonForm, commissioners.unseat,
        gettext_lazy("卸任了"), queries.may_change, "out", "", True,
    ),
)  # fmt: skip

COMMITTEE_ACTS = table(
    Act(
        "sign", gettext_lazy("记到会"), forms.AttendanceForm, committee_meetings.sign,
        gettext_lazy("记好了"), queries.may_sign, "check",
    ),
    Act(
        "cancel", gettext_lazy("不开了"), ReasonForm, committee_meetings.cancel,
        gettext_lazy("取消了，单位收到消息"), queries.may_cancel, "close", "", True,
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    found = queries.board(request.viewer)
    acts = [
        (row, buttons(request.viewer, row, COMMISSIONER_ACTS, "organizations:commissioner_act"))
        for row in found.rows
    ]
    return render(request, "organizations/commissioners.html", {"board": found, "rows": acts})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not keeps_lists(viewer):
        raise Http404
    form = forms.SeatForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        unit, place = said.pop("organization"), said.pop("community")
        commissioners.seat(unit, place, actor=viewer.user, **said)
        return redirect("organizations:commissioners")

    lead = _("单位派人兼任社区党组织的委员。居民看得到单位和职务，看不到姓名。")
    page = NewPage(_("兼职委员"), reverse("organizations:commissioners"), _("登记一位"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def commissioner(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_seen(request.viewer, pk)
    context = {
        "page": queries.commissioner_page(request.viewer, found),
        "buttons": buttons(
            request.viewer, found, COMMISSIONER_ACTS, "organizations:commissioner_act"
        ),
    }
    return render(request, "organizations/commissioner.html", context)


@login_required
@require_GET
def meetings(request: ViewerRequest) -> HttpResponse:
    found = queries.meetings(request.viewer)
    rows = [
        (row, buttons(request.viewer, row, COMMITTEE_ACTS, "organizations:committee_meeting_act"))
        for row in found.rows
    ]
    return render(request, "organizations/committee_meetings.html", {"board": found, "rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new_meeting(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not keeps_lists(viewer):
        raise Http404
    form = forms.CallForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        committee_meetings.call(said.pop("community"), actor=viewer.user, **said)
        return redirect("organizations:committee_meetings")

    page = NewPage(
        _("兼职委员参加的会议"),
        reverse("organizations:committee_meetings"),
        _("通知一个会"),
        _("单位的负责人会收到消息；开过了再记谁到了。"),
    )
    return begin(request, form, page, make)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def meeting_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_meeting(request.viewer, pk)
    back = reverse("organizations:committee_meetings")
    return perform(request, ActPage(found, found.title, back, COMMITTEE_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def commissioner_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_commissioner(request.viewer, pk)
    title = f"{found.organization.title} · {found.name}"
    back = reverse("organizations:commissioner", args=[pk])
    return perform(request, ActPage(found, title, back, COMMISSIONER_ACTS), slug)
