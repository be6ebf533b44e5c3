"""A resident's own side: who I am in the registers, for whom I act, who acts for me."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.actions import authorities, bindings
from communities.forms.residents import ProveForm
from communities.queries import identity as queries
from communities.views.acts import do, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest


@login_required
@require_http_methods(["GET", "POST"])
def identity(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    form = ProveForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            bound = bindings.bind_by_id_number(viewer.user, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            if any(binding.user_id != viewer.user_id for binding in bound):
                logout(request)
                messages.success(request, _("对上了：原来的账号还您了，请用这个号码再登录一次"))
                return redirect("account_login")
            messages.success(request, _("对上了，这就是您的档案"))
            return redirect("communities:identity")
    context = {"form": form, "page": queries.identity_page(viewer)}
    return render(request, "communities/identity.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def leave(request: ViewerRequest, pk: int) -> HttpResponse:
    binding = queries.get_my_binding(request.viewer, pk)
    return do(request, reverse("communities:identity"), _("已解除"), bindings.unbind, binding)


@login_required
@require_POST
def end_authority(request: ViewerRequest, pk: int) -> HttpResponse:
    authority = queries.get_revocable_authority(request.viewer, pk)
    done = _("已撤销，从现在起不能再代办")
    back = reverse("communities:identity")
    return do(request, back, done, authorities.revoke_authority, authority)
