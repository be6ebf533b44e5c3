"""Who works where; standing in for somebody; leaving a post."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import RoleGrant
from communities.actions import roles
from communities.forms.base import DeskForm
from communities.forms.staff import AppointForm, LeaveForm, LendForm, ReasonForm
from communities.queries import staff
from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest


@login_required
@require_safe
def roster(request: ViewerRequest) -> HttpResponse:
    if not request.viewer.role.grants:
        raise Http404
    page = {"posts": staff.roster(request.viewer), "silent_days": settings.BINDING_SILENT_DAYS}
    return render(request, "communities/roster.html", page)


@login_required
@require_http_methods(["GET", "POST"])
def appoint(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not viewer.role.grants:
        raise Http404
    lead = _(
        "请他先用手机号登录一次，再来任命。官员和管理员还要凭安全管理员当面给的绑定码，绑好动态口令。"
    )
    return _perform(
        request,
        AppointForm(posted(request), viewer=viewer),
        lambda role, user, area, **rest: roles.appoint(role, user, area, by=viewer, **rest),
        act={"label": _("任命"), "lead": lead, "final": False},
        back="communities:roster",
        done=_("任命好了，他下次点页面就能用"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def dismiss(request: ViewerRequest, pk: int) -> HttpResponse:
    grant = staff.get_given(request.viewer, pk)
    lead = _("马上生效，手上的事不会自动交接；正常离任请用“离任交接”。")
    return _perform(
        request,
        ReasonForm(posted(request), viewer=request.viewer, about=grant),
        lambda **values: roles.dismiss(grant, by=request.viewer, **values),
        act={"label": _("收回身份"), "lead": lead, "final": True},
        back="communities:roster",
        done=_("收回了，马上生效"),
    )


@login_required
@require_safe
def handover(request: ViewerRequest) -> HttpResponse:
    """My posts, what is open in my hands, and the ways to lend or to leave."""
    if not request.viewer.grants:
        raise Http404
    return render(request, "communities/handover.html", {"posts": staff.own_posts(request.viewer)})


@login_required
@require_http_methods(["GET", "POST"])
def lend(request: ViewerRequest, pk: int) -> HttpResponse:
    grant = staff.get_arranged(request.viewer, pk)
    lead = _("代理人在这些天里和您看得到、做得到的一样多，到期自动收回，不能再转委托。")
    return _perform(
        request,
        LendForm(posted(request), viewer=request.viewer, about=grant),
        lambda deputy, **values: roles.delegate(grant, deputy, by=request.viewer, **values),
        act={"label": _("委托代理"), "lead": lead, "final": False},
        back=_list_of(request, grant),
        done=_("委托好了"),
    )


@login_required
@require_POST
def take_back(request: ViewerRequest, pk: int) -> HttpResponse:
    lent = staff.get_lent(request.viewer, pk)
    try:
        roles.take_back(lent, by=request.viewer)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("代理收回了"))
    return redirect("communities:handover")


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: ViewerRequest, pk: int) -> HttpResponse:
    grant = staff.get_arranged(request.viewer, pk)
    own_last = grant.user_id == request.viewer.user_id and len(request.viewer.grants) == 1
    return _perform(
        request,
        LeaveForm(posted(request), viewer=request.viewer, about=grant),
        lambda successor, **values: roles.leave_post(grant, successor, by=request.viewer, **values),
        act={"label": _("离任交接"), "lead": staff.in_hands(request.viewer, grant), "final": True},
        back=_list_of(request, grant),
        done=_("交接好了"),
        # who holds nothing more has no list to go back to
        after=settings.LOGIN_REDIRECT_URL if own_last else "",
    )


def _perform(
    request: ViewerRequest,
    form: DeskForm,
    run: Callable[..., Any],
    *,
    act: dict[str, Any],
    back: str,
    done: str,
    after: str = "",
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            run(**form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, done)
            return redirect(after or back)
    page = {"form": form, "act": act, "title": _("回去"), "back": reverse(back)}
    return render(request, "communities/act.html", page, status=422 if form.errors else 200)


def _list_of(request: ViewerRequest, grant: RoleGrant) -> str:
    own = grant.user_id == request.viewer.user_id
    return "communities:handover" if own else "communities:roster"
