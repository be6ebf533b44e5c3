"""My orders: the list, one of them, and what I can do with it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from communities.queries.place import profile_for
from core import files
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests import danger, public_words
from requests.actions import joining
from requests.queries import mine as queries
from requests.queries import sealed, tracking
from requests.queries.promises import clock_lines
from requests.views.doing_steps import INLINE
from requests.views.known import known_required
from requests.views.steps import AFFECTED, FIRST, REPORTER, offered, take


@known_required
@require_safe
def mine(request: ViewerRequest) -> HttpResponse:
    cards = queries.my_requests(request.viewer)
    context = {
        "open": [card for card in cards if card.row.is_open],
        "done": [card for card in cards if not card.row.is_open],
        "affected": tracking.my_affected(request.viewer),
    }
    return render(request, "requests/mine.html", context)


@known_required
@require_safe
def mine_one(request: ViewerRequest, public_id: UUID) -> HttpResponse:
    row = queries.get_mine(request.viewer, public_id)
    page = queries.page_of(request.viewer, row)
    buttons = offered(REPORTER, page.steps)
    if page.urging is not None and not page.urging.is_open:
        buttons = [button for button in buttons if button.slug != "urge"]
    context = {
        "page": page,
        "row": row,
        "first": next((button for button in buttons if button.slug in FIRST), None),
        "slugs": {button.slug for button in buttons},
        "buttons": [one for one in buttons if one.slug not in {*FIRST, *INLINE, "reply"}],
        "reply": next((button for button in buttons if button.slug == "reply"), None),
        "profile": profile_for(request.viewer),
        "clocks": clock_lines(row) if row.is_open else [],
        "first_lines": danger.first_lines(sealed.signs_of(row)),
    }
    return render(request, "requests/mine_one.html", context)


@known_required
@require_http_methods(["GET", "POST"])
@idempotent
def mine_act(request: ViewerRequest, public_id: UUID, slug: str) -> HttpResponse:
    row = queries.get_mine(request.viewer, public_id)
    return take(
        request,
        REPORTER,
        row,
        queries.page_of(request.viewer, row).steps,
        slug,
        back=reverse("requests:mine_one", args=[row.public_id]),
        template="requests/mine_act.html",
    )


@login_required
@require_safe
def track(request: ViewerRequest, public_id: UUID) -> HttpResponse:
    """A public matter, for a neighbour whom it touches as well."""
    row = tracking.get_affected(request.viewer, public_id)
    page = tracking.tracked_page(request.viewer, row)
    context = {
        "page": page,
        "buttons": offered(AFFECTED, page.steps),
        "profile": profile_for(request.viewer),
    }
    return render(request, "requests/track.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def track_act(request: ViewerRequest, public_id: UUID, slug: str) -> HttpResponse:
    row = tracking.get_affected(request.viewer, public_id)
    return take(
        request,
        AFFECTED,
        row,
        tracking.tracked_page(request.viewer, row).steps,
        slug,
        back=reverse("requests:track", args=[row.public_id]),
        template="requests/mine_act.html",
        title=public_words.called(row),
    )


@known_required
@require_safe
def photo(request: ViewerRequest, public_id: UUID, pk: int) -> HttpResponseBase:
    row = queries.get_mine(request.viewer, public_id)
    return files.file_response(queries.photo(request.viewer, row, pk))


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def join(request: ViewerRequest, public_id: UUID) -> HttpResponse:
    """Asked once more where somebody comes back from signing in; a tap elsewhere is enough."""
    row = queries.get_public_matter(request.viewer, public_id)
    if request.method == "GET":
        return render(request, "requests/join.html", {"tracked": tracking.tracked(row)})
    try:
        joining.join(row, by=request.viewer)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("requests:mine")
    messages.success(request, _("记下了，办好一起告诉您"))
    return redirect("requests:track", row.public_id)
