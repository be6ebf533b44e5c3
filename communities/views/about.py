"""The public page about who does what here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from communities.queries import societies
from core.http import ViewerRequest


@require_safe
def about(request: ViewerRequest, pk: int | None = None) -> HttpResponse:
    return render(
        request, "communities/about.html", {"about": societies.get_about(request.viewer, pk)}
    )
