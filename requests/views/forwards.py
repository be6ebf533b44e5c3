"""The page behind a link: for whoever was sent it, without an account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from communities.views.acts import refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from requests.actions import forwarding
from requests.forms.forwards import OutcomeForm
from requests.models import Forward
from requests.queries import forwards as queries
from requests.queries.contact import Contact


@never_cache
@require_safe
def page(request: ViewerRequest, code: str) -> HttpResponse:
    with queries.for_bearer(code) as found:
        forwarding.note_opened(found)
        return _page(request, found)


@require_POST
def receive(request: ViewerRequest, code: str) -> HttpResponse:
    with queries.for_bearer(code) as found:
        try:
            forwarding.receive(found)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("好的，社区知道您收到了"))
    return redirect("requests:forward", code)


@never_cache
@require_POST
def door(request: ViewerRequest, code: str) -> HttpResponse:
    """In clear on the page that answers this post; a reload shows none of it."""
    with queries.for_bearer(code) as found:
        return _page(request, found, contact=queries.door_of(found))


@require_POST
def answer(request: ViewerRequest, code: str) -> HttpResponse:
    with queries.for_bearer(code) as found:
        form = OutcomeForm(request.POST, viewer=request.viewer)
        if form.is_valid():
            try:
                forwarding.answer(found, **form.cleaned_data)
            except DomainError as error:
                if error.field not in form.fields:
                    messages.error(request, str(error))
                    return redirect("requests:forward", code)
                refuse(form, error)
            else:
                return redirect("requests:forward", code)
        return _page(request, found, form=form)


def _page(
    request: ViewerRequest,
    found: Forward,
    *,
    form: OutcomeForm | None = None,
    contact: Contact | None = None,
) -> HttpResponse:
    context = {
        "handed": queries.handed(found),
        "form": form or OutcomeForm(None, viewer=request.viewer),
        "contact": contact,
        "code": found.code,
    }
    status = 422 if form is not None else 200
    return render(request, "requests/forward.html", context, status=status)
