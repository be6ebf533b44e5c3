"""Shifts: on the volunteer's own pages, and at the desk."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.viewer import Viewer
from activities.actions import enrolling
from activities.workflow import Place, Status
from communities.views.acts import (
    Act,
    ActPage,
    NewPage,
    begin,
    buttons,
    do,
    perform,
    posted,
    refuse,
    table,
)
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from volunteers.actions import shifts
from volunteers.forms import shifts as forms
from volunteers.models import Shift, Volunteer
from volunteers.queries import own
from volunteers.queries import shifts as queries


@login_required
@require_GET
def mine(request: ViewerRequest) -> HttpResponse:
    me = own.get_mine(request.viewer)
    with own.at_home(me, request.viewer):
        return render(request, "volunteers/shifts_mine.html", {"page": queries.own(me)})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def shift(request: ViewerRequest, pk: int) -> HttpResponse:
    me = own.get_mine(request.viewer)
    with own.at_home(me, request.viewer):
        row = queries.get_own(me, pk)
        form = forms.TakeForm(posted(request), viewer=request.viewer, about=row.shift)
        if request.method == "POST" and form.is_valid():
            try:
                made = shifts.take(row.shift, me, actor=request.viewer.actor, **form.cleaned_data)
            except DomainError as error:
                refuse(form, error)
            else:
                waits = made.enrolment.status == Place.WAITING
                said = _("名额满了，您在候补里；有空位会通知您") if waits else _("报上了，到时候见")
                messages.success(request, said)
                return redirect("volunteers:shift", pk)
        status = 422 if form.errors else 200
        return render(request, "volunteers/shift.html", {"row": row, "form": form}, status=status)


@login_required
@require_POST
@idempotent
def leave(request: ViewerRequest, pk: int) -> HttpResponse:
    me = own.get_mine(request.viewer)
    with own.at_home(me, request.viewer):
        row = queries.get_own(me, pk)
        if row.place is None:
            raise Http404
        back = reverse("volunteers:shift", args=[pk])
        done = _("已取消，名额让给别人了；不记过")
        return do(request, back, done, enrolling.leave, row.place.enrolment)


# --- at the desk ----------------------------------------------------------------------------------
def _takes_people(_viewer: Viewer, found: Shift) -> bool:
    return found.activity.takes_people


def _take(found: Shift, *, volunteer: Volunteer, actor: User | None, **said: Any) -> Any:
    return shifts.take(found, volunteer, actor=actor, **said)


def _is_open(_viewer: Viewer, found: Shift) -> bool:
    return found.activity.door_is_open


def _stands(_viewer: Viewer, found: Shift) -> bool:
    return found.activity.status == Status.PUBLISHED


def _walk_in(found: Shift, *, volunteer: Volunteer, actor: User | None, **said: Any) -> Any:
    return shifts.walk_in(found, volunteer, actor=actor, **said)


SHIFT_ACTS = table(
    Act(
        "walk_in", gettext_lazy("来了就签到"), forms.TakeForOtherForm, _walk_in,
        gettext_lazy("排上了，也签到了"), _is_open, "in",
        gettext_lazy("没报名就来了的：还有名额就排上，当场签到；报过名的，直接签到。"),
    ),
    Act(
        "repeat", gettext_lazy("每周照排"), forms.RepeatForm, shifts.repeat,
        gettext_lazy("排好了，一周一班，志愿者看得到"), _stands, "refresh",
        gettext_lazy("每周同一天、同一时间，风险提示、保险和证件要求都一样；每一班单独报名。"),
    ),
    Act(
        "enrol", gettext_lazy("代志愿者报名"), forms.TakeForOtherForm, _take,
        gettext_lazy("已报名"), _takes_people, "plus",
        gettext_lazy("没有手机的志愿者，在这里替他报；时长一样算他的。"),
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    context = {"rows": queries.board(request.viewer), "may_export": request.viewer.role.exports}
    return render(request, "volunteers/shifts.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.keeps_shifts(viewer):
        raise Http404
    form = forms.OfferForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = shifts.offer(said["community"], form.facts(), actor=viewer.user, **form.terms())
        messages.success(request, _("排好了，志愿者看得到，可以报名"))
        return redirect("volunteers:desk_shift", made.pk)

    lead = _("排好就能报名；名额、候补、签到和活动一样，时长按签到算。")
    page = NewPage(_("班次"), reverse("volunteers:shifts"), _("排一班"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def desk_shift(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_at_desk(request.viewer, pk)
    context = {
        "page": queries.desk_page(found),
        "buttons": buttons(request.viewer, found, SHIFT_ACTS, "volunteers:shift_act"),
    }
    return render(request, "volunteers/shift_desk.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def shift_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_at_desk(request.viewer, pk)
    back = reverse("volunteers:desk_shift", args=[pk])
    return perform(request, ActPage(found, str(found), back, SHIFT_ACTS), slug)
