from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from doors import rooms


@require_safe
@login_required
def results(request: HttpRequest) -> HttpResponse:
    """One search over everything the viewer may see."""
    text = request.GET.get("q", "").strip()[:64]
    hits = rooms.search(request.viewer, text) if text else []  # type: ignore[attr-defined]
    return render(request, "doors/search.html", {"text": text, "hits": hits})
