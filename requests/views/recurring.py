"""定期单: what comes again, and from when to when."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import recurring
from requests.forms.recurring import RecurringForm, StopForm
from requests.queries import recurring as queries


@login_required
@require_safe
def rules(request: ViewerRequest) -> HttpResponse:
    return render(request, "requests/recurring.html", {"found": queries.rules(request.viewer)})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    place = queries.place_of(request.viewer)
    if place is None:
        raise Http404
    form = RecurringForm(posted(request), viewer=request.viewer, about=place)
    if request.method == "POST" and form.is_valid():
        try:
            recurring.set_rule(place, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("定好了，到日子自动开单"))
            return redirect("requests:recurring")
    return _page(request, form, _("定一个"))


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def stop(request: ViewerRequest, pk: int) -> HttpResponse:
    rule = queries.get_rule(request.viewer, pk)
    form = StopForm(posted(request), viewer=request.viewer, about=rule)
    if request.method == "POST" and form.is_valid():
        try:
            recurring.stop(rule, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("停了，开过的单照样办完"))
            return redirect("requests:recurring")
    return _page(request, form, _("停下这个定期单"))


def _page(request: ViewerRequest, form: RecurringForm | StopForm, label: str) -> HttpResponse:
    context = {
        "form": form,
        "act": {"label": label, "lead": "", "final": False},
        "title": _("定期单"),
        "back": reverse("requests:recurring"),
    }
    status = 422 if form.errors else 200
    return render(request, "communities/act.html", context, status=status)
