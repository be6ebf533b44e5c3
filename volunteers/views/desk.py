"""The desk's pages about volunteers: the register, one person, somebody entered at the desk."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.viewer import Viewer
from communities.views.acts import ActPage, NewPage, begin, buttons, perform, posted
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from volunteers.access import is_keeper
from volunteers.actions import registering
from volunteers.forms.desk import EnterForm, FilterForm, RevealForm
from volunteers.models import Volunteer
from volunteers.queries import volunteers as queries
from volunteers.views.acts import VOLUNTEER_ACTS


@login_required
@require_GET
def volunteer_list(request: ViewerRequest) -> HttpResponse:
    viewer = reader(request)
    form = FilterForm(request.GET or None, viewer=viewer)
    page = queries.register(viewer, form.filters())
    context = {
        "form": form,
        "page": page,
        "next_url": form.url_after(page.next_after) if page.next_after else "",
        "may_enter": is_keeper(viewer),
        "waiting": queries.waiting(viewer).count(),
    }
    return render(request, "volunteers/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = reader(request)
    if not is_keeper(viewer):
        raise Http404
    form = EnterForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        fresh = registering.register_at_desk(actor=viewer.actor, **said)
        return redirect("volunteers:volunteer", fresh.pk)

    page = NewPage(_("志愿者"), reverse("volunteers:list"), _("代为登记"))
    return begin(request, form, page, make)


@login_required
@require_GET
def volunteer(request: ViewerRequest, pk: int) -> HttpResponse:
    return _page(request, queries.get_visible(reader(request), pk))


@login_required
@require_POST
def reveal(request: ViewerRequest, pk: int) -> HttpResponse:
    """One clear value on the page that answers this post; a reload shows the mask again."""
    viewer = reader(request)
    person = queries.get_visible(viewer, pk)
    form = RevealForm(request.POST, viewer=viewer)
    if not form.is_valid():
        return _page(request, person, status=422)
    name = form.cleaned_data["field"]
    try:
        value = queries.reveal(viewer, person, name, form.purpose_in_words())
    except DomainError as error:
        return _page(request, person, shown="refused", value=str(error), status=422)
    return _page(request, person, shown=name, value=value)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def volunteer_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    viewer = reader(request)
    person = queries.get_manageable(viewer, pk)
    title = queries.row_for(viewer, person).name
    back = reverse("volunteers:volunteer", args=[pk])
    return perform(request, ActPage(person, title, back, VOLUNTEER_ACTS), slug)


def _page(
    request: ViewerRequest,
    person: Volunteer,
    *,
    shown: str = "",
    value: str = "",
    status: int = 200,
) -> HttpResponse:
    viewer = request.viewer
    keeps: Any = queries.may_manage(viewer, person)
    context = {
        "page": queries.volunteer_page(viewer, person),
        "pk": person.pk,
        "buttons": buttons(viewer, person, VOLUNTEER_ACTS, "volunteers:volunteer_act")
        if keeps
        else [],
        "purposes": RevealForm.PURPOSES,
        "shown": shown,
        "value": value,
    }
    return render(request, "volunteers/volunteer.html", context, status=status)


def reader(request: ViewerRequest) -> Viewer:
    """Whoever does not open the register in his role does not learn that it is here."""
    viewer: Viewer = request.viewer
    if not viewer.role.browses_residents or viewer.sleeping:
        raise Http404
    return viewer
