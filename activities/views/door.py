"""The door on the day: the code on the leader's screen, and what it opens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities import door_code
from activities.actions import enrolling, paper, presence
from activities.models import Activity, Attendance
from activities.opening import both_sides
from activities.queries import door as queries
from activities.queries import leading, public
from activities.views.acts import DOOR_ACTS, HOUSEHOLD_ACTS, WALK_IN_ACTS
from communities.views.acts import ActPage, do, perform
from core import qr
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent

STOOD_HERE = "stood_here"
"""In the session: at which door somebody just scanned the code, and when."""
GOOD_FOR = 300
"""Seconds from the scan to the tap; who must sign in first needs them."""
PAGE = "organizations/own_act.html"


@never_cache
@login_required
@require_safe
def screen(request: ViewerRequest, pk: int) -> HttpResponse:
    """On the leader's phone or on the wall; it asks for a new code by itself."""
    found = queries.get_led(request.viewer, pk)
    code = door_code.code_for(found.pk)
    address = request.build_absolute_uri(reverse("activities:here", args=[code]))
    with leading.inside(request.viewer, found.sides):  # he may live somewhere else
        page = queries.door_page(request.viewer, found)
    context = {
        "page": page,
        "address": address,
        "qr": qr.drawn(address),
        "seconds": door_code.STEP,
        "names": queries.reads_names(request.viewer, found),
        "takes_paper": paper.takes_paper(found),
        "late": found.has_roster and page.there and found.ends_at <= timezone.now(),
    }
    return render(request, "activities/door.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def door_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    """Somebody who came without having enrolled."""
    found = queries.get_led(request.viewer, pk)
    back = reverse("activities:door", args=[pk])
    with leading.inside(request.viewer, found.sides):
        return perform(request, ActPage(found, found.heading, back, WALK_IN_ACTS, PAGE), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def person_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    row = queries.get_expected(request.viewer, pk)
    back = reverse("activities:door", args=[row.activity_id])
    if row.card_id is not None:
        back = reverse("activities:child", args=[pk])
    with leading.inside(request.viewer, row.activity.sides):
        return perform(request, ActPage(row, str(row.name), back, DOOR_ACTS, PAGE), slug)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def household(request: ViewerRequest, pk: int, said: str) -> HttpResponse:
    """Of a household whose code was read: which one came."""
    found = queries.visit(request.viewer, pk, said)
    back = reverse("activities:door", args=[pk])
    if found is None:
        messages.error(request, _("过了五分钟，或者智码停用了：请重新扫，或在名单上签到"))
        return redirect(back)
    with leading.inside(request.viewer, found.activity.sides):
        page = ActPage(found, found.activity.heading, back, HOUSEHOLD_ACTS, PAGE)
        return perform(request, page, "in")


@never_cache
@require_safe
def here(request: ViewerRequest, code: str) -> HttpResponse:
    """Behind the code: an old one opens nothing. What it proved is kept while one signs in."""
    pk = door_code.activity_at(code)
    if pk is None:
        return render(request, "activities/old_code.html", status=400)
    request.session[STOOD_HERE] = [pk, int(timezone.now().timestamp())]
    return redirect("activities:sign", pk)


@never_cache
@login_required
@require_safe
def sign(request: ViewerRequest, pk: int) -> HttpResponse:
    found = public.get_public(request.viewer, pk)
    mine, stood = queries.own_place(request.viewer, found), _stood_here(request, pk)
    if mine is None and not stood:
        raise Http404
    there = mine.presence if mine is not None else None
    context = {"activity": found, "there": there, "stood_here": stood}
    return render(request, "activities/sign.html", context)


@login_required
@require_POST
@idempotent
def sign_in(request: ViewerRequest, pk: int) -> HttpResponse:
    """In, or out: whoever stood at the door a moment ago."""
    viewer = request.viewer
    found = public.get_public(viewer, pk)
    back = reverse("activities:sign", args=[pk])
    mine, stood = queries.own_place(viewer, found), _stood_here(request, pk)
    if mine is None and not stood:
        raise Http404
    if not stood:
        messages.error(request, _("请重新扫现场的签到码"))
        return redirect(back)
    with both_sides(found, viewer.user):
        if mine is not None and mine.presence is not None:
            return do(request, back, _("已签退，谢谢您来"), presence.go, mine.presence)
        if mine is not None:
            return do(request, back, _("签到好了"), presence.arrive, mine, how=Attendance.How.CODE)
    return _walk_in(request, found, back)


def _walk_in(request: ViewerRequest, found: Activity, back: str) -> HttpResponse:
    viewer = request.viewer
    if not queries.may_walk_in(viewer, found):
        raise Http404
    person = enrolling.Person(**public.oneself(viewer, found))
    try:
        with both_sides(found, viewer.user):
            presence.walk_in(found, person, actor=viewer.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("签到好了"))
    return redirect(back)


def _stood_here(request: ViewerRequest, pk: int) -> bool:
    where, when = request.session.get(STOOD_HERE, (0, 0))
    return bool(where == pk and timezone.now().timestamp() - when <= GOOD_FOR)
