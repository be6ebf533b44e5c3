"""What everybody reads: who works here, what they offer, whom to call. No sign-in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.http import ViewerRequest
from organizations.queries import public as queries


@require_safe
def index(request: ViewerRequest) -> HttpResponse:
    place = queries.usual_place(request.viewer)
    if place is None:
        return render(request, "organizations/none.html")
    return redirect("organizations:place", place)


@require_safe
def place(request: ViewerRequest, pk: int) -> HttpResponse:
    page = queries.get_place(pk, request.GET.get("domain", ""))
    return render(request, "organizations/place.html", {"page": page})


@require_safe
def public(request: ViewerRequest, pk: int) -> HttpResponse:
    page = queries.get_organization(request.viewer, pk)
    return render(request, "organizations/public.html", {"page": page})
