"""办事 at the desk: the live board of questions, affairs that are carried, help given elsewhere."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.files.views import file_response
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import affairs as actions
from requests.actions import inquiries
from requests.forms.affairs import AnswerForm, GuideForm, HelpForm
from requests.models import Affair
from requests.queries import affairs as queries
from requests.queries import guides
from requests.queries.contact import Contact
from requests.queries.tokens import places_for
from requests.views.affairs import act, page_of
from requests.views.pages import older


@require_safe
@login_required
def board(request: ViewerRequest) -> HttpResponse:
    """Looks again by itself every twenty seconds; without JavaScript one loads it again."""
    template = "affairs/_board.html" if request.headers.get("HX-Request") else "affairs/board.html"
    return render(request, template, {"board": queries.board(request.viewer)})


@require_http_methods(["GET", "POST"])
@login_required
@idempotent
def inquiry(request: ViewerRequest, pk: int) -> HttpResponse:
    row = queries.get_inquiry(request.viewer, pk)
    form = AnswerForm(posted(request), viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            inquiries.answer(row, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("回过去了"))
            return redirect("affairs:inquiry", row.pk)
    context = {"row": row, "form": form, "opening": GuideForm(viewer=request.viewer, about=row)}
    context["clock"] = queries.waits(row)
    context["affair"] = getattr(row, "affair", None)
    return render(request, "affairs/inquiry.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
@idempotent
def carry(request: ViewerRequest, pk: int) -> HttpResponse:
    """咨询变代办."""
    row = queries.get_inquiry(request.viewer, pk)
    form = GuideForm(request.POST, viewer=request.viewer, about=row)
    if form.is_valid():
        try:
            affair = actions.from_inquiry(row, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("转成代办了"))
            return redirect("affairs:affair", affair.pk)
    return redirect("affairs:inquiry", row.pk)


@require_safe
@login_required
def affairs(request: ViewerRequest) -> HttpResponse:
    tab = "closed" if request.GET.get("tab") == "closed" else "open"
    before = request.GET.get("before", "")
    rows, mark = queries.desk_affairs(request.viewer, tab=tab, before=before)
    context: dict[str, Any] = {
        "rows": rows,
        "next_url": older(request, mark),
        "figures": queries.figures(request.viewer),
        "tab": tab,
    }
    return render(request, "affairs/affairs.html", context)


@require_safe
@login_required
def affair(request: ViewerRequest, pk: int) -> HttpResponse:
    return _page(request, queries.get_affair(request.viewer, pk))


@require_POST
@login_required
def affair_contact(request: ViewerRequest, pk: int) -> HttpResponse:
    """In clear on the page that answers this post; a reload shows the mask again."""
    row = queries.get_affair(request.viewer, pk)
    try:
        shown = queries.contact_of(request.viewer, row)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("affairs:affair", row.pk)
    return _page(request, row, shown)


def _page(request: ViewerRequest, row: Affair, contact: Contact | None = None) -> HttpResponse:
    context = page_of(request, row, "affairs:affair_act")
    is_open = queries.contact_is_open(request.viewer, row)
    url = reverse("affairs:affair_contact", args=[row.pk]) if is_open else ""
    context |= {"contact": contact, "contact_url": url}
    return render(request, "affairs/affair.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@idempotent
def affair_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    row = queries.get_affair(request.viewer, pk)
    back = reverse("affairs:affair", args=[row.pk])
    return act(request, row, slug, back, "layouts/desk.html")


@require_safe
@login_required
def affair_paper(request: ViewerRequest, pk: int, paper: int) -> HttpResponseBase:
    return file_response(queries.paper_file(queries.get_affair(request.viewer, pk), paper))


@require_http_methods(["GET", "POST"])
@login_required
@idempotent
def helped(request: ViewerRequest, code: str) -> HttpResponse:
    """陪办: somebody did it on another platform, with us beside him."""
    queries.figures_or_404(request.viewer)
    found = guides.get(code)
    form = HelpForm(posted(request), viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        place = places_for(request.viewer)[0]
        actions.record_help(found, place, by=request.viewer, **form.cleaned_data)
        messages.success(request, _("记下了"))
        return redirect("affairs:affairs")
    back = reverse("affairs:guide", args=[found.code])
    context = {
        "form": form,
        "label": _("登记陪办"),
        "back": back,
        "title": found,
        "layout": "layouts/desk.html",
    }
    return render(request, "affairs/act.html", context, status=422 if form.errors else 200)
