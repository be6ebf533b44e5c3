"""评: the month in figures, the street's second calls, exclusions asked for and decided."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import excluding, second_calls
from requests.forms.results import AskExclusionForm, DecideExclusionForm, SecondCallForm
from requests.models import SecondCall
from requests.queries import queue
from requests.queries import results as queries
from requests.queries.rates import this_month


@login_required
@require_safe
def results(request: ViewerRequest) -> HttpResponse:
    found = queries.results(request.viewer)
    return render(request, "requests/results.html", {"found": found})


@login_required
@require_POST
@idempotent
def draw(request: ViewerRequest) -> HttpResponse:
    street = queries.street_of(request.viewer)
    if street is None:
        raise Http404
    try:
        made = second_calls.draw(street, this_month(), by=request.viewer)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        n = made.calls.count()
        words = ngettext("抽中 %(n)d 件，打个电话问一问", "抽中 %(n)d 件，打个电话问一问", n)
        messages.success(request, words % {"n": n})
    return redirect("requests:results")


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def second_call(request: ViewerRequest, pk: int) -> HttpResponse:
    call = queries.get_call(request.viewer, pk)
    if call.is_made:
        raise Http404
    form = SecondCallForm(posted(request), viewer=request.viewer, about=call)
    if request.method == "POST" and form.is_valid():
        try:
            second_calls.record(call, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("记下了，和第一次的评价放在一起"))
            return redirect("requests:results")
    return _call_page(request, call, form)


@login_required
@require_POST
def second_call_number(request: ViewerRequest, pk: int) -> HttpResponse:
    """In clear on the page that answers this post; a reload shows none of it."""
    call = queries.get_call(request.viewer, pk)
    if call.is_made:
        raise Http404
    form = SecondCallForm(None, viewer=request.viewer, about=call)
    return _call_page(request, call, form, number=queries.number_for(request.viewer, call))


def _call_page(
    request: ViewerRequest,
    call: SecondCall,
    form: SecondCallForm,
    number: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {
        "call": call,
        "row": call.rating.service_request,
        "form": form,
        "number": number,
    }
    status = 422 if form.errors else 200
    return render(request, "requests/second_call.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def ask_exclusion(request: ViewerRequest, pk: int) -> HttpResponse:
    row = queue.get_case(request.viewer, pk)
    if not queries.may_ask_exclusion(request.viewer, row):
        raise Http404
    form = AskExclusionForm(posted(request), viewer=request.viewer, about=row)
    if request.method == "POST" and form.is_valid():
        try:
            excluding.apply_for(row, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("申请交给街道了，定之前照样计入"))
            return redirect("requests:case", row.pk)
    context = {"form": form, "row": row}
    status = 422 if form.errors else 200
    return render(request, "requests/ask_exclusion.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def decide_exclusion(request: ViewerRequest, pk: int) -> HttpResponse:
    exclusion = queries.get_exclusion(request.viewer, pk)
    form = DecideExclusionForm(posted(request), viewer=request.viewer, about=exclusion)
    if request.method == "POST" and form.is_valid():
        try:
            excluding.decide(exclusion, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("定了，社区看得到理由"))
            return redirect("requests:results")
    context = {"form": form, "exclusion": exclusion}
    status = 422 if form.errors else 200
    return render(request, "requests/decide_exclusion.html", context, status=status)
