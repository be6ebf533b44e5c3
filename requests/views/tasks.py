"""A volunteer's side, on a phone: what I am asked, what I took, what waits for anybody."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import files
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import claiming, substituting
from requests.duties import is_asked
from requests.models import ServiceRequest
from requests.queries import tasks as queries
from requests.queries.contact import Contact, contact_of
from requests.queries.photos import photo_of
from requests.queries.promises import clock_lines
from requests.views.doing_steps import INLINE
from requests.views.steps import ENDING, FIRST, HELPER, offered, take
from requests.workflow import Status


@login_required
@require_safe
def board(request: ViewerRequest) -> HttpResponse:
    return render(request, "requests/tasks.html", {"board": queries.board(request.viewer)})


@login_required
@require_POST
@idempotent
def claim(request: ViewerRequest, public_id: UUID) -> HttpResponse:
    row = queries.get_call(request.viewer, public_id)
    try:
        if row.status == Status.IN_PROGRESS and is_asked(request.viewer, row):
            substituting.stand_in(row, by=request.viewer)
        else:
            claiming.claim(row, by=request.viewer)
    except DomainError as error:
        messages.info(request, str(error))
        return redirect("requests:tasks")
    messages.success(request, _("是您的了，谢谢。先打个电话约时间"))
    return redirect("requests:task", row.public_id)


@login_required
@require_POST
@idempotent
def decline(request: ViewerRequest, public_id: UUID) -> HttpResponse:
    row = queries.get_call(request.viewer, public_id)
    try:
        if row.status == Status.IN_PROGRESS and is_asked(request.viewer, row):
            substituting.turn_down(row, by=request.viewer)
        else:
            claiming.decline(row, by=request.viewer)
    except DomainError as error:
        messages.info(request, str(error))
    else:
        messages.success(request, _("没关系，下次有合适的再问您"))
    return redirect("requests:tasks")


@login_required
@require_safe
def task(request: ViewerRequest, public_id: UUID) -> HttpResponse:
    return _page(request, queries.get_task(request.viewer, public_id))


@login_required
@require_POST
def contact(request: ViewerRequest, public_id: UUID) -> HttpResponse:
    """In clear on the page that answers this post; a reload shows none of it."""
    row = queries.get_task(request.viewer, public_id)
    try:
        shown = contact_of(request.viewer, row)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("requests:task", row.public_id)
    return _page(request, row, contact=shown)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def task_act(request: ViewerRequest, public_id: UUID, slug: str) -> HttpResponse:
    row = queries.get_task(request.viewer, public_id)
    here = reverse("requests:task", args=[row.public_id])
    return take(
        request,
        HELPER,
        row,
        queries.task_page(request.viewer, row).steps,
        slug,
        back=reverse("requests:tasks") if slug in ENDING else here,
        template="requests/mine_act.html",
    )


@login_required
@require_safe
def photo(request: ViewerRequest, public_id: UUID, pk: int) -> HttpResponseBase:
    """Only while he works on it, or did so a moment ago."""
    row = queries.get_task(request.viewer, public_id)
    return files.file_response(photo_of(row, pk).file)


def _page(
    request: ViewerRequest, row: ServiceRequest, *, contact: Contact | None = None
) -> HttpResponse:
    page = queries.task_page(request.viewer, row)
    buttons = offered(HELPER, page.steps)
    first = next((button for button in buttons if button.slug in FIRST), None)
    url = reverse("requests:task_contact", args=[row.public_id]) if page.contact_open else ""
    context = {
        "page": page,
        "row": row,
        "first": first,
        "slugs": {button.slug for button in buttons},
        "buttons": [one for one in buttons if one is not first and one.slug not in INLINE],
        "contact": contact,
        "contact_url": url,
        "clocks": clock_lines(row) if row.is_open else [],
    }
    return render(request, "requests/task.html", context)
