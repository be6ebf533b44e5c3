"""The service centre for everybody: rooms, hours, what is free; residents ask for a room."""

from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.actions import rooms
from communities.forms.rooms import AskForm, MonthForm
from communities.queries import centre as centre_queries
from communities.queries import rooms as room_queries
from communities.views.acts import do, posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent


@require_safe
def index(request: ViewerRequest) -> HttpResponse:
    own = centre_queries.own_centre(request.viewer)
    found = centre_queries.centres()
    if own is None and len(found) == 1:
        own = found[0].pk
    if own is not None:
        return redirect("communities:centre", own)
    return render(request, "communities/centres.html", {"centres": found})


@require_safe
def centre(request: ViewerRequest, pk: int) -> HttpResponse:
    return render(
        request, "communities/centre.html", {"page": centre_queries.get_centre(request.viewer, pk)}
    )


@require_http_methods(["GET", "POST"])
@idempotent
def room(request: ViewerRequest, pk: int) -> HttpResponse:
    """What is free on a day, and the form to ask; the form only for who may."""
    viewer = request.viewer
    found = centre_queries.get_room(pk)
    may = centre_queries.may_ask(viewer, found.community_id)
    if request.method == "POST" and not may:
        raise Http404
    day = _day(request)
    form = AskForm(posted(request), viewer=viewer, about=found, initial={"day": day})
    if request.method == "POST" and form.is_valid():
        try:
            rooms.ask_for_room(found, actor=viewer.user, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已交给社区，定了会告诉您"))
            return redirect("communities:centre", found.community_id)
    context = {
        "found": centre_queries.room_on(found, day),
        "day": day,
        "before": day - timedelta(days=1) if day > timezone.localdate() else None,
        "after": day + timedelta(days=1),
        "form": form if may else None,
    }
    return render(request, "communities/room.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
@idempotent
def withdraw(request: ViewerRequest, pk: int) -> HttpResponse:
    found = room_queries.get_own(request.viewer, pk)
    back = f"/centre/{found.community_id}/"
    return do(request, back, _("已取消"), rooms.cancel_booking, found, reason=_("本人取消"))


def _day(request: ViewerRequest) -> date:
    """The day in the address, if it lies in the weeks one can ask for."""
    form = MonthForm(request.GET)
    form.is_valid()
    today = timezone.localdate()
    day: date = form.cleaned_data.get("day") or today
    return day if today <= day <= today + rooms.RESIDENTS_AHEAD else today
