"""服务品牌: its page for everybody, and the desk that keeps it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.viewer import Viewer
from activities.actions import brands
from activities.forms.brands import BrandForm, NewBrandForm
from activities.models import ServiceBrand
from activities.queries import brands as queries
from activities.queries.desk import runs
from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, NewPage, begin, buttons, perform, posted, table
from core.exports.registry import by_kind
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent


def _used(_viewer: Viewer, brand: ServiceBrand) -> bool:
    return brand.is_active


def _rests(_viewer: Viewer, brand: ServiceBrand) -> bool:
    return not brand.is_active


BRAND_ACTS = table(
    Act("edit", gettext_lazy("更正"), BrandForm, brands.correct, gettext_lazy("已更正"), _used),
    Act(
        "rest", gettext_lazy("先不办了"), NothingForm, brands.rest,
        gettext_lazy("以后安排活动不再选它"), _used, "close",
        gettext_lazy("办过的活动和来过多少人都留着，想办了再拿出来用。"),
    ),
    Act(
        "take-up", gettext_lazy("接着办"), NothingForm, brands.take_up,
        gettext_lazy("安排活动时又能选它了"), _rests, "check",
    ),
)  # fmt: skip


# --- everybody ------------------------------------------------------------------------------------
@require_GET
def of_community(request: HttpRequest, pk: int) -> HttpResponse:
    community, rows = queries.of_community(pk)
    return render(request, "activities/brands.html", {"community": community, "rows": rows})


@require_GET
def brand(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_public(pk)
    page = queries.brand_page(request.viewer, found, row_seen(request))
    here = reverse("activities:brand", args=[pk])
    return render(request, "activities/brand.html", {"page": page, **_pager(page, here)})


# --- the desk -------------------------------------------------------------------------------------
@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    context = {
        "lines": queries.board(request.viewer),
        "may_export": request.viewer.role.exports,
        "export": by_kind["activities.brands"],
    }
    return render(request, "activities/desk_brands.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not runs(viewer):
        raise Http404
    form = NewBrandForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = brands.open_brand(said.pop("community"), actor=viewer.user, **said)
        return redirect("activities:desk_brand", made.pk)

    lead = _("同一类活动常年办，就给它一个名字：居民认得出，来过多少人也算得清。")
    page = NewPage(_("服务品牌"), reverse("activities:desk_brands"), _("立一个品牌"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def desk_brand(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_own(request.viewer, pk)
    page = queries.brand_page(request.viewer, found, row_seen(request))
    context = {
        "page": page,
        "history": queries.past_of(request.viewer, found),
        "buttons": buttons(request.viewer, found, BRAND_ACTS, "activities:brand_act"),
        **_pager(page, reverse("activities:desk_brand", args=[pk])),
    }
    return render(request, "activities/desk_brand.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def brand_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_own(request.viewer, pk)
    back = reverse("activities:desk_brand", args=[pk])
    return perform(request, ActPage(found, str(found), back, BRAND_ACTS), slug)


# --- inside ---------------------------------------------------------------------------------------
def _pager(page: queries.BrandPage, here: str) -> dict[str, str]:
    return {"next_url": f"{here}?before={page.next_before}" if page.next_before else ""}
