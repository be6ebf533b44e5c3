"""推送: other systems that hear when an order moves, their log, sending again by hand."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import hooks as actions
from requests.forms.hooks import HookForm
from requests.queries import hooks as queries


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def hooks(request: ViewerRequest) -> HttpResponse:
    rows = queries.hooks(request.viewer)
    form = HookForm(posted(request), viewer=request.viewer)
    secret = ""
    if request.method == "POST" and form.is_valid():
        try:
            _hook, secret = actions.connect(**form.cleaned_data, by=request.viewer)
        except DomainError as error:
            refuse(form, error)
        else:
            rows, form = queries.hooks(request.viewer), HookForm(viewer=request.viewer)
    context = {"rows": rows, "form": form, "secret": secret}
    return render(request, "requests/hooks.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def hook(request: ViewerRequest, pk: int) -> HttpResponse:
    row = queries.get_hook(request.viewer, pk)
    return render(request, "requests/hook.html", {"hook": row, "rows": queries.deliveries(row)})


@require_POST
@login_required
def end(request: ViewerRequest, pk: int) -> HttpResponse:
    actions.end(queries.get_hook(request.viewer, pk), by=request.viewer)
    messages.success(request, _("停用了，不再推送"))
    return redirect("requests:hooks")


@require_POST
@login_required
@idempotent
def all_again(request: ViewerRequest, pk: int) -> HttpResponse:
    row = queries.get_hook(request.viewer, pk)
    try:
        sent = actions.send_all_again(row, by=request.viewer)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        said = ngettext("又送了 {n} 条", "又送了 {n} 条", sent)
        messages.success(request, said.format(n=sent))
    return redirect("requests:hook", row.pk)


@require_POST
@login_required
@idempotent
def again(request: ViewerRequest, pk: int) -> HttpResponse:
    delivery = queries.get_delivery(request.viewer, pk)
    try:
        actions.send_again(delivery, by=request.viewer)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("又送了一次，结果马上看得到"))
    return redirect("requests:hook", delivery.webhook_id)
