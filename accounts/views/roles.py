"""In which role somebody acts just now."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import security
from accounts.doors import address_of
from accounts.http import SignedInRequest
from accounts.queries import grants
from accounts.roles import Door
from accounts.viewer import ACTIVE_GRANT, AS_RESIDENT


@login_required
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    return render(request, "account/roles.html", {"held": grants.roles_of(request.viewer)})


@login_required
@require_POST
def switch(request: SignedInRequest) -> HttpResponse:
    """Only to a role that somebody gave him, or to himself."""
    choice = request.POST.get("role", "")
    by_id = {str(grant.pk): grant for grant in request.viewer.grants}
    if choice != AS_RESIDENT and choice not in by_id:
        raise Http404
    request.session[ACTIVE_GRANT] = choice
    role = by_id[choice].role if choice in by_id else choice
    security.note("accounts.role_switched", user=request.user, actor=request.user, to=role)
    return redirect(address_of(by_id[choice].definition.door if choice in by_id else Door.HOME))
