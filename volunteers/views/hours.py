"""Hours: on the page of whose they are, and at the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from communities.views.acts import ActPage, buttons, perform, posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent
from volunteers.actions import hours
from volunteers.forms.hours import AskForm, FilterForm
from volunteers.queries import hours as queries
from volunteers.queries import own
from volunteers.views.acts_hours import QUESTION_ACTS, RECORD_ACTS


@login_required
@require_GET
def mine(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    with own.at_home(own.get_serving(viewer), viewer):
        page = queries.my_hours(viewer, row_seen(request))
        return render(request, "volunteers/hours_mine.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def ask(request: ViewerRequest, pk: int) -> HttpResponse:
    """更正申请."""
    viewer = request.viewer
    back = reverse("volunteers:hours_mine")
    with own.at_home(own.get_serving(viewer), viewer):
        record = queries.get_my_record(viewer, pk)
        form = AskForm(posted(request), viewer=viewer, about=record)
        if request.method == "POST" and form.is_valid():
            try:
                hours.ask(record, actor=viewer.actor, **form.cleaned_data)
            except DomainError as error:
                refuse(form, error)
            else:
                messages.success(request, _("提交了，社区核对以后给您答复"))
                return redirect(back)
        context = {"form": form, "record": record, "back": back}
        status = 422 if form.errors else 200
        return render(request, "volunteers/hours_ask.html", context, status=status)


@login_required
@require_GET
def register(request: ViewerRequest) -> HttpResponse:
    form = FilterForm(request.GET or None, viewer=request.viewer)
    page = queries.register(request.viewer, form.filters())
    next_url = form.url_before(page.next_before) if page.next_before else ""
    context = {"form": form, "page": page, "next_url": next_url}
    return render(request, "volunteers/hours.html", context)


@login_required
@require_GET
def record(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_at_desk(viewer, pk)
    page = queries.record_page(viewer, found)
    asked = next((each for each in page.questions if not each.outcome), None)
    context = {
        "page": page,
        "buttons": buttons(viewer, found, RECORD_ACTS, "volunteers:record_act"),
        "answers": buttons(viewer, asked, QUESTION_ACTS, "volunteers:question_act")
        if asked
        else [],
    }
    return render(request, "volunteers/hours_record.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def record_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_at_desk(request.viewer, pk)
    back = reverse("volunteers:record", args=[pk])
    return perform(request, ActPage(found, str(found), back, RECORD_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def question_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_question(request.viewer, pk)
    back = reverse("volunteers:record", args=[found.record_id])
    return perform(request, ActPage(found, str(found.record), back, QUESTION_ACTS), slug)
