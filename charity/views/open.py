"""What everybody reads, and what a donor reads of his own gifts."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_safe

from charity.queries import public as queries
from charity.queries import traces
from communities.queries.place import profile_for
from core.http import ViewerRequest, row_seen


@require_safe
def index(request: ViewerRequest) -> HttpResponse:
    profile = profile_for(request.viewer)
    if profile is None:
        return render(request, "charity/public.html", {"account": None})
    return redirect("charity:public", profile.area_id)


@require_safe
def public(request: ViewerRequest, pk: int) -> HttpResponse:
    context = {
        "account": queries.account(pk, row_seen(request)),
        "platforms": queries.platforms(),
        "whole_list": queries.WHOLE_LIST,
    }
    return render(request, "charity/public.html", context)


@login_required
@require_GET
def mine(request: ViewerRequest) -> HttpResponse:
    return render(request, "charity/mine.html", {"traces": traces.mine(request.viewer)})
