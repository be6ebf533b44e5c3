"""A volunteer's own calendar: a page, and an address his phone's calendar reads."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from activities import ical
from communities.views.acts import do
from core.http import ViewerRequest
from core.idempotency import idempotent
from volunteers.actions import calendar
from volunteers.queries import calendar as queries
from volunteers.queries import own


@login_required
@require_GET
@never_cache
def mine(request: ViewerRequest) -> HttpResponse:
    me = own.get_mine(request.viewer)
    with own.at_home(me, request.viewer):
        page = queries.page(request.viewer, me)
        feed = reverse("volunteers:feed", args=[page.link.code]) if page.link else ""
        address = request.build_absolute_uri(feed) if feed else ""
        webcal = f"webcal://{request.get_host()}{feed}" if feed else ""
        context = {"page": page, "address": address, "webcal": webcal}
        return render(request, "volunteers/calendar.html", context)


@login_required
@require_POST
@idempotent
def make(request: ViewerRequest) -> HttpResponse:
    me = own.get_mine(request.viewer)
    with own.at_home(me, request.viewer):
        page = reverse("volunteers:calendar")
        done = _("链接做好了；以前那条从现在起作废")
        return do(request, page, done, calendar.make_link, me)


@login_required
@require_POST
@idempotent
def end(request: ViewerRequest) -> HttpResponse:
    me = own.get_mine(request.viewer)
    with own.at_home(me, request.viewer):
        page = reverse("volunteers:calendar")
        return do(request, page, _("链接作废了"), calendar.end_link, me)


@require_safe
def feed(request: ViewerRequest, code: str) -> HttpResponse:
    """Whoever holds the address; no cookie, so that the phone's calendar can read it."""
    _volunteer, found = queries.feed(code)
    events = [
        ical.Event(
            uid=each.uid,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            summary=f"{each.kind} · {each.title}",
            where=each.where,
            text=each.note,
            url=request.build_absolute_uri(each.path),
        )
        for each in found
    ]
    text = ical.of_events(_("我的志愿服务"), events, host=request.get_host().split(":")[0])
    answer = HttpResponse(text, content_type=ical.TYPE)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
