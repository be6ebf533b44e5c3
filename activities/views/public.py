"""The calendar for everybody, one activity, and one's own place in it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from activities import ical
from activities.actions import activities, enrolling, feedback, waiting
from activities.forms.desk import FactsForm
from activities.forms.feedback import FeedbackForm
from activities.models import Kind
from activities.opening import both_sides
from activities.queries import feedback as feedback_queries
from activities.queries import portraits
from activities.queries import public as queries
from activities.workflow import Place
from communities.queries.place import profile_for
from communities.views.acts import Act, ActPage, perform, posted, refuse, table
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent


@require_safe
def index(request: ViewerRequest) -> HttpResponse:
    profile = profile_for(request.viewer)
    if profile is None:
        raise Http404
    return redirect("activities:calendar", profile.area_id)


@require_safe
def calendar(request: ViewerRequest, pk: int) -> HttpResponse:
    month, kind = request.GET.get("month", ""), request.GET.get("kind", "")
    page = queries.calendar_page(request.viewer, pk, month=month, kind=kind)
    here = request.get_host()
    feed = reverse("activities:feed", args=[pk])
    context = {
        "page": page,
        "kinds": Kind.choices,
        "feed": feed,
        "webcal": f"webcal://{here}{feed}",
        "may_propose": _at_home(request) and pk in request.viewer.community_ids,
    }
    return render(request, "activities/calendar.html", context)


@require_safe
def feed(request: ViewerRequest, pk: int) -> HttpResponse:
    community, rows = queries.feed(pk)
    one = request.build_absolute_uri(reverse("activities:activity", args=[0]))
    name = _("{name}的活动").format(name=community.title)
    text = ical.calendar(
        name, rows, host=request.get_host().split(":")[0], link=one.replace("/0/", "/{pk}/")
    )
    return HttpResponse(text, content_type=ical.TYPE)


@require_safe
def activity(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_public(request.viewer, pk)
    context = {
        "page": queries.activity_page(request.viewer, found),
        "guest": not request.viewer.is_signed_in,
        "verdict": feedback_queries.verdict(request.viewer, found),
        "gallery": portraits.gallery(found),
        "portraits": portraits.own_in(request.viewer, found),
        "least": settings.ACTIVITY_FEEDBACK_LEAST,
        "leads": found.leader_id is not None and found.leader_id == request.viewer.user_id,
    }
    return render(request, "activities/activity.html", context)


@login_required
@require_POST
@idempotent
def enrol(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_public(viewer, pk)
    if not queries.belongs(viewer, found):
        raise Http404
    person = enrolling.Person(**queries.oneself(viewer, found))
    try:
        with both_sides(found, viewer.user):
            row = enrolling.enrol(found, person, actor=viewer.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        waits = row.status == Place.WAITING
        said = _("您在候补里；轮到您时会通知您") if waits else _("报名成功，到时候见")
        messages.success(request, said)
    return _back(request, pk)


@login_required
@require_POST
@idempotent
def leave(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_public(request.viewer, pk)
    mine = queries.activity_page(request.viewer, found).mine
    if mine is None:
        raise Http404
    try:
        with both_sides(found, request.viewer.user):
            enrolling.leave(mine, actor=request.viewer.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已取消，名额让给别人了"))
    return _back(request, pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: ViewerRequest, code: str) -> HttpResponse:
    """Behind the link of an offer, without an account: yes, or no."""
    with queries.for_bearer(code) as offer:
        if request.method == "POST":
            try:
                if "no" in request.POST:
                    enrolling.leave(offer.enrolment, actor=None)
                    messages.success(request, _("好的，名额让给下一位"))
                else:
                    waiting.confirm(offer.enrolment, actor=None)
                    messages.success(request, _("确认好了，到时候见"))
            except DomainError as error:
                messages.error(request, str(error))
            return redirect("activities:place", code)
        return render(request, "activities/place.html", {"offer": offer, "code": code})


@login_required
@require_safe
def mine(request: ViewerRequest) -> HttpResponse:
    ahead, past, proposed = queries.mine(request.viewer)
    context = {
        "ahead": ahead,
        "past": past,
        "proposed": proposed,
        "has_children": any(row.card_id for row in (*ahead, *past)),
    }
    return render(request, "activities/mine.html", context)


SAY_ACTS = table(
    Act(
        "say", gettext_lazy("说说怎么样"), FeedbackForm, feedback.say,
        gettext_lazy("收到了，谢谢您"), lambda _viewer, _row: True, "star",
        gettext_lazy("办活动的人看得到您说的，看不到是谁说的。"),
    ),
)  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def say(request: ViewerRequest, pk: int) -> HttpResponse:
    row = feedback_queries.get_open(request.viewer, pk)
    back = reverse("activities:activity", args=[row.activity_id])
    page = ActPage(row, row.activity.heading, back, SAY_ACTS, "organizations/own_act.html")
    return perform(request, page, "say")


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def propose(request: ViewerRequest) -> HttpResponse:
    """Residents' own: the desk agrees before it stands on the calendar."""
    viewer = request.viewer
    profile = profile_for(viewer)
    if not _at_home(request) or profile is None or profile.area_id not in viewer.community_ids:
        raise Http404
    form = FactsForm(posted(request), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            activities.propose(profile.area, form.facts(), actor=viewer.actor)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已交给社区，同意以后就出现在日历上"))
            return redirect("activities:mine")
    context = {
        "form": form,
        "title": _("活动日历"),
        "back": reverse("activities:calendar", args=[profile.area_id]),
        "act": {
            "label": _("自己办一场活动"),
            "lead": _("下棋、练字、讲故事都可以。社区看过同意了，就放到日历上，由您带着办。"),
            "final": False,
        },
    }
    return render(
        request, "organizations/own_act.html", context, status=422 if form.errors else 200
    )


def _back(request: ViewerRequest, pk: int) -> HttpResponse:
    """To where one tapped: the notice that announces it, or its own page."""
    notice = request.POST.get("notice", "")
    if notice.isdecimal() and len(notice) < 18:
        return redirect("notices:notice", int(notice))
    return redirect("activities:activity", pk)


def _at_home(request: ViewerRequest) -> bool:
    return request.viewer.is_signed_in and not request.viewer.is_staff
