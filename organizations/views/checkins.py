"""Party check-in at both doors: the member's own page, and the desk's queue."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.views.acts import ActPage, NewPage, begin, buttons, perform, posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from organizations.actions import checkins
from organizations.checkin_workflow import CheckinStatus
from organizations.forms.checkins import CheckinForm, ChosenForm, CounterForm, FilterForm
from organizations.queries import checkins as queries
from organizations.views.checkin_acts import MEMBER_ACTS, OWN_ACTS


# --- the member's own -----------------------------------------------------------------------------
@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def checkin(request: ViewerRequest) -> HttpResponse:
    """What I have, and the form for who has none yet."""
    viewer = request.viewer
    form = CheckinForm(posted(request), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        place = form.cleaned_data["community"]
        try:
            made = checkins.register_member(place, viewer.user, form.facts(), actor=viewer.user)
        except DomainError as error:
            if error.code == "already_here":
                found = queries.standing_in(viewer.user, place)
                return redirect("organizations:checkin_slip", found.pk if found else 0)
            refuse(form, error)
        else:
            messages.success(
                request,
                _("报到收到了，社区确认后会告诉您")
                if made.status == CheckinStatus.REGISTERED
                else _("和窗口替您登记的那份接上了，不用再报"),
            )
            return redirect("organizations:checkin_slip", made.pk)
    mine = queries.my_checkins(viewer)
    context = {
        "mine": mine,
        "form": form if form.errors or not mine.standing else None,
    }
    status = 422 if form.errors else 200
    return render(request, "organizations/checkin.html", context, status=status)


@login_required
@require_GET
def slip(request: ViewerRequest, pk: int) -> HttpResponse:
    """报到单: to show, to print, to see how it stands."""
    viewer = request.viewer
    found = queries.get_mine(viewer, pk)
    context = {
        "checkin": found,
        "buttons": buttons(viewer, found, OWN_ACTS, "organizations:own_checkin_act"),
    }
    return render(request, "organizations/checkin_slip.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def own_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_mine(request.viewer, pk)
    back = reverse("organizations:checkin_slip", args=[pk])
    page = ActPage(
        found, found.community.title, back, OWN_ACTS, template="organizations/own_act.html"
    )
    return perform(request, page, slug)


# --- the desk -------------------------------------------------------------------------------------
@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    asked = request.GET.get("status", "")
    status = asked if asked in CheckinStatus.values else CheckinStatus.ACTIVE
    form = FilterForm(request.GET or None, viewer=viewer)
    found = queries.member_board(
        viewer, form.filters(status=status, after=request.GET.get("after", ""))
    )
    query = request.GET.copy()
    query["after"] = str(found.next_after)
    context = {
        "board": found,
        "form": form,
        "tabs": _tabs(found),
        "next_url": f"?{query.urlencode()}" if found.next_after else "",
    }
    return render(request, "organizations/checkins.html", context)


def _tabs(found: queries.MemberBoard) -> list[dict[str, Any]]:
    """Who waits stands in the queue above; a worker of a grid has only those in a post."""
    here = reverse("organizations:checkins")
    shown = [s for s in CheckinStatus if s != CheckinStatus.REGISTERED] if found.keeps else []
    return [
        {
            "label": status.label,
            "url": f"{here}?status={status}",
            "current": status == found.filters.status,
            "count": found.counts.get(status, 0),
        }
        for status in sorted(shown, key=lambda s: s != CheckinStatus.ACTIVE)
    ]


@login_required
@require_POST
@idempotent
def confirm_chosen(request: ViewerRequest) -> HttpResponse:
    """Everybody who is ticked, each into his own grid."""
    viewer = _keeper(request)
    form = ChosenForm(request.POST, viewer=viewer)
    if not form.is_valid():
        messages.error(request, _("请先勾选要确认的人"))
        return redirect("organizations:checkins")
    done = checkins.confirm_members(form.cleaned_data["chosen"], actor=viewer.user)
    said = ngettext("已确认 %(n)d 位，也告诉他们了", "已确认 %(n)d 位，也告诉他们了", done)
    messages.success(request, said % {"n": done})
    return redirect("organizations:checkins")


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new_member(request: ViewerRequest) -> HttpResponse:
    viewer = _keeper(request)
    form = CounterForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = checkins.register_at_desk(
            said["community"], said["phone"], form.facts(), resident=form.resident(),
            phone=said["contact_phone"], evidence=said["evidence"], actor=viewer.user,
        )  # fmt: skip
        return redirect("organizations:member_checkin", made.pk)

    page = NewPage(_("双报到"), reverse("organizations:checkins"), _("代登记报到"))
    return begin(request, form, page, make)


@login_required
@require_GET
def member(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_member(viewer, pk)
    may_act = queries.keeps_members(viewer)
    context = {
        "page": queries.member_page(viewer, found),
        "buttons": buttons(viewer, found, MEMBER_ACTS, "organizations:member_act")
        if may_act
        else [],
    }
    return render(request, "organizations/member_checkin.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def member_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_manageable_member(_keeper(request), pk)
    back = reverse("organizations:member_checkin", args=[pk])
    return perform(request, ActPage(found, str(found.name), back, MEMBER_ACTS), slug)


def _keeper(request: ViewerRequest) -> Any:
    if not queries.keeps_members(request.viewer):
        raise Http404
    return request.viewer
