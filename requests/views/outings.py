"""外勤 on the phone: today's rounds and visits, one tap each."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.forms.base import DeskForm
from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import outings
from requests.forms.outings import FoundForm, LogForm, PatrolForm, VisitForm
from requests.models import Outing
from requests.queries import outings as queries

PLANS: dict[str, tuple[type[DeskForm], Any]] = {
    Outing.Kind.PATROL: (PatrolForm, gettext_lazy("排一次巡查")),
    Outing.Kind.VISIT: (VisitForm, gettext_lazy("排一次走访")),
}


@login_required
@require_safe
def field(request: ViewerRequest) -> HttpResponse:
    return render(request, "requests/field.html", {"day": queries.my_day(request.viewer)})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def plan(request: ViewerRequest, kind: str) -> HttpResponse:
    if kind not in PLANS or not queries.goes_out(request.viewer):
        raise Http404
    form_class, label = PLANS[kind]
    form = form_class(posted(request), viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            outings.plan(kind, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("排好了"))
            return redirect("requests:field")
    return _page(request, form, label)


@login_required
@require_POST
@idempotent
def log(request: ViewerRequest, pk: int) -> HttpResponse:
    """One tap: all is well, or nobody was there."""
    row = queries.get_mine(request.viewer, pk)
    try:
        outings.log(row, outcome=request.POST.get("outcome", ""), by=request.viewer)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("记下了"))
    return redirect("requests:field")


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def drop(request: ViewerRequest, pk: int) -> HttpResponse:
    row = queries.get_mine(request.viewer, pk)
    form = LogForm(posted(request), viewer=request.viewer, about=row)
    if request.method == "POST" and form.is_valid():
        outings.log(row, outcome="dropped", by=request.viewer, **form.cleaned_data)
        messages.success(request, _("记下了"))
        return redirect("requests:field")
    return _page(request, form, _("不去了"))


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def found(request: ViewerRequest, pk: int) -> HttpResponse:
    row = queries.get_mine(request.viewer, pk)
    form = FoundForm(posted(request), viewer=request.viewer, about=row)
    if request.method == "POST" and form.is_valid():
        try:
            finding = outings.found(row, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            order = finding.service_request
            opened = _("开了一单，单号 {number}")
            said = opened.format(number=order.number) if order else _("记下了")
            messages.success(request, said)
            return redirect("requests:field")
    return _page(request, form, _("有情况"))


def _page(request: ViewerRequest, form: DeskForm, label: Any) -> HttpResponse:
    context = {
        "form": form,
        "act": {"label": label, "lead": "", "final": False},
        "title": _("外勤"),
        "back": reverse("requests:field"),
    }
    status = 422 if form.errors else 200
    return render(request, "communities/act.html", context, status=status)
