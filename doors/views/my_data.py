"""What is stored about me, what I agreed to, and what I ask."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import subject_requests
from accounts.actions.consents import record_consent
from accounts.queries import privacy as asked
from core import audit
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from doors import privacy
from doors.forms import SubjectRequestForm


def _page(subject: privacy.Subject) -> str:
    return f"{reverse('doors:my_data')}?subject={subject.key}"


@require_safe
@login_required
def overview(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    return _render(request, privacy.chosen(viewer, request.GET.get("subject", "")))


def _render(
    request: ViewerRequest, subject: privacy.Subject, form: SubjectRequestForm | None = None
) -> HttpResponse:
    viewer = request.viewer
    context = {
        "subject": subject,
        "subjects": privacy.subjects(viewer),
        "consents": privacy.consents(subject),
        "requests": asked.my_requests(viewer),
        "form": form or SubjectRequestForm(),
    }
    return render(request, "doors/my_data.html", context, status=422 if form else 200)


@require_POST
@login_required
def consent(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    subject = privacy.chosen(viewer, request.POST.get("subject", ""))
    try:
        kind = request.POST.get("kind", "")
        record_consent(
            subject.key_for(kind),
            kind,
            given=request.POST.get("given") == "1",
            user=viewer.user,
            scope=subject.scope,
            guardian=subject.guardian,
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("记下了。随时可以改"))
    return redirect(_page(subject))


@require_POST
@login_required
@idempotent
def ask(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    subject = privacy.chosen(viewer, request.POST.get("subject", ""))
    form = SubjectRequestForm(request.POST)
    if form.is_valid():
        try:
            made = subject_requests.ask(
                user=viewer.user, subject=subject.key, scope=subject.scope, **form.cleaned_data
            )
        except DomainError as error:
            form.add_error(error.field or None, str(error))
        else:
            said = _("收到了，最迟 %(day)s 答复您") % {"day": made.due_on.strftime("%Y-%m-%d")}
            messages.success(request, said)
            return redirect(_page(subject))
    return _render(request, subject, form)


@require_POST
@login_required
def cancel(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    made = asked.get_my_request(viewer, pk)
    try:
        subject_requests.cancel(made, actor=viewer.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("doors:my_data")


@require_POST
@login_required
def export(request: ViewerRequest) -> HttpResponse:
    """A copy at once, as JSON: nobody has to ask for what is his."""
    viewer = request.viewer
    subject = privacy.chosen(viewer, request.POST.get("subject", ""))
    audit.record(
        "doors.my_data_exported", None, actor=viewer.user, scope=subject.scope, subject=subject.key
    )
    response = JsonResponse(
        privacy.export(viewer, subject), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response
