"""Shifts: on the volunteer's own pages, and at the desk."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.viewer import Viewer
from activities.actions import enrolling
from activities.workflow import TOOK_PLACE, Place, Status
from communities.forms.base import NothingForm
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
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent
from volunteers.actions import reached, recruiting, shifts, trainings
from volunteers.forms import shifts as forms
from volunteers.models import Shift, Volunteer
from volunteers.queries import own
from volunteers.queries import recruiting as choices
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
                said = _come(row.shift, me, request.viewer.actor, form.cleaned_data)
            except DomainError as error:
                refuse(form, error)
            else:
                messages.success(request, said)
                return redirect("volunteers:shift", pk)
        status = 422 if form.errors else 200
        return render(request, "volunteers/shift.html", {"row": row, "form": form}, status=status)


def _come(found: Shift, me: Volunteer, actor: User | None, said: dict[str, Any]) -> str:
    """What he reads when it is done."""
    if found.is_chosen:
        recruiting.apply(found, me, actor=actor, **said)
        return _("报名收到了，截止以后告诉您选上没有")
    made = shifts.take(found, me, actor=actor, **said)
    if made.enrolment.status == Place.WAITING:
        return _("名额满了，您在候补里；有空位会通知您")
    return _("报上了，到时候见")


@login_required
@require_POST
@idempotent
def leave(request: ViewerRequest, pk: int) -> HttpResponse:
    me = own.get_mine(request.viewer)
    with own.at_home(me, request.viewer):
        row, back = queries.get_own(me, pk), reverse("volunteers:shift", args=[pk])
        asked = queries.own_application(request.viewer, me, row.shift)
        if row.place is None and asked is not None:
            return do(request, back, _("已退出报名"), recruiting.withdraw, asked)
        if row.place is None:
            raise Http404
        done = _("已取消，名额让给别人了；不记过")
        return do(request, back, done, enrolling.leave, row.place.enrolment)


# --- at the desk ----------------------------------------------------------------------------------
def _takes_people(_viewer: Viewer, found: Shift) -> bool:
    return found.takes_people and not found.is_chosen


def _was(kind: str) -> Callable[[Viewer, Shift], bool]:
    return lambda _viewer, found: found.kind == kind and found.activity.status in TOOK_PLACE


def _was_meeting(viewer: Viewer, found: Shift) -> bool:
    return _was(Shift.Kind.MEETING)(viewer, found) and not hasattr(found, "meeting")


def _take(found: Shift, *, volunteer: Volunteer, actor: User | None, **said: Any) -> Any:
    return shifts.take(found, volunteer, actor=actor, **said)


def _is_open(_viewer: Viewer, found: Shift) -> bool:
    return found.activity.door_is_open


def _began(_viewer: Viewer, found: Shift) -> bool:
    activity = found.activity
    began = activity.status != Status.CANCELLED and activity.starts_at <= timezone.now()
    return found.is_service and began


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
        "choose", gettext_lazy("挑选"), forms.ChooseForm, recruiting.choose,
        gettext_lazy("选好了，也告诉他们了"), choices.to_choose, "check",
        gettext_lazy("报名截止了，选出来的人就排上；名额有几个，就选几个。"),
    ),
    Act(
        "thank", gettext_lazy("谢谢没选上的"), NothingForm, recruiting.thank_others,
        gettext_lazy("都告诉他们了"), choices.to_choose, "talk",
        gettext_lazy("选完了再办：还在等的人会收到一句谢谢，知道这次没选上。"),
    ),
    Act(
        "passed", gettext_lazy("记谁合格"), forms.PassedForm, trainings.note_passed,
        gettext_lazy("记下了，本人看得到"), _was(Shift.Kind.TRAINING), "star",
        gettext_lazy("只能勾到场的人；再记一次就改成新的。"),
    ),
    Act(
        "sitting", gettext_lazy("记会上的意见"), forms.SittingForm, trainings.write_down,
        gettext_lazy("会记好了，到会的按签到；在“志愿者会”里一条一条记意见"), _was_meeting, "talk",
    ),
    Act(
        "repeat", gettext_lazy("照样再排"), forms.RepeatForm, shifts.repeat,
        gettext_lazy("排好了，志愿者看得到"), _stands, "refresh",
        gettext_lazy("同一个星期几、同一时间，要求、风险提示、保险和证件都一样；每一次单独报名。"),
    ),
    Act(
        "enrol", gettext_lazy("代志愿者报名"), forms.TakeForOtherForm, _take,
        gettext_lazy("已报名"), _takes_people, "plus",
        gettext_lazy("没有手机的志愿者，在这里替他报；时长一样算他的。"),
    ),
    Act(
        "reached", gettext_lazy("记服务了多少人"), forms.ReachedForm, reached.note_shift,
        gettext_lazy("记下了"), _began, "users",
        gettext_lazy("整班一共服务了多少人、多少人次；不写名字。再记一次就改成新的。"),
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    rows, last = queries.board(request.viewer, row_seen(request))
    context = {
        "rows": rows,
        "may_export": request.viewer.role.exports,
        "next_url": f"?before={last}" if last else "",
    }
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
        "page": queries.desk_page(request.viewer, found),
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
