"""The register at the desk, a resident's page, and the household's."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.actions import authorities, bindings, care, merging
from communities.actions.residents import register_at_door
from communities.forms.filters import RegisterFilterForm
from communities.forms.residents import EndLabelForm, RegisterForm, RevealForm
from communities.queries import households as household_queries
from communities.queries import person as person_queries
from communities.queries import residents as resident_queries
from communities.queries.past import history_of
from communities.views.acts import ActPage, NewPage, begin, buttons, do, perform
from communities.views.household_acts import HOUSEHOLD_ACTS
from communities.views.person_acts import PERSON_ACTS, as_facts
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent


@login_required
@require_GET
def register(request: ViewerRequest) -> HttpResponse:
    viewer = _keeper_of_register(request)
    form = RegisterFilterForm(request.GET or None, viewer=viewer)
    page = resident_queries.resident_register(viewer, form.filters())
    context = {
        "form": form,
        "page": page,
        "next_url": form.url_after(page.next_after) if page.next_after else "",
        "may_register": viewer.role.manages_registers,
    }
    return render(request, "communities/register.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new_resident(request: ViewerRequest) -> HttpResponse:
    viewer = _keeper_of_register(request)
    if not viewer.role.manages_registers:
        raise Http404
    form = RegisterForm(request.POST or None, viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        facts, rest = as_facts(said)
        resident = register_at_door(rest.pop("building"), facts, actor=viewer.user, **rest)
        return redirect("communities:resident", resident.pk)

    page = NewPage(_("新户建档"), reverse("communities:register"), _("建档"))
    return begin(request, form, page, make)


@login_required
@require_GET
def resident(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = _keeper_of_register(request)
    return _resident_page(request, resident_queries.get_visible(viewer, pk))


def _resident_page(
    request: ViewerRequest, person: Any, *, shown: str = "", value: str = "", status: int = 200
) -> HttpResponse:
    viewer = request.viewer
    page = person_queries.person_page(viewer, person)
    context = {
        "page": page,
        "pk": person.pk,
        "buttons": buttons(viewer, person, PERSON_ACTS, "communities:resident_act"),
        "may_manage_identity": viewer.role.manages_registers and not viewer.is_grid_bound,
        "purposes": RevealForm.PURPOSES,
        "endings": EndLabelForm(viewer=viewer),
        "shown": shown,
        "value": value,
    }
    return render(request, "communities/resident.html", context, status=status)


@login_required
@require_POST
def reveal(request: ViewerRequest, pk: int) -> HttpResponse:
    """One clear value on the page that answers this post; a reload shows the mask again."""
    viewer = _keeper_of_register(request)
    person = resident_queries.get_visible(viewer, pk)
    form = RevealForm(request.POST, viewer=viewer)
    if not form.is_valid():
        return _resident_page(request, person, status=422)
    name = form.cleaned_data["field"]
    try:
        value = person_queries.reveal(viewer, person, name, form.purpose_in_words())
    except DomainError as error:
        return _resident_page(request, person, shown="refused", value=str(error), status=422)
    return _resident_page(request, person, shown=name, value=value)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def resident_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    viewer = _keeper_of_register(request)
    person = resident_queries.get_manageable(viewer, pk)
    title = resident_queries.names_for(viewer)(person)
    back = reverse("communities:resident", args=[pk])
    return perform(request, ActPage(person, title, back, PERSON_ACTS), slug)


@login_required
@require_POST
def end_label(request: ViewerRequest, pk: int) -> HttpResponse:
    label = person_queries.get_manageable_label(request.viewer, pk)
    form = EndLabelForm(request.POST, viewer=request.viewer)
    reason = form.cleaned_data["reason"] if form.is_valid() else "no_longer"
    return do(request, _page_of(label), _("标签已取消"), care.end_label, label, reason=reason)


@login_required
@require_POST
def end_binding(request: ViewerRequest, pk: int) -> HttpResponse:
    binding = person_queries.get_manageable_binding(request.viewer, pk)
    return do(request, _page_of(binding), _("绑定已解除"), bindings.unbind, binding)


@login_required
@require_POST
def end_authority(request: ViewerRequest, pk: int) -> HttpResponse:
    authority = person_queries.get_manageable_authority(request.viewer, pk)
    done = _("代办授权已撤销")
    return do(request, _page_of(authority), done, authorities.revoke_authority, authority)


@login_required
@require_POST
def undo_merge(request: ViewerRequest, pk: int) -> HttpResponse:
    record = person_queries.get_manageable_merge(request.viewer, pk)
    back = reverse("communities:resident", args=[record.kept_id])
    return do(request, back, _("已拆回两份档案"), merging.unmerge, record)


@login_required
@require_GET
def household(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = _keeper_of_register(request)
    home = household_queries.get_visible(viewer, pk)
    context = {
        "page": household_queries.household_page(viewer, home),
        "history": history_of(viewer, home),
        "buttons": buttons(viewer, home, HOUSEHOLD_ACTS, "communities:household_act"),
    }
    return render(request, "communities/household.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def household_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    home = household_queries.get_manageable(_keeper_of_register(request), pk)
    title = f"{home.number} · {home.dwelling}"
    back = reverse("communities:household", args=[pk])
    return perform(request, ActPage(home, title, back, HOUSEHOLD_ACTS), slug)


def _page_of(row: Any) -> str:
    return reverse("communities:resident", args=[row.resident_id])


def _keeper_of_register(request: ViewerRequest) -> Any:
    """Whoever does not open the register in his role does not learn that it is here."""
    viewer = request.viewer
    if not viewer.role.browses_residents or viewer.sleeping:
        raise Http404
    return viewer
