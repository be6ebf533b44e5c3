"""For the secretary and the privacy officer: requests with their deadlines, children's records."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import minors, subject_requests
from accounts.queries import privacy as asked
from core import audit
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from doors import privacy
from doors.forms import AnswerForm, MinorAccessForm


@require_safe
@login_required
def desk(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    context = {
        "waiting": asked.requests_to_handle(viewer).filter(status="received"),
        "answered": asked.requests_to_handle(viewer).exclude(status="received")[:20],
        "approvals": asked.approvals(viewer)[:50],
    }
    return render(request, "doors/privacy_desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    made = asked.get_request_to_handle(viewer, pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            subject_requests.answer(made, actor=viewer.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("text" if error.field else None, str(error))
        else:
            messages.success(request, _("已答复本人"))
            return redirect("doors:privacy_desk")
    audit.read(made, ["text"], actor=viewer.user, purpose="subject request", scope=made.scope)
    made.text.disclose()
    context = {"made": made, "form": form}
    status = 422 if form.errors else 200
    return render(request, "doors/privacy_answer.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@idempotent
def approve(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    asked.approvals(viewer)  # 404 for whoever may not approve
    choices = {"readers": privacy.readers(viewer), "places": privacy.places(viewer)}
    form = MinorAccessForm(request.POST or None, **choices)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        reader = privacy.get_reader(viewer, values.pop("reader"))
        try:
            minors.approve_minor_access(reader, actor=viewer.user, **values)
        except DomainError as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, _("已批准，每看一次都有记录"))
            return redirect("doors:privacy_desk")
    status = 422 if form.errors else 200
    return render(request, "doors/minor_access.html", {"form": form}, status=status)


@require_POST
@login_required
def revoke(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    approval = get_object_or_404(asked.approvals(viewer), pk=pk)
    minors.revoke_minor_access(approval, actor=viewer.user)
    messages.success(request, _("已收回"))
    return redirect("doors:privacy_desk")
