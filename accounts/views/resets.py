"""A lost authenticator: one administrator asks, another agrees."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import enrolment
from accounts.actions import resets as actions
from accounts.forms import IssueCodeForm, ResetForm
from accounts.http import SignedInRequest
from accounts.models import SecondFactorReset
from accounts.queries import resets as queries
from accounts.views.shared import posted
from core.exceptions import DomainError


@login_required
@require_http_methods(["GET", "POST"])
def overview(request: SignedInRequest) -> HttpResponse:
    rows = queries.resets(request.viewer)[:100]
    form = ResetForm(posted(request))
    if request.method == "POST" and form.is_valid() and _request(request, form):
        return redirect("accounts:resets")
    page = {"rows": rows, "form": form, "may_request": actions.may_request(request.viewer)}
    return render(request, "account/resets.html", page, status=422 if form.errors else 200)


@login_required
@require_POST
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decide(
        request, pk, actions.confirm_reset, _("解除了。请再发一个绑定码，让他登录重新绑定")
    )


@login_required
@require_POST
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, actions.decline_reset, _("没有同意，动态口令照旧"))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: SignedInRequest) -> HttpResponse:
    """Issue a code: it stands on this one page, and nowhere else."""
    if not enrolment.may_issue(request.viewer):
        raise Http404
    form = IssueCodeForm(posted(request))
    issued = _issue(request, form) if request.method == "POST" and form.is_valid() else ""
    page = {"form": form, "issued": issued, "days": settings.ENROLMENT_CODE_DAYS}
    return render(request, "account/enrolment.html", page, status=422 if form.errors else 200)


def _issue(request: SignedInRequest, form: IssueCodeForm) -> str:
    user = queries.account_of(form.cleaned_data["phone"])
    try:
        if user is None:
            raise DomainError(_("没有用这个号码的账号"), field="phone")
        return enrolment.issue_code(user, by=request.viewer)
    except DomainError as error:
        form.add_error(error.field or None, str(error))
        return ""


def _request(request: SignedInRequest, form: ResetForm) -> bool:
    user = queries.account_of(form.cleaned_data["phone"])
    try:
        if user is None:
            raise DomainError(_("没有用这个号码的账号"), field="phone")
        actions.request_reset(user, reason=form.cleaned_data["reason"], by=request.viewer)
    except DomainError as error:
        form.add_error(error.field or None, str(error))
        return False
    messages.success(request, _("记下了，等另一位管理员确认"))
    return True


def _decide(
    request: SignedInRequest,
    pk: int,
    act: Callable[..., SecondFactorReset],
    done: str,
) -> HttpResponse:
    reset = queries.get_reset(request.viewer, pk)
    try:
        act(reset, by=request.viewer)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("accounts:resets")
