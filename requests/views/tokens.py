"""Keys for programs: mine, a new one, and taking one back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from requests.actions import tokens as actions
from requests.forms.tokens import TokenForm
from requests.queries import tokens as queries


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def tokens(request: ViewerRequest, *, at_desk: bool = False) -> HttpResponse:
    """The new key stands on the answer to this one post, and nowhere ever again."""
    if at_desk and not request.viewer.is_staff:
        raise Http404
    rows = queries.my_tokens(request.viewer)
    form = TokenForm(posted(request), viewer=request.viewer)
    secret = ""
    if request.method == "POST" and form.is_valid():
        try:
            fresh, secret = actions.issue(**form.cleaned_data, by=request.viewer)
        except DomainError as error:
            refuse(form, error)
        else:
            rows, form = [fresh, *rows], TokenForm(viewer=request.viewer)
    context = {
        "rows": rows,
        "form": form,
        "secret": secret,
        "layout": "layouts/desk.html" if at_desk else "layouts/resident.html",
    }
    return render(request, "requests/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def revoke(request: ViewerRequest, pk: int) -> HttpResponse:
    actions.revoke(queries.get_mine(request.viewer, pk), actor=request.viewer.actor)
    messages.success(request, _("这把密钥已经吊销，马上不能用了"))
    return redirect("requests:desk_tokens" if request.viewer.is_staff else "requests:tokens")
