"""办事 as residents meet it: guides, a question, an application and how it goes."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.files.views import file_response
from core.http import ViewerRequest, typed
from core.idempotency import idempotent
from requests.actions import affairs as actions
from requests.actions import inquiries
from requests.affair_steps import HEADLINES
from requests.forms.affairs import ApplyForm, AskForm
from requests.models import Affair
from requests.queries import affairs as queries
from requests.queries import guides
from requests.queries.place import place_of
from requests.views.affair_acts import BUTTONS, offered


@require_safe
def index(request: ViewerRequest) -> HttpResponse:
    words = typed(request)
    community = place_of(request.viewer).community
    context = {
        "shelves": guides.shelves(words),
        "often": guides.asked_often(words, community.pk if community else None),
        "words": words,
    }
    return render(request, "affairs/guides.html", context)


@require_safe
def guide(request: ViewerRequest, code: str) -> HttpResponse:
    profile = place_of(request.viewer).profile
    return render(request, "affairs/guide.html", {"guide": guides.get(code), "profile": profile})


@require_safe
def sheet(request: ViewerRequest, code: str) -> HttpResponse:
    """一次性告知单: one A4 page to take along."""
    profile = place_of(request.viewer).profile
    return render(request, "affairs/sheet.html", {"guide": guides.get(code), "profile": profile})


@require_http_methods(["GET", "POST"])
@login_required
@idempotent
def ask(request: ViewerRequest) -> HttpResponse:
    """One sentence; below it what I asked before, and the answers."""
    if request.viewer.is_staff:
        return redirect("affairs:board")
    place = place_of(request.viewer)
    code = request.GET.get("guide", "")
    about = guides.get(code) if code else None
    form = AskForm(posted(request), viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            if place.community is None:
                raise DomainError(_("这里还没有开通的社区，请打电话"))
            inquiries.ask(
                place.community,
                guide=about,
                grid=place.people[0].grid if place.people else None,
                by=request.viewer,
                **form.cleaned_data,
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("问到了，社区在看"))
            return redirect("affairs:ask")
    context = {
        "form": form,
        "guide": about,
        "rows": queries.my_inquiries(request.viewer),
        "minutes": settings.INQUIRY_MINUTES,
    }
    return render(request, "affairs/ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
@idempotent
def apply(request: ViewerRequest, code: str) -> HttpResponse:
    found, place = guides.get(code), place_of(request.viewer)
    if not found.is_online or request.viewer.is_staff or place.community is None:
        raise Http404
    user, files = request.viewer.actor, request.FILES or None
    known = {"name": user.name.open()}
    form = ApplyForm(posted(request), files, viewer=request.viewer, initial=known)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        said["phone"] = said["phone"] or user.phone.open()
        try:
            row = actions.apply(
                found,
                place.community,
                grid=place.people[0].grid if place.people else None,
                by=request.viewer,
                **said,
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("交上了，到哪一步这里都看得到"))
            return redirect("affairs:mine_one", row.public_id)
    context = {"form": form, "guide": found}
    return render(request, "affairs/apply.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def mine(request: ViewerRequest) -> HttpResponse:
    return render(request, "affairs/mine.html", {"rows": queries.my_affairs(request.viewer)})


@require_safe
@login_required
def mine_one(request: ViewerRequest, public_id: UUID) -> HttpResponse:
    row = queries.get_mine(request.viewer, public_id)
    own = {"headline": HEADLINES[row.status], "profile": place_of(request.viewer).profile}
    page = page_of(request, row, "affairs:mine_act") | own
    return render(request, "affairs/mine_one.html", page)


@require_http_methods(["GET", "POST"])
@login_required
@idempotent
def mine_act(request: ViewerRequest, public_id: UUID, slug: str) -> HttpResponse:
    row = queries.get_mine(request.viewer, public_id)
    back = reverse("affairs:mine_one", args=[row.public_id])
    return act(request, row, slug, back, "layouts/resident.html")


@require_safe
@login_required
def paper(request: ViewerRequest, public_id: UUID, pk: int) -> HttpResponseBase:
    return file_response(queries.paper_file(queries.get_mine(request.viewer, public_id), pk))


def page_of(request: ViewerRequest, row: Affair, route: str) -> dict[str, Any]:
    return {
        "affair": row,
        "guide": row.guide,
        "events": queries.timeline(row, at_desk=request.viewer.is_staff),
        "custody": queries.custody(row),
        "papers": queries.papers(row),
        "buttons": offered(request.viewer, row, route),
    }


def act(request: ViewerRequest, row: Affair, slug: str, back: str, layout: str) -> HttpResponse:
    """One step: its form, or the deed."""
    button = BUTTONS.get(slug)
    able = [one["slug"] for one in offered(request.viewer, row, "affairs:affair_act")]
    if button is None or slug not in able:
        raise Http404
    form = button.form(posted(request), request.FILES or None, viewer=request.viewer, about=row)
    if request.method == "POST" and form.is_valid():
        try:
            button.run(row, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("记下了"))
            return redirect(back)
    context = {"form": form, "label": button.label, "back": back, "title": row, "layout": layout}
    return render(request, "affairs/act.html", context, status=422 if form.errors else 200)
