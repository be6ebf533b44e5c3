from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.http import ViewerRequest, typed
from doors import rooms
from doors.menu_viewers import has_something_to_find


@require_safe
@login_required
def results(request: ViewerRequest) -> HttpResponse:
    """One search over everything the viewer may see."""
    if not has_something_to_find(request.viewer):
        raise Http404
    text = typed(request)
    hits = rooms.search(request.viewer, text) if text else []
    return render(request, "doors/search.html", {"text": text, "hits": hits})
