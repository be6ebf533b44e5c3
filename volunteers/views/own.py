"""The residents' door: become a volunteer, and everything one says about oneself afterwards."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from communities.forms.base import DeskForm, NothingForm
from communities.views.acts import do, posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from volunteers import beside
from volunteers.actions import own as own_actions
from volunteers.actions import registering, standing
from volunteers.forms import own as forms
from volunteers.models import Volunteer
from volunteers.queries import hours as hour_queries
from volunteers.queries import own as queries
from volunteers.queries import teams as team_queries
from volunteers.workflow import VolunteerStatus

HOME = "volunteers:mine"


@require_safe
def mine(request: ViewerRequest) -> HttpResponse:
    """My card; for anybody else what it is about, and the way in."""
    found = queries.find_mine(request.viewer)
    if found is None or found.status == VolunteerStatus.WITHDRAWN:
        context = {"was_one": found is not None, "wards": queries.wards(request.viewer)}
        return render(request, "volunteers/invitation.html", context)
    with queries.at_home(found, request.viewer):
        context = {
            "card": queries.card(found),
            "stars": hour_queries.stars_of(found),
            "teams": team_queries.teams_of(found),
            "wards": queries.wards(request.viewer),
        }
    # in the scope of whoever brings it
    context["brought"] = beside.brought(request.viewer, found)
    context["thanks"] = beside.thanks_to([found.user_id] if found.user_id else [])
    return render(request, "volunteers/mine.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def join(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    found = queries.find_mine(viewer)
    if found is not None and found.status != VolunteerStatus.WITHDRAWN:
        return redirect(HOME)
    record = queries.my_record(viewer)
    form = forms.JoinForm(posted(request), viewer=viewer, about=record)
    if request.method == "POST" and form.is_valid():
        try:
            with queries.joining(viewer, form.cleaned_data["community"]):
                registering.register(viewer.actor, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("登记好了。社区核对过就告诉您，一般两个工作日内"))
            return redirect(HOME)
    context = {"form": form, "record": queries.known_of(record), "again": found is not None}
    return render(request, "volunteers/join.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def times(request: ViewerRequest) -> HttpResponse:
    found = queries.get_mine(request.viewer)
    title, done = _("我的时间"), _("时间记下了")
    return _say(request, found, forms.TimesForm, own_actions.set_times, title, done, "times")


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def skills(request: ViewerRequest) -> HttpResponse:
    found = queries.get_mine(request.viewer)
    title, done = _("我会什么"), _("记下了")
    return _say(request, found, forms.SkillsForm, own_actions.set_skills, title, done)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def limits(request: ViewerRequest) -> HttpResponse:
    found = queries.get_mine(request.viewer)
    title, done = _("我的限度"), _("记下了，超过就不会再邀请您")
    return _say(request, found, forms.LimitsForm, own_actions.set_limits, title, done)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def political(request: ViewerRequest) -> HttpResponse:
    found = queries.get_mine(request.viewer)
    title, done = _("政治面貌"), _("记下了")
    return _say(request, found, forms.PoliticalForm, own_actions.say_political, title, done)


@login_required
@require_POST
@idempotent
def pause(request: ViewerRequest) -> HttpResponse:
    found = queries.get_mine(request.viewer)
    done = _("好，一个月内不再邀请您；想接着来，点一下就行")
    with queries.at_home(found, request.viewer):
        return do(request, reverse(HOME), done, own_actions.pause, found)


@login_required
@require_POST
@idempotent
def resume(request: ViewerRequest) -> HttpResponse:
    found = queries.get_mine(request.viewer)
    with queries.at_home(found, request.viewer):
        return do(request, reverse(HOME), _("欢迎回来"), own_actions.resume, found)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def leave(request: ViewerRequest) -> HttpResponse:
    found = queries.get_mine(request.viewer)
    title, done = _("退出志愿服务"), _("已退出，谢谢您做过的一切；什么时候想来，再登记一次就行")
    return _say(request, found, NothingForm, standing.withdraw, title, done, "leave")


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def ward(request: ViewerRequest, pk: int) -> HttpResponse:
    """A parent's yes, and taking it back."""
    child = queries.get_ward(request.viewer, pk)
    if request.method == "POST" and "withdraw" in request.POST:
        done = _("已撤回，他不再参加服务")
        return do(request, reverse(HOME), done, standing.withdraw_guardian, child)
    waits = child.status == VolunteerStatus.APPLIED
    title = _("让孩子做志愿者")
    done = _("已同意，社区可以通过他的登记了") if waits else _("已同意，记下了")
    run = standing.agree_as_guardian
    return _say(request, child, forms.GuardianForm, run, title, done, "ward")


def _say(
    request: ViewerRequest,
    volunteer: Volunteer,
    form_class: type[DeskForm],
    run: Callable[..., Any],
    title: str,
    done: str,
    page: str = "say",
) -> HttpResponse:
    """Show the form, or do it: in the volunteer's own community, by whoever is signed in."""
    viewer = request.viewer
    with queries.at_home(volunteer, viewer):
        form = form_class(posted(request), viewer=viewer, about=volunteer)
        if request.method == "POST" and form.is_valid():
            try:
                run(volunteer, actor=viewer.actor, **form.cleaned_data)
            except DomainError as error:
                refuse(form, error)
            else:
                messages.success(request, done)
                return redirect(HOME)
        context = {"form": form, "title": title, "back": reverse(HOME)}
        context |= queries.around(volunteer)
        status = 422 if form.errors else 200
        return render(request, f"volunteers/{page}.html", context, status=status)
