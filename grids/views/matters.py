"""Who handles what: for everybody, and to look up at the desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_safe

from communities.importing import jobs
from core.http import ViewerRequest, typed
from grids.queries import duties as queries


@require_safe
def index(request: ViewerRequest) -> HttpResponse:
    own = queries.own_community(request.viewer)
    if own is not None:
        return redirect("grids:matters", own)
    context = {"communities": queries.communities_with_lists()}
    return render(request, "grids/matters_index.html", context)


@require_safe
def matters(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.who_handles_what(pk, typed(request))
    return render(request, "grids/matters.html", {"page": found})


@login_required
@require_GET
def desk(request: ViewerRequest) -> HttpResponse:
    q, department = typed(request), request.GET.get("department", "")
    chosen = int(department) if department.isdecimal() and len(department) < 18 else None
    found = queries.desk_list(request.viewer, q, chosen)
    context = {"duties": found, "q": q.strip(), "department": chosen}
    context["may_import"] = jobs.may_import(request.viewer)
    return render(request, "grids/matters_desk.html", context)
