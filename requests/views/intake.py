"""Around the order form: what the words may mean while they are typed, notes of several at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests import saying
from requests.actions import intake
from requests.forms.lines import LinesForm
from requests.models import MenuItem
from requests.models.calls import answers_calls
from requests.queries import guides, hints
from requests.queries import menu as menu_queries
from requests.queries.place import place_of
from requests.queries.similar import similar

MOST_HINTS, MOST_GUIDES = 3, 2
LEAST = 4
"""Characters before anything is looked up."""


@require_POST
def look_up(request: ViewerRequest) -> HttpResponse:
    """While somebody types: posted, because what he needs belongs in no address."""
    words = request.POST.get("words", "")[:500].strip()
    place = place_of(request.viewer)
    if len(words) < LEAST or place.community is None:
        return HttpResponse()
    own = place.people[0] if place.people else None
    near = similar(words, community=place.community, grid_id=own.grid_id if own else None)
    context = {
        "near": [{"row": row, "now": saying.now_word(row)} for row in near],
        "may_join": request.viewer.is_signed_in,
        "items": menu_queries.about(place.community, words)[:MOST_HINTS],
        "guides": guides.about(words)[:MOST_GUIDES],
        "often": guides.asked_often(words, place.community.pk)[:MOST_GUIDES],
        "hint": hints.suggested(words, place.community.pk),
        "elsewhere": MenuItem.Answer.ELSEWHERE,
    }
    return render(request, "requests/_look_up.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def lines(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not answers_calls(viewer):
        raise Http404
    form = LinesForm(posted(request), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            made = intake.submit_all(form.cleaned_data["needs"], by=viewer)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(
                request,
                ngettext("%(n)d 件登记好了", "%(n)d 件登记好了", len(made)) % {"n": len(made)},
            )
            return redirect("requests:queue")
    return render(
        request, "requests/lines.html", {"form": form}, status=422 if form.errors else 200
    )
