"""Places people go to: the register at the desk, and "near me" for everybody."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import (
    Act,
    ActPage,
    NewPage,
    begin,
    buttons,
    perform,
    posted,
    table,
)
from core.http import ViewerRequest
from core.idempotency import idempotent
from organizations.actions import facilities
from organizations.actions.facilities import Place
from organizations.facility_workflow import CLOSE, OPEN_UP, PAUSE, RESUME, FacilityStep
from organizations.forms import facilities as forms
from organizations.forms.organizations import ReasonForm
from organizations.models import Facility
from organizations.queries import counts
from organizations.queries import facilities as queries


def _step(step: FacilityStep) -> Any:
    def offered(viewer: Viewer, facility: Facility) -> bool:
        return facility.status in step.sources and queries.keeps(viewer, facility)

    return offered


def _lacks_volunteers(viewer: Viewer, facility: Facility) -> bool:
    return facility.volunteers_since is None and queries.keeps(viewer, facility)


def _has_volunteers(viewer: Viewer, facility: Facility) -> bool:
    return facility.volunteers_since is not None and queries.keeps(viewer, facility)


FACILITY_ACTS = table(
    Act(
        "open", gettext_lazy("启用"), forms.OpenForm, facilities.open_up,
        gettext_lazy("启用了，居民看得到"), _step(OPEN_UP), "check",
    ),
    Act(
        "resume", gettext_lazy("恢复开放"), NothingForm, facilities.resume,
        gettext_lazy("恢复了"), _step(RESUME), "check",
    ),
    Act(
        "sign", gettext_lazy("挂牌检查"), forms.SignForm, facilities.check_sign,
        gettext_lazy("记下了"), queries.keeps, "eye",
    ),
    Act(
        "volunteers", gettext_lazy("设志愿服务站"), forms.VolunteersForm,
        facilities.set_up_volunteers, gettext_lazy("设了"), _lacks_volunteers, "hands",
    ),
    Act(
        "no-volunteers", gettext_lazy("撤志愿服务站"), ReasonForm, facilities.take_down_volunteers,
        gettext_lazy("撤了"), _has_volunteers, "hands", "", True,
    ),
    Act(
        "correct", gettext_lazy("更正资料"), forms.PlaceFactsForm, facilities.correct,
        gettext_lazy("资料改好了，原来的留在沿革里"), queries.keeps, "edit",
    ),
    Act(
        "pause", gettext_lazy("暂停开放"), ReasonForm, facilities.pause,
        gettext_lazy("暂停了，居民看得到原因"), _step(PAUSE), "pause", "", True,
    ),
    Act(
        "close", gettext_lazy("撤销"), ReasonForm, facilities.close,
        gettext_lazy("撤销了"), _step(CLOSE), "close",
        gettext_lazy("撤销以后不能再改，志愿服务站一并撤。"), True,
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    form = forms.FacilityFilterForm(request.GET)
    found = queries.board(request.viewer, form.filters())
    context = {"board": found, "counted": counts.facilities(request.viewer), "form": form}
    return render(request, "organizations/facilities.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.places(viewer).exists():
        raise Http404
    form = forms.NewPlaceForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = facilities.add(said.pop("area"), Place(**said), actor=viewer.user)
        return redirect("organizations:facility", made.pk)

    page = NewPage(
        _("服务设施"),
        reverse("organizations:facilities"),
        _("登记一处"),
        _("先记为筹建中，开门那天再启用。"),
    )
    return begin(request, form, page, make)


@login_required
@require_GET
def facility(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_facility(request.viewer, pk)
    context = {
        "page": queries.facility_page(request.viewer, found),
        "buttons": buttons(request.viewer, found, FACILITY_ACTS, "organizations:facility_act"),
    }
    return render(request, "organizations/facility.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def facility_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_facility(request.viewer, pk)
    back = reverse("organizations:facility", args=[pk])
    return perform(request, ActPage(found, found.title, back, FACILITY_ACTS), slug)


# --- for everybody --------------------------------------------------------------------------------
@require_safe
def nearby_index(request: ViewerRequest) -> HttpResponse:
    place = queries.usual(request.viewer)
    if place is None:
        return render(request, "organizations/none.html")
    return redirect("organizations:nearby", place)


@require_safe
def nearby(request: ViewerRequest, pk: int) -> HttpResponse:
    page = queries.nearby(pk, request.GET.get("kind", ""))
    return render(request, "organizations/nearby.html", {"page": page})
