"""How long things may take, and whether somebody answers for every one of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import promising
from requests.forms.promises import RuleForm
from requests.queries import promises as queries


@login_required
@require_safe
def page(request: ViewerRequest) -> HttpResponse:
    return render(request, "requests/promises.html", {"page": queries.page(request.viewer)})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def rule(request: ViewerRequest, pk: int) -> HttpResponse:
    """The first of the open ones follow at once, the others within the minute."""
    one = queries.get_rule(request.viewer, pk)
    form = RuleForm(posted(request), viewer=request.viewer, about=one)
    if request.method == "POST" and form.is_valid():
        try:
            promising.change_rule(one, actor=request.viewer.user, **form.cleaned_data)
            promising.follow_new_rules(batch=50)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("改好了；以前答应过什么，历史里都在"))
            return redirect("requests:promises")
    context = {"rule": one, "form": form, "earlier": queries.earlier(one)}
    status = 422 if form.errors else 200
    return render(request, "requests/promise.html", context, status=status)


@login_required
@require_safe
def watch(request: ViewerRequest) -> HttpResponse:
    return render(request, "requests/watch.html", {"watch": queries.watch(request.viewer)})
